import Wording

/// Results beside the paper's: a table for a terminal, a page for reading.
/// Neither has times in it, so that the same seeds give the same bytes.
package struct PaperReport: Sendable {
  private let records: TrialRecords

  /// A report of the given records.
  package init(_ records: TrialRecords) { self.records = records }

  /// One row per condition, method and criterion; 80 columns.
  package var table: String {
    let rows = summaries
    guard !rows.isEmpty else { return "No results yet.\n" }
    let head = [
      ["", "", "ours", "", "paper"],
      ["condition", "until", "solved", "sequences", "solved", "sequences"],
    ]
    return head.map { Summary.columns.line($0).trimmedAtEnd + "\n" }
      .joined()
      + rows.map(\.tableLines).joined()
  }

  /// Everything as Markdown, task by task, with the paper's other rows.
  package var page: String {
    var text = """
      # The experiments of 1997, run again

      Hochreiter & Schmidhuber, *Long Short-Term Memory*, Neural Computation \
      9(8), 1997. Mean number of training sequences over the trials that met \
      the paper's own criterion, with their range; beside it what the paper \
      reports. Wrong: of 2560 fresh sequences after training, mean over those \
      trials; for multiplication with the root of their mean squared error, \
      which is what the paper's MSE seems to be. A trial is named by its \
      condition, method and seed: `lstm-lab paper CONDITION --seed S --trials 1` \
      with the options of its method repeats it. Weights: of the network that \
      was run, and the paper's where it is another. Only `lstm` alone is the \
      paper's network; a method with more in its name is another network or \
      another way of learning, and its rows say nothing of whether the paper's \
      can be repeated. `lstm-cell-sources-inputs`, and where cells have biases \
      `lstm-cell-sources-inputs-cell-bias-no`, are one rule: the cells' net \
      input reads the inputs alone, biases are for gates, and outputs have them \
      where the paper says so. Whether the authors did anything like it is not \
      known.


      """
    let rows = summaries
    for name in PaperTaskName.allCases {
      let own = rows.filter {
        PaperCatalogue.condition(named: $0.first.condition)?.task
          == name.rawValue
          || $0.first.condition.hasPrefix(name.rawValue + "-")
      }
      text += "## \(name.title)\n\n"
      if own.isEmpty {
        text += "Not run yet: `lstm-lab paper \(name.rawValue)`.\n\n"
      } else {
        text += Summary.pageHead + own.map(\.pageLine).joined() + "\n"
      }
      text += rivals(of: name)
    }
    return text
  }

  private func rivals(of name: PaperTaskName) -> String {
    let rivals = name.otherPublishedResults
    guard !rivals.isEmpty else { return "" }
    return """
      The paper's other rows, as published:

      | method | setting | solved | sequences |
      |---|---|---|---|

      """
        + rivals.map {
          "| \($0.method) | \($0.setting) | \($0.success) | \($0.sequences) |\n"
        }.joined() + "\n"
  }

  var summaries: [Summary] {
    var order: [[String]] = []
    var groups: [[String]: [TrialRecord]] = [:]
    for record in records.all {
      let key = [record.condition, record.method, record.criterion]
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(record)
    }
    return order.compactMap { groups[$0].map(Summary.init) }
  }
}

/// The trials of one condition, method and criterion, summed up.
struct Summary {
  let records: [TrialRecord]

  var first: TrialRecord { records[0] }
  private var met: [TrialRecord] { records.filter(\.isMet) }

  /// The mean over the trials that succeeded, rounded.
  var mean: Int? {
    guard !met.isEmpty else { return nil }
    let sum = met.reduce(0.0) { $0 + Double($1.sequences) }
    return Int(clamping: sum / Double(met.count))
  }

  /// The fewest and most of them.
  var range: ClosedRange<Int>? {
    guard met.count > 1, let low = met.map(\.sequences).min(),
      let high = met.map(\.sequences).max()
    else { return nil }
    return low...high
  }

  private var wrong: Double? {
    let counts = met.compactMap(\.wrong)
    guard !counts.isEmpty else { return nil }
    return Double(counts.reduce(0, +)) / Double(counts.count)
  }

  /// The root of the mean squared error, where that is what was measured.
  private var rootMeanSquare: String? {
    guard condition?.measuresSquares == true, !met.isEmpty else { return nil }
    let mean = met.reduce(0) { $0 + $1.error } / Double(met.count)
    return "RMSE \(plain(mean.squareRoot()))"
  }

  /// How many weights the network has, beside the paper's where they differ.
  private var weights: String? {
    guard let condition, let ours = condition.weightCount(method: first.method)
    else { return nil }
    let theirs = condition.shape.weightCount
    return grouped(ours)
      + (ours == theirs ? "" : " (paper \(grouped(theirs)))")
  }

  private var condition: PaperCondition? {
    PaperCatalogue.condition(named: first.condition)
  }

  var published: PublishedResult? {
    guard first.method.hasPrefix("lstm"), let condition,
      let index = condition.goals.firstIndex(where: {
        $0.name == first.criterion
      }), index < condition.published.count
    else { return nil }
    return condition.published[index]
  }

  private var solved: String { "\(met.count)/\(records.count)" }
  private var meanText: String { mean.map(grouped) ?? "–" }
  private var rangeText: String? {
    range.map { "\(grouped($0.lowerBound))–\(grouped($0.upperBound))" }
  }
  /// What a failed trial went up to.
  private var limitText: String? {
    records.filter { !$0.isMet }.map(\.sequences).max().map {
      "the rest not within \(grouped($0))"
    }
  }

  fileprivate static let columns = TextTable([
    .left(29), .left(7), .left(8), .left(20), .left(7), .free,
  ])

  var tableLines: String {
    let name =
      first.method == "lstm"
      ? first.condition : "\(first.condition) \(first.method)"
    let theirs =
      published.map { ["\($0.success)%", grouped($0.sequences)] } ?? ["–"]
    let notes = [rangeText, limitText].compactMap(\.self)
      .joined(separator: "; ")
    // A name too long for its column has a line of its own.
    let isLong = name.columns >= 29
    let line = Self.columns.line(
      [isLong ? "" : name, first.criterion, solved, meanText] + theirs)
    return (isLong ? name + "\n" : "") + line.trimmedAtEnd + "\n"
      + (notes.isEmpty ? "" : "".padded(to: 36) + "(" + notes + ")\n")
  }

  static let pageHead = """
    | condition | method | weights | until | solved | sequences | wrong | paper \
    solved | paper sequences | paper says |
    |---|---|---|---|---|---|---|---|---|---|

    """

  var pageLine: String {
    let range = [rangeText, limitText].compactMap(\.self)
      .joined(separator: "; ")
    let cells = [
      first.condition, first.method, weights ?? "–", first.criterion, solved,
      meanText + (range.isEmpty ? "" : " (\(range))"),
      wrong.map {
        ([plain($0, decimals: 1)] + [rootMeanSquare].compactMap(\.self))
          .joined(separator: ", ")
      } ?? "–",
      published.map { "\($0.success)% of \($0.trials)" } ?? "–",
      published.map { grouped($0.sequences) } ?? "–",
      published?.note ?? "",
    ]
    return "| " + cells.joined(separator: " | ") + " |\n"
  }
}
