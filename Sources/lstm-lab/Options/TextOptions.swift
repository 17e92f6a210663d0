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
      "Read the text from this file; - is standard input.", valueName: "path"))
  var file: String?

  func validate() throws {
    guard text == nil || file == nil else {
      throw ValidationError("Give --text or --file, not both.")
    }
  }

  /// The text as a model is to read it, opened for one reading.
  ///
  /// - Parameter isCounted: whether it must be known how long it is, where that
  ///   can be known before.
  func source(
    for file: ModelFile, isCounted: Bool = false
  ) throws -> ItemSource {
    let vocabulary = try file.requireSymbols()
    if let path = self.file {
      return try ItemSource(
        file: path, isCounted: isCounted, vocabulary: vocabulary)
    }
    return try ItemSource(
      text ?? BuiltIn.sample(for: file.path), vocabulary: vocabulary)
  }
}
