import ArgumentParser
import Wording

/// Where text goes that a command writes.
struct OutputOption: ParsableArguments {
  @Option(
    name: .shortAndLong, help: "The file to write (default: standard output).")
  var output: String?

  /// Writes a text.
  func write(_ text: String) throws {
    try Output.write(to: output) { try $0.write(text) }
  }
}

/// A result as a table for reading or as CSV.
struct ReportOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv }

  @Option(help: "The form of the result: table or csv (default: table).")
  var format: Format?
  @OptionGroup var destination: OutputOption

  /// Whether the text was asked for, where a picture is enough otherwise.
  var isWanted: Bool { format != nil || destination.output != nil }

  /// Writes the result in the form asked for.
  func write(
    table: @autoclosure () -> String, csv: @autoclosure () -> String
  ) throws {
    try destination.write(format == .csv ? csv() : table())
  }
}

/// Whether text on standard output may be in colour.
struct ColourOption: ParsableArguments {
  @Flag(help: "Print without colour.")
  var noColor = false

  /// In colour on a terminal that has it, unless asked not to.
  var isColoured: Bool { !noColor && TerminalFacts.isColoured }
}
