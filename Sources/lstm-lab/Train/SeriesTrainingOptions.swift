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
  /// `model`.
  func corpora(
    _ table: SeriesTable, like model: Model? = nil
  ) throws -> [SeriesCorpus] {
    try rows.groups(of: table).map { group in
      do {
        var corpus = try corpus(group, like: model)
        corpus.name = group.group?.name
        return corpus
      } catch let error as SeriesCorpusError {
        guard let group = group.group else { throw error }
        throw Refusal("\(group.column) \(group.name): \(error)")
      }
    }
  }

  private func corpus(
    _ table: SeriesTable, like model: Model?
  ) throws -> SeriesCorpus {
    var table = table
    for (name, value) in rows.constant.flatMap(\.values) {
      table.set(name, to: value)
    }
    let labels = rows.labels(of: table)
    let ahead = ahead ?? model?.readout?.targets?.ahead ?? 1
    var targets = target?.names ?? model?.readout?.targets?.names
    var read = rows.columns?.names ?? model?.reader.columns
    if difference {
      let all = table.numbered(labels: labels)
      targets = Self.changes(of: targets ?? read ?? all, over: ahead)
      read = Self.changes(of: read ?? all, over: 1)
    }
    var columns = read
    for target in targets ?? [] where columns?.contains(target) == false {
      columns?.append(target)
    }
    let series = try table.series(columns: columns, labels: labels)
    rows.sayMissing(series.columns, in: table)
    if let labels, rows.labelColumn == nil, rows.csv != "sample" {
      Talk.note(
        "note: the column \(labels) names the rows and is not read; "
          + "--columns would read it.")
    }
    return try SeriesCorpus(
      series, predicting: targets, reading: read, ahead: ahead,
      changing: table.levels(of: series.columns))
  }

  /// The changes of columns; one that is a change already stays it.
  private static func changes(of names: [String], over rows: Int) -> [String] {
    names.map {
      ColumnChange($0)?.name ?? ColumnChange(of: $0, over: rows).name
    }
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
