import LSTMCore
import LSTMTraining
import Wording

/// What speaks for a finding: passages of the text with the unit's values and
/// the label, and how the two go together over the half of the text on which it
/// was confirmed.
package struct CellEvidence: Equatable, Sendable {
  /// What was found.
  package let finding: CellSearch.Finding
  /// In which layer.
  package let layer: Int
  /// Where label and unit can be seen at work.
  package let passages: [Passage]
  /// All of the half together.
  package let relation: Relation
  /// How many characters that are.
  package let count: Int

  /// A stretch of the text.
  package struct Passage: Equatable, Sendable {
    /// Where it begins, in characters from the start of the text.
    package let position: Int
    /// What is read.
    package let characters: [Unicode.Scalar]
    /// The unit's value after each.
    package let values: [Double]
    /// Whether the label says yes of each; for a number, whether it is above
    /// its middle.
    package let marks: [Bool]
  }

  /// How values and label go together.
  package enum Relation: Equatable, Sendable {
    /// For a yes or no: the unit's values where it says yes, and where no.
    case flag(Distributions)
    /// For a number: the unit's values by what the number is.
    case number([Bin])
  }

  /// Values of two kinds of places, and how they overlap.
  package struct Distributions: Equatable, Sendable {
    /// The ends of the bins, one more than there are bins; the outer bins hold
    /// what lies beyond.
    package let edges: [Double]
    /// Whether no value lies beyond.
    package let isWhole: Bool
    /// The share of the places in each bin.
    package let yes, no: [Double]
    /// Points of the ROC curve: which shares of no and of yes lie above a
    /// threshold, as it falls.
    package let curve: [Threshold]
  }

  /// What one threshold lets through.
  package struct Threshold: Equatable, Sendable {
    /// The share of no, and of yes, above it.
    package let no, yes: Double
  }

  /// The places where a number lies in some range.
  package struct Bin: Equatable, Sendable {
    /// The mean of the number.
    package let number: Double
    /// The unit's quartiles there.
    package let low, median, high: Double
    /// How many places.
    package let count: Int
  }

  /// How long a passage is at most, in characters.
  package static let passageLength = 300
  private static let binCount = 40
}

extension CellEvidence {
  /// The evidence in `values`, which lie in a range, of a part of the text that
  /// begins at `start`.
  init(
    _ finding: CellSearch.Finding, layer: Int, values: [Float], start: Int,
    scalars: [Unicode.Scalar], range: Quantity.Range
  ) {
    (self.finding, self.layer) = (finding, layer)
    count = values.count
    let label = values.indices.map { finding.label.values[start + $0] }
    if let flags = finding.label.flags {
      relation = .flag(
        Distributions(
          values, values.indices.map { flags[start + $0] },
          bins: Self.binCount, range: range))
      passages = Self.passages(
        marks: values.indices.map { flags[start + $0] }, values, start,
        scalars)
    } else {
      relation = .number(Self.bins(of: label, values))
      let middle = Float(label.lazy.map(Double.init).median)
      passages = Self.passages(
        marks: label.map { $0 > middle }, values, start, scalars)
    }
  }

  /// The three passages in which yes and no are most alike in number, among
  /// those that follow each other line by line; of equals the earlier.
  private static func passages(
    marks: [Bool], _ values: [Float], _ start: Int,
    _ scalars: [Unicode.Scalar]
  ) -> [Passage] {
    var ranges: [(range: Range<Int>, uneven: Double)] = []
    var place = 0
    while place < marks.count {
      let range = place..<min(place + passageLength, marks.count)
      let yes = marks[range].count { $0 }
      ranges.append(
        (range, abs(Double(yes) / Double(range.count) - 0.5)))
      // The next begins with a line, where there are lines.
      var next = range.upperBound
      let latest = min(next + passageLength, marks.count)
      while next < latest, scalars[start + next - 1] != "\n" { next += 1 }
      place = next < latest ? next : range.upperBound
    }
    let whole = ranges.filter {
      $0.range.count == min(passageLength, marks.count)
    }
    return whole.enumerated()
      .sorted { ($0.1.uneven, $0.0) < ($1.1.uneven, $1.0) }.prefix(3)
      .map(\.element.range).sorted { $0.lowerBound < $1.lowerBound }
      .map { range in
        Passage(
          position: start + range.lowerBound,
          characters: range.map { scalars[start + $0] },
          values: range.map { Double(values[$0]) },
          marks: range.map { marks[$0] })
      }
  }

  /// Up to 24 bins of about as many places each, none dividing equal numbers.
  private static func bins(of label: [Float], _ values: [Float]) -> [Bin] {
    let order = label.indices.sorted { (label[$0], $0) < (label[$1], $1) }
    let size = max(1, order.count / 24)
    var (bins, start) = ([Bin](), 0)
    while start < order.count {
      var end = min(start + size, order.count)
      while end < order.count, label[order[end]] == label[order[end - 1]] {
        end += 1
      }
      let places = order[start..<end]
      let here = places.map { Double(values[$0]) }
      bins.append(
        Bin(
          number: places.reduce(0) { $0 + Double(label[$1]) }
            / Double(places.count),
          low: here.percentile(0.25), median: here.median,
          high: here.percentile(0.75),
          count: places.count))
      start = end
    }
    return bins
  }
}

extension CellEvidence.Distributions {
  /// The values of places with flags, over the range of the quantity where it
  /// has one; else over the middle 99 % of those with yes and of those with no,
  /// so that what is rare is not cut off.
  init(
    _ values: [Float], _ flags: [Bool], bins: Int, range: Quantity.Range
  ) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    let ends = range.ends ?? Self.middle(of: order, values, flags)
    let (low, high) = (ends.lowerBound, ends.upperBound)
    isWhole = range.ends != nil
    let width = high > low ? (high - low) / Double(bins) : 1
    edges = (0...bins).map { low + Double($0) * width }
    var counts = [[Double]](
      repeating: [Double](repeating: 0, count: bins), count: 2)
    for (value, flag) in zip(values, flags) {
      let bin = max(
        0,
        min(
          bins - 1,
          Int(clamping: (Double(value) - low) / width, rounded: .down)))
      counts[flag ? 1 : 0][bin] += 1
    }
    let totals = counts.map { max(1, $0.reduce(0, +)) }
    no = counts[0].map { $0 / totals[0] }
    yes = counts[1].map { $0 / totals[1] }
    curve = Self.curve(order: order, values, flags, totals)
  }

  /// From the lower 0.5th percentile of yes and of no to their upper 99.5th.
  private static func middle(
    of order: [Int], _ values: [Float], _ flags: [Bool]
  ) -> ClosedRange<Double> {
    let parts = [true, false].map { kind in order.filter { flags[$0] == kind } }
      .filter { !$0.isEmpty }
    let lows = parts.map { Double(values[$0[$0.count / 200]]) }
    let highs = parts.map {
      Double(values[$0[$0.count - 1 - $0.count / 200]])
    }
    let low = lows.min() ?? 0
    return low...Swift.max(low, highs.max() ?? 1)
  }

  private static func curve(
    order: [Int], _ values: [Float], _ flags: [Bool], _ totals: [Double]
  ) -> [CellEvidence.Threshold] {
    var curve = [CellEvidence.Threshold(no: 0, yes: 0)]
    var (no, yes, next) = (0.0, 0.0, order.count - order.count / 200)
    for (k, place) in order.enumerated().reversed() {
      if flags[place] { yes += 1 } else { no += 1 }
      // Equal values pass a threshold together.
      let isEdge = k == 0 || values[order[k - 1]] < values[place]
      if isEdge, k <= next {
        curve.append(
          CellEvidence.Threshold(no: no / totals[0], yes: yes / totals[1]))
        next = k - max(1, order.count / 200)
      }
    }
    if let last = curve.last, last.no < 1 || last.yes < 1 {
      curve.append(CellEvidence.Threshold(no: 1, yes: 1))
    }
    return curve
  }
}

extension CellSearch {
  /// The evidence for findings of `run`, from the half of the text on which
  /// they were confirmed, at most `mostShuffled` characters of it.
  ///
  /// - Throws: `InspectionError` for a layer or quantity that is not there.
  package func evidence(
    for findings: [Finding], in model: Model, over sequence: LongSequence,
    scalars: [Unicode.Scalar]
  ) throws -> [CellEvidence] {
    try model.stack.require(layer: layer)
    let middle = sequence.count / 2
    let range = middle..<min(sequence.count, middle + Self.mostShuffled)
    let reader = ActivationReader(model, layer: layer, threads: threads)
    let columns = columns(
      of: findings.map { ($0.quantity, $0.unit) }, reader, sequence,
      range: range)
    return zip(findings, columns).map { finding, values in
      CellEvidence(
        finding, layer: layer, values: values, start: range.lowerBound,
        scalars: scalars,
        range: model.stack.cells[layer].definition.range(of: finding.quantity))
    }
  }
}

extension Quantity.Range {
  /// The least and the largest value where there are such.
  fileprivate var ends: ClosedRange<Double>? {
    switch self {
    case .zeroToOne: 0...1
    case .plusMinusOne: -1...1
    case .plusMinusTwo: -2...2
    case .nonNegative, .unbounded: nil
    }
  }
}
