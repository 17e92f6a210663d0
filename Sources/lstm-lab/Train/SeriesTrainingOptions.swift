import ArgumentParser
import LSTMCore
import LSTMTraining
import ModelFiles

/// What to learn from rows of numbers.
struct SeriesTrainingOptions: ParsableArguments {
  @OptionGroup var rows: SeriesOptions
  @Option(
    help: ArgumentHelp(
      "With --csv, the columns to predict (default: all that are read).",
      valueName: "a,b"),
    transform: ColumnNames.init)
  var target: ColumnNames?
  @Option(
    help: "With --csv, how many rows ahead (default: 1; 0 does not read them).")
  var ahead: Int?
  @Flag(
    help: """
      With --csv, read the changes from row to row and predict by how much the \
      targets change, for series that leave the range they were in.
      """)
  var difference = false

  func validate() throws {
    guard
      rows.path != nil || (target == nil && ahead == nil && !difference)
    else {
      throw ValidationError(
        "--target, --ahead and --difference go with --csv FILE.")
    }
    guard !difference || ahead != 0 else {
      throw ValidationError(
        "--difference predicts by how much a later row differs: it needs --ahead "
          + "1 or more.")
    }
    if let ahead, !(0...100_000).contains(ahead) {
      throw ValidationError(
        "--ahead must be from 0 to 100000, not \(ahead).")
    }
  }

  /// The series to learn from, all numbers finite; what is not said is as in
  /// `model`. Of several those that are too short are left out, which is said.
  func corpora(
    _ table: SeriesTable, like model: Model? = nil
  ) throws -> [SeriesCorpus] {
    var table = table
    for (name, value) in rows.constant.flatMap(\.values) {
      table.set(name, to: value)
    }
    let labels = rows.labels(of: table)
    let wanted = columns(of: table, labels: labels, like: model)
    rows.sayMissing(wanted.all, in: table)
    if let labels, rows.labelColumn == nil, rows.csv != "sample" {
      Talk.note(
        "note: the column \(labels) names the rows and is not read; "
          + "--columns would read it.")
    }
    let groups = try rows.groups(of: table)
    var short: (name: String, error: SeriesCorpusError)?
    let corpora = try groups.compactMap { group -> SeriesCorpus? in
      do {
        var corpus = try SeriesCorpus(
          group.series(columns: wanted.all, labels: labels),
          predicting: wanted.targets, reading: wanted.read,
          ahead: wanted.ahead, changing: group.levels(of: wanted.all))
        corpus.name = group.group?.name
        return corpus
      } catch let error as SeriesCorpusError {
        guard let name = group.group?.name, case .tooShort = error else {
          throw error
        }
        Talk.note("note: \(name) is left out: \(error)")
        short = (name, error)
        return nil
      }
    }
    guard let short, corpora.isEmpty else { return corpora }
    throw Refusal(
      "none of the series is long enough; \(short.name): \(short.error)")
  }

  /// What is read and predicted of a table: as asked, or as in `model`, or all.
  private func columns(
    of table: SeriesTable, labels: String?, like model: Model?
  ) -> (read: [String]?, targets: [String]?, ahead: Int, all: [String]) {
    let ahead = ahead ?? model?.readout?.targets?.ahead ?? 1
    let numbered = table.numbered(labels: labels).filter {
      $0 != rows.group?.column
    }
    let constants = rows.constant.flatMap(\.values).map(\.name)
    // What never changes is read as it is, and not predicted.
    func change(_ name: String, over rows: Int, anew: Bool) -> String {
      guard !constants.contains(name) else { return name }
      let known = table.columns.contains(name) ? nil : ColumnChange(name)
      if let known, !anew { return known.name }
      return ColumnChange(of: known?.column ?? name, over: rows).name
    }
    let earlier = model?.readout?.targets?.names
    var targets = target?.names ?? earlier
    var read = rows.columns?.names ?? model?.reader.columns
    if difference {
      let moving = (read ?? numbered).filter { !constants.contains($0) }
      targets = (targets ?? moving).map {
        change($0, over: ahead, anew: target == nil && earlier != nil)
      }
      read = (read ?? numbered).map { change($0, over: 1, anew: false) }
    }
    var all = read ?? numbered
    for target in targets ?? [] where !all.contains(target) {
      all.append(target)
    }
    return (read, targets, ahead, all)
  }

  /// The words of the command line that say the same.
  var words: [String] {
    let given: [(String, String?)] = [
      ("--csv", rows.csv), ("--wav", rows.wav),
      ("--columns", rows.columns?.names.joined(separator: ",")),
      ("--label-column", rows.labelColumn),
      (
        "--group",
        rows.group.map { $0.column + ($0.name.map { "=" + $0 } ?? "") }
      ),
      ("--target", target?.names.joined(separator: ",")),
      ("--ahead", ahead.map(String.init)),
    ]
    return given.flatMap { option, value in value.map { [option, $0] } ?? [] }
      + (difference ? ["--difference"] : [])
      + rows.constant.flatMap { ["--constant", $0.text] }
  }
}
