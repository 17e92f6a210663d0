import ArgumentParser
import Wording

/// Where text goes that a command writes.
struct OutputOption: ParsableArguments {
  @Option(
    name: .shortAndLong, help: "The file to write (default: standard output).",
    completion: .file())
  var output: String?

  /// The format that the output's ending asks for; nil where it has none of its
  /// own, or where there is no output.
  ///
  /// - Parameter given: the format asked for by name, which must not contradict
  ///   the ending, and without which an ending must be one of those.
  func ending<Format: Equatable>(
    of formats: [String: Format], given: Format?
  ) throws -> Format? {
    let parts = (output?.split(separator: "/").last ?? "").split(
      separator: ".", omittingEmptySubsequences: false)
    guard let output, parts.count > 1, let ending = parts.last?.lowercased()
    else { return nil }
    let found = formats[ending]
    if let given, let found, found != given {
      throw ValidationError(
        "\(output) ends in .\(ending), and --format asks for something else: "
          + "leave out --format, or give another ending.")
    }
    guard found != nil || given != nil else {
      let known = formats.keys.sorted().map { "." + $0 }
      throw ValidationError(
        "\(output) is no output of this command: it ends in "
          + "\(known.joined(separator: " or ")). --format writes any name.")
    }
    return found
  }

  /// Writes a text.
  func write(_ text: String) throws {
    try Output.write(to: output) { try $0.write(text) }
  }
}

/// A result as a table for reading or as CSV.
struct ReportOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv }

  @Option(
    help:
      "The form of the result: table or csv (default: as the ending of -o says, else table)."
  )
  var format: Format?
  @OptionGroup var destination: OutputOption

  func validate() throws { _ = try chosen }

  /// The form asked for by name or by the ending of the output's name.
  private var chosen: Format {
    get throws {
      guard !isPicture else { return format ?? .table }
      let ending = try destination.ending(
        of: ["csv": Format.csv, "txt": .table], given: format)
      return format ?? ending ?? .table
    }
  }

  /// Whether the output's name is that of a picture.
  private var isPicture: Bool {
    destination.output.map {
      PictureLook.isFigure($0) && !PictureLook.isTable($0)
    } ?? false
  }

  /// Refuses the name of a picture, for commands that draw none so.
  func requireText() throws {
    guard !isPicture else {
      throw ValidationError(
        "-o takes the text or the numbers here, and \(destination.output ?? "") is "
          + "a picture.")
    }
  }

  /// Whether CSV was asked for.
  var isCSV: Bool { (try? chosen) == .csv }

  /// Whether the text was asked for, where a picture is enough otherwise.
  var isWanted: Bool { format != nil || destination.output != nil }

  /// Writes the result in the form asked for.
  func write(
    table: @autoclosure () -> String, csv: @autoclosure () -> String
  ) throws {
    try requireText()
    try destination.write(isCSV ? csv() : table())
  }
}

/// Whether text on standard output may be in colour.
struct ColourOption: ParsableArguments {
  @Flag(help: "Print without colour.")
  var noColor = false

  /// In colour on a terminal that has it, unless asked not to.
  var isColoured: Bool { !noColor && TerminalFacts.isColoured }
}
