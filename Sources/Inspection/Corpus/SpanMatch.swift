import LSTMCore
import LSTMTraining
import Wording

/// Other places where the units that are on over a span light up together.
///
/// The idea is that of LSTMVis (Strobelt, Gehrmann, Pfister & Rush, 2018): a
/// span of a text is turned into the set of units that are on at every step of
/// it and off around it; a corpus is then searched for stretches over which the
/// same units are on. A unit is on where its value,
/// with the sign it has over the span, is at or above a threshold.
package struct SpanMatch: Sendable {
  /// Which layer.
  package let layer: Int
  /// What of it.
  package let quantity: Quantity
  /// From which value on a unit is on.
  package let threshold: Double
  /// The steps that were chosen.
  package let span: ClosedRange<Int>
  /// At which of the steps around the span its units are off.
  package let edges: Edges
  /// The units that are on over the span and off around it.
  package let units: [Int]
  /// For each of them +1, or −1 for one that is on where it is low.
  package let signs: [Double]
  /// How many units are on over the span, whatever they are at its edges.
  package let onCount: Int

  /// How many of the units a stretch needs to have on, as a share.
  package static let share = 0.75

  /// Where a unit of the span must be off.
  package enum Edges: String, CaseIterable, Sendable {
    /// Just before the span and just after it.
    case both
    /// Just before it or just after it: the unit was switched there.
    case either
    /// Nowhere.
    case none
  }

  /// The units of a span.
  ///
  /// - Throws: `InspectionError` for a span, layer or quantity that is not
  ///   there, and where no unit is on over the span and off around it.
  package init(
    _ recording: Recording, span: ClosedRange<Int>, layer: Int,
    quantity: Quantity, threshold: Double, edges: Edges = .either
  ) throws {
    let (trace, stack) = (recording.trace, recording.model.stack)
    try stack.require(layer: layer, shown: quantity)
    for step in [span.lowerBound, span.upperBound]
    where !(0..<trace.count).contains(step) {
      throw InspectionError.noStep(step, count: trace.count)
    }
    (self.layer, self.quantity, self.span) = (layer, quantity, span)
    (self.threshold, self.edges) = (threshold, edges)
    func isOn(_ unit: Int, _ sign: Double, _ t: Int) -> Bool {
      sign * trace.steps[t][layer][quantity][unit] >= threshold
    }
    let all = (0..<stack.cells[layer].width(of: quantity)).flatMap {
      [($0, 1.0), ($0, -1.0)]
    }
    let on = all.filter { unit, sign in
      span.allSatisfy { isOn(unit, sign, $0) }
    }
    let around = [span.lowerBound - 1, span.upperBound + 1].filter {
      (0..<trace.count).contains($0)
    }
    let chosen = on.filter { unit, sign in
      let off = around.count { !isOn(unit, sign, $0) }
      return switch edges {
      case .both: off == around.count
      case .either: off > 0 || around.isEmpty
      case .none: true
      }
    }
    (units, signs) = (chosen.map(\.0), chosen.map(\.1))
    onCount = on.count
    guard !units.isEmpty else {
      throw InspectionError.absent(
        """
        no unit has |\(quantity.key)| of \(threshold) or more over steps \
        \(span.lowerBound) to \(span.upperBound)\(onCount == 0 ? "" : " and less \(edges.words) (over the span alone \(onCount) have)")
        """,
        advice: "Try a lower --threshold or a shorter --span"
          + (onCount > 0 ? ", or --edges none." : "."))
    }
  }

  /// A stretch of a corpus.
  package struct Stretch: Equatable, Sendable {
    /// Where it is.
    package let range: Range<Int>
    /// The mean share of the units that are on within it.
    package let inside: Double
    /// The mean share that are on just before and after it.
    package let outside: Double
    /// Higher for stretches that are as full, as well bounded and as long as
    /// the span itself.
    package let score: Double
  }

  /// The best stretches of a corpus, the best first.
  ///
  /// - Parameter count: how many.
  package func search(
    _ model: Model, over sequence: LongSequence, count: Int, threads: Int = 2
  ) throws -> [Stretch] {
    let reader = ActivationReader(
      model, layer: layer, threads: threads)
    var shares = [Float](repeating: 0, count: sequence.count)
    let shards = reader.read(
      sequence, into: { _ in [(position: Int, share: Float)]() }
    ) { found, block in
      let (base, stride) = block.rows(of: quantity)
      for stream in 0..<block.streamCount {
        for position in block.positions[stream] {
          let row = block.row(stream: stream, position: position)
          let values = base + row * stride
          let on = units.indices.reduce(0) { sum, k in
            signs[k] * Double(values[units[k]]) >= threshold ? sum + 1 : sum
          }
          if on > 0 {
            found.append((position, Float(on) / Float(units.count)))
          }
        }
      }
    }
    for (position, share) in shards.joined() { shares[position] = share }
    return stretches(shares).sorted {
      ($1.score, $0.range.lowerBound) < ($0.score, $1.range.lowerBound)
    }.prefix(count).map { $0 }
  }

  private func stretches(_ shares: [Float]) -> [Stretch] {
    var (stretches, start) = ([Stretch](), 0)
    while start < shares.count {
      guard Double(shares[start]) >= Self.share else {
        start += 1
        continue
      }
      var end = start
      while end < shares.count, Double(shares[end]) >= Self.share { end += 1 }
      stretches.append(stretch(start..<end, shares))
      start = end
    }
    return stretches
  }

  private func stretch(_ range: Range<Int>, _ shares: [Float]) -> Stretch {
    let inside =
      shares[range].reduce(0) { $0 + Double($1) } / Double(range.count)
    let edges = [range.lowerBound - 1, range.upperBound].filter(
      shares.indices.contains)
    let outside =
      edges.isEmpty
      ? 0 : edges.reduce(0) { $0 + Double(shares[$1]) } / Double(edges.count)
    let (a, b) = (Double(range.count), Double(span.count))
    return Stretch(
      range: range, inside: inside, outside: outside,
      score: (inside - outside) * min(a, b) / max(a, b))
  }
}

extension SpanMatch.Edges {
  fileprivate var words: String {
    switch self {
    case .both: "just before and after"
    case .either: "just before or after"
    case .none: "anywhere"
    }
  }
}

extension SpanMatch {
  /// The stretches as lines of at most 80 columns, each in its context.
  ///
  /// - Parameter read: what the steps of the span's run read.
  package func text(
    _ stretches: [Stretch], read: InputSequence, corpus: SearchedCorpus
  ) -> String {
    let read = Self.words(of: read, in: span, element: corpus.element)
    let listed = zip(units, signs).prefix(12).map { unit, sign in
      (sign < 0 ? "−" : "") + "\(unit)"
    }.joined(separator: ", ")
    return
      ([
        """
        “\(read)”, steps \(span.lowerBound) to \(span.upperBound): \
        \(counted(onCount, "unit")) \(onCount == 1 ? "has" : "have") |\(quantity.key)| ≥ \
        \(plain(threshold, decimals: 2)) all along,
        \(units.count) of them less \(edges.words):
        \(listed)\(units.count > 12 ? ", …" : "").
        Stretches with at least \(percent(Self.share)) of these on together. on: the share within;
        edges: the share just outside. Best first: full, with empty edges, and as long
        as the span.

          position  on  edges  the stretch is between the brackets
        """
      ] + stretches.map { line($0, corpus) } + [
        stretches.isEmpty
          ? "  Nowhere in \(corpus.series == nil ? "this text" : "these rows"). Try a "
            + "lower --threshold, or another "
            + "\(corpus.series == nil ? "text" : "table")."
          : "", "",
      ]).joined(separator: "\n")
  }

  /// The span as people read it.
  private static func words(
    of read: InputSequence, in span: ClosedRange<Int>, element: String
  ) -> String {
    let labels = read.labels[span]
    guard read.series == nil else {
      return [labels.first, labels.last].compactMap { $0 }
        .filter { !$0.isEmpty }.joined(separator: " to ")
    }
    return visibleLine(
      labels.joined(separator: element == "word" ? " " : "").unicodeScalars)
  }

  private func line(_ stretch: Stretch, _ corpus: SearchedCorpus) -> String {
    let start =
      grouped(stretch.range.lowerBound).leftPadded(to: 10)
      + percent(stretch.inside).leftPadded(to: 5)
      + percent(stretch.outside).leftPadded(to: 6) + " "
    guard corpus.series == nil else {
      return start + "[" + corpus.line(stretch.range) + "]"
    }
    let (range, most) = (stretch.range, 34)
    let whole = corpus.line(range)
    let inside =
      whole.count <= most
      ? whole : whole.prefix(most / 2) + "…" + whole.suffix(most / 2)
    let rest = max(0, 58 - 20 - inside.columns - 2)
    return start
      + corpus.line(before: range.lowerBound, 20).leftPadded(to: 20)
      + "[\(inside)]" + corpus.line(after: range.upperBound - 1, rest)
  }
}
