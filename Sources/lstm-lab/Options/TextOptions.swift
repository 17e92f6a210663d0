import ArgumentParser
import ModelFiles

/// Which text to read.
struct TextOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "The text to read (default: a sample sentence).")
  var text: String?

  @Option(
    help: ArgumentHelp(
      "Read the text from this file; - is standard input.", valueName: "path"),
    completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp(
      """
      Read a text that is cut into symbols already: a JSON list of symbols or \
      of indices, or either separated by blanks; - is standard input.
      """, valueName: "path"))
  var tokens: String?

  func validate() throws {
    guard [text, file, tokens].count(where: { $0 != nil }) < 2 else {
      throw ValidationError("Give one of --text, --file and --tokens.")
    }
  }

  /// Whether a text was given.
  var isGiven: Bool { text != nil || file != nil || tokens != nil }

  /// The text as a model is to read it, opened for one reading.
  ///
  /// - Parameter isCounted: whether it must be known how long it is, where that
  ///   can be known before.
  func source(
    for file: ModelFile, isCounted: Bool = false
  ) throws -> ItemSource {
    let vocabulary = try file.requireSymbols()
    if let tokens {
      return try ItemSource(GivenTokens(file: tokens), vocabulary: vocabulary)
    }
    if let path = self.file {
      return try ItemSource(
        file: path, isCounted: isCounted, vocabulary: vocabulary)
    }
    return try ItemSource(
      text ?? BuiltIn.sample(for: file.path), vocabulary: vocabulary)
  }
}
