import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles

/// Which rows of numbers to read, in the place of a text.
struct SeriesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rows of numbers to read, for a time-series model: a CSV file, - or sample.",
      valueName: "path"))
  var csv: String?
  @Option(
    help: ArgumentHelp(
      "The columns to read (default: those of the model, or all).",
      valueName: "a,b"),
    transform: ColumnNames.init)
  var columns: ColumnNames?
  @Option(
    help: ArgumentHelp(
      "The column that names the rows, such as a date.", valueName: "name"))
  var labelColumn: String?

  func validate() throws {
    guard csv != nil || (columns == nil && labelColumn == nil) else {
      throw ValidationError("--columns and --label-column go with --csv FILE.")
    }
  }

  /// The table, where one is to be read.
  func table() throws -> SeriesTable? {
    try csv.map { path in
      path == "sample"
        ? try SeriesTable(BuiltIn.tank, name: "the built-in sample")
        : try SeriesTable.load(path)
    }
  }

  /// The rows as a model reads them.
  func series(of table: SeriesTable, for file: ModelFile) throws -> Series {
    try file.series(
      of: table, columns: columns?.names, labels: labels(of: table))
  }

  /// The built-in sample's rows are named by their hours.
  func labels(of table: SeriesTable) -> String? {
    labelColumn ?? (csv == "sample" ? BuiltIn.tankLabels : nil)
  }
}

/// Names separated by commas.
struct ColumnNames: Equatable {
  var names: [String]

  init(_ text: String) throws {
    names = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0.trimmingPrefix(while: \.isWhitespace)) }
    guard !names.contains("") else {
      throw ValidationError(
        "'\(text)' names no columns; write them as temperature,pressure.")
    }
  }
}
