import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles
import Wording

/// Which text to read.
struct TextOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "The text to read (default: a sample sentence).")
  var text: String?

  @Option(
    help: ArgumentHelp(
      "A file to read in its place; - is standard input.", valueName: "path"))
  var file: String?

  func validate() throws {
    guard text == nil || file == nil else {
      throw ValidationError("Give --text or --file, not both.")
    }
  }

  /// Opens the text for one reading by a model, in constant memory.
  func reading(
    by model: ModelFile, under intervention: Intervention = .none
  ) throws -> TextReading {
    if let file {
      let scalars = try TextScalars(file)
      return try TextReading(
        scalars, of: file, by: model, under: intervention,
        finish: scalars.finish)
    }
    let text = text ?? Self.sample(for: model)
    return try TextReading(
      text.unicodeScalars.makeIterator(), of: "--text", by: model,
      under: intervention, finish: {})
  }

  /// How many characters the text has, or nil where that cannot be known
  /// without reading it away.
  func count(for model: ModelFile) throws -> Int? {
    guard let file else {
      return (text ?? Self.sample(for: model)).unicodeScalars.count
    }
    guard file != "-" else { return nil }
    let scalars = try TextScalars(file)
    let count = scalars.reduce(0) { count, _ in count + 1 }
    try scalars.finish()
    return count
  }

  private static func sample(for model: ModelFile) -> String {
    model.name == "counter" ? "aaaXbbb\naaaaaaaXbbbbbbb\n" : sample
  }

  /// What is read where no text is given.
  static let sample = "“Well, Prince,” he said, smiling."
}

/// A text with nothing in it.
struct EmptyText: Error, CustomStringConvertible {
  let source: String

  var description: String {
    "\(source) is empty: there is no character to read. Give some text, such "
      + "as --text 'Well, Prince'."
  }
}

/// A text being read by a model: each character with what every layer computed.
final class TextReading: Sequence, IteratorProtocol {
  private var scalars: any IteratorProtocol<Unicode.Scalar>
  private var first: Unicode.Scalar?
  private let model: CharacterModel
  private let intervention: Intervention
  private var symbols: SymbolSteps
  private var state: [State]
  private var count = 0
  private let name: String
  private var unknown = UnknownCharacters()
  private let finishReading: () throws -> Void

  init(
    _ scalars: any IteratorProtocol<Unicode.Scalar>, of source: String,
    by model: ModelFile, under intervention: Intervention = .none,
    finish: @escaping () throws -> Void
  ) throws {
    self.scalars = scalars
    self.model = model.model
    self.intervention = intervention
    symbols = SymbolSteps(model.model)
    state = model.model.stack.zeroState
    name = model.name
    finishReading = finish
    first = self.scalars.next()
    guard first != nil else {
      try finish()
      throw EmptyText(source: source)
    }
  }

  func next() -> (Unicode.Scalar, [Step])? {
    guard let scalar = first ?? scalars.next() else { return nil }
    first = nil
    let index = unknown.index(of: scalar, in: model.vocabulary)
    let step =
      intervention.isEmpty
      ? symbols.step(index, from: state)
      : model.stack.step(
        model.embedding[row: index], from: state, at: count,
        under: intervention)
    state = step.map(\.state)
    count += 1
    return (scalar, step)
  }

  /// Throws what ended the text early, if anything did, and otherwise warns of
  /// the characters that were unknown. Call it after the last step.
  func finish(quiet: Bool) throws {
    try finishReading()
    if !quiet { unknown.warn(model: name) }
  }
}
