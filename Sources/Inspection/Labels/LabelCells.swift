import LSTMCore
import LSTMTraining

/// Which units tell what a whole text is: for every class the unit whose mean
/// over the text, or whose last value, tells it best from the rest.
///
/// Texts are divided in halves by chance. A unit is chosen by its area under the
/// ROC curve (AUC) on the first and confirmed on the second; beside it stands
/// what the strongest of many shuffled labellings gives, and on the same half
/// what all units together, counted words and the model itself give.
package struct LabelCells: Sendable {
  /// A unit that tells a class.
  package struct Finding: Equatable, Sendable {
    /// The class that is told from the rest.
    package let label: String
    /// What is looked at.
    package let column: Column
    /// The AUC on the half that nobody chose on, and on the other.
    package let confirmed, chosen: Double
    /// The AUC furthest from one half of the shuffled labellings.
    package let chance: Double

    /// Whether it does better than every shuffled labelling.
    package var beatsChance: Bool {
      abs(confirmed - 0.5) > abs(chance - 0.5)
    }
  }

  /// A value that each text has: a unit's, pooled over the text.
  package struct Column: Equatable, Sendable {
    /// The cell's place in the stack, and the direction that it reads.
    package let place: Int
    package let direction: Direction
    package let quantity: Quantity
    package let unit: Int
    package let pooling: Readout.Pooling
  }

  /// What does without choosing a unit, by class: its AUC on the second half.
  package struct Whole: Equatable, Sendable {
    package let name: String
    package let label: String
    package let area: Double
  }

  /// For each class the best units, the best first.
  package private(set) var findings: [Finding] = []
  /// All units together, counted words, and the model itself.
  package private(set) var wholes: [Whole] = []
  /// How many texts are in each half.
  package let halves: (chosen: Int, confirmed: Int)

  /// The fewest texts in which a unit is looked for.
  package static let least = 40
  /// How much of a text is read, in symbols.
  package static let longest = 5_000

  /// Looks for units.
  ///
  /// - Parameters:
  ///   - texts: the symbols of each text, at least one; `least` texts or more.
  ///   - words: the words of each, for what is counted.
  ///   - labels: the class of each.
  ///   - classes: their names, two or more.
  ///   - cells: the places of the cells to look at, in the stack.
  package init(
    _ model: Model, texts: [[Int]], words: [[String]], labels: [Int],
    classes: [String], cells: [Int], quantities: [Quantity], best: Int = 1,
    shuffles: Int = 1_000, seed: UInt64 = 1997, threads: Int = 2,
    progress: (Double) -> Void = { _ in }
  ) {
    precondition(
      texts.count == labels.count && words.count == labels.count
        && texts.count >= Self.least && classes.count > 1,
      "\(texts.count) texts, \(labels.count) labels")
    var generator = SplitMix64(seed: seed)
    let order = Array(texts.indices).shuffled(using: &generator)
    let half = order.count / 2
    halves = (half, order.count - half)
    let columns = Self.columns(of: model, cells, quantities)
    let read = Self.read(
      model, order.map { texts[$0] }, columns, threads: threads,
      progress: progress)
    let truth = order.map { labels[$0] }
    // Of two classes the second says all.
    let asked = classes.count == 2 ? [1] : Array(classes.indices)
    let ranks = Workers(threads: threads).map(tasks: columns.count) { column in
      RankStatistics.midRanks(read[..<half].map { $0.values[column] })
    }
    for (k, label) in asked.enumerated() {
      progress(0.5 + Double(k) / Double(2 * asked.count))
      findings += Self.search(
        read.map(\.values), columns, ranks, truth.map { $0 == label },
        label: classes[label], best: best, shuffles: shuffles,
        using: &generator)
    }
    compare(
      read, columns, words: order.map { words[$0] }, truth, asked, classes,
      isOwn: model.classes?.names == classes)
  }

  /// What does without choosing a unit, learnt on the first half.
  private mutating func compare(
    _ read: [(values: [Float], said: Vector?)], _ columns: [Column],
    words: [[String]], _ truth: [Int], _ asked: [Int], _ classes: [String],
    isOwn: Bool
  ) {
    let (half, later) = (halves.chosen, halves.chosen..<truth.count)
    let bayes = NaiveBayes(
      Array(words[..<half]), labels: Array(truth[..<half]),
      classes: classes.count)
    let counted = words[later].map { softmax(bayes.logits(of: $0)) }
    let said = isOwn ? read[later].compactMap(\.said) : []
    let probe = Self.probe(read.map(\.values), columns, truth, asked, half)
    for label in asked {
      let flags = truth[later].map { $0 == label }
      func add(_ name: String, _ area: Double?) {
        guard let area else { return }
        wholes.append(Whole(name: name, label: classes[label], area: area))
      }
      func area(_ values: [Vector]) -> Double? {
        RankStatistics.area(values.map { Float($0[label]) }, flags)
      }
      add("all units together", probe[label])
      add("naive Bayes, words", area(counted))
      if said.count == flags.count {
        add("the model itself", area(said))
      }
    }
  }

  private static func columns(
    of model: Model, _ cells: [Int], _ quantities: [Quantity]
  ) -> [Column] {
    cells.flatMap { place in
      quantities.flatMap { quantity in
        (0..<model.stack.cells[place].width(of: quantity)).flatMap { unit in
          Readout.Pooling.allCases.map { pooling in
            Column(
              place: place, direction: model.stack.directions[place],
              quantity: quantity, unit: unit, pooling: pooling)
          }
        }
      }
    }
  }

  /// The columns of each text, and the logits of a model that labels.
  private static func read(
    _ model: Model, _ texts: [[Int]], _ columns: [Column], threads: Int,
    progress: (Double) -> Void
  ) -> [(values: [Float], said: Vector?)] {
    let isLabelling = model.classes != nil
    // Some at a time, so that progress can be told.
    return stride(from: 0, to: texts.count, by: 256).flatMap { start in
      progress(Double(start) / Double(2 * texts.count))
      return Workers(threads: threads).map(
        tasks: min(256, texts.count - start)
      ) { task in
        let trace = model.trace(over: texts[start + task])
        return (
          values: columns.map { $0.value(in: trace) },
          said: isLabelling ? model.classLogits(of: trace) : nil
        )
      }
    }
  }

  /// - Parameter ranks: those of each column on the first half.
  private static func search(
    _ values: [[Float]], _ columns: [Column], _ ranks: [[Double]],
    _ flags: [Bool], label: String, best: Int, shuffles: Int,
    using generator: inout SplitMix64
  ) -> [Finding] {
    let half = ranks.first?.count ?? 0
    let (first, later) = (Array(flags[..<half]), Array(flags[half...]))
    let chosen = ranks.map { area($0, first) }
    let order = columns.indices.sorted {
      (abs(chosen[$1] - 0.5), $0) < (abs(chosen[$0] - 0.5), $1)
    }
    return order.prefix(best).map { column in
      let ranks = RankStatistics.midRanks(values[half...].map { $0[column] })
      var (shuffled, strongest) = (later, 0.5)
      for _ in 0..<shuffles {
        shuffled.shuffle(using: &generator)
        let area = area(ranks, shuffled)
        if abs(area - 0.5) > abs(strongest - 0.5) { strongest = area }
      }
      return Finding(
        label: label, column: columns[column], confirmed: area(ranks, later),
        chosen: chosen[column], chance: strongest)
    }
  }

  /// The AUC from ranks; one half where all flags are the same.
  private static func area(_ ranks: [Double], _ flags: [Bool]) -> Double {
    let yes = flags.count { $0 }
    guard yes > 0, yes < flags.count else { return 0.5 }
    let sum = zip(ranks, flags).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
    return RankStatistics.area(rankSum: sum, yes: yes, of: flags.count)
  }

  /// Logistic regression over the means of all units, by class.
  private static func probe(
    _ values: [[Float]], _ columns: [Column], _ truth: [Int], _ asked: [Int],
    _ half: Int
  ) -> [Int: Double] {
    let means = columns.indices.filter { columns[$0].pooling == .mean }
    let sample = RowSample(rows: values.map { row in means.map { row[$0] } })
    let labels = LabelSet(
      asked.map { label in
        TextLabel(
          "\(label)", "", kind: .given,
          values: .flags(truth.map { $0 == label }))
      })
    let scores = LinearProbe.scores(sample, labels, middle: half)
    return Dictionary(
      uniqueKeysWithValues: asked.enumerated().compactMap { k, label in
        if case .area(let area) = scores[k] { (label, area) } else { nil }
      })
  }
}

extension LabelCells.Column {
  /// The value of a text that was read.
  fileprivate func value(in trace: Trace) -> Float {
    func value(_ step: [Step]) -> Double { step[place][quantity][unit] }
    switch pooling {
    case .last:
      let last = direction == .forward ? trace.steps.last : trace.steps.first
      return Float(last.map(value) ?? 0)
    case .mean:
      let sum = trace.steps.reduce(0) { $0 + value($1) }
      return Float(sum / Double(max(1, trace.count)))
    }
  }
}
