import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles
import Wording

/// One unit at one step.
struct UnitAtStep: ParsableArguments {
  @Option(help: "The step, counted from 0 (default: the last).")
  var at: Int?
  @Option(help: "The unit, counted from 0.")
  var unit = 0
  @Option(help: "The layer, counted from 0.")
  var layer = 0

  /// The step to look at, in a text of so many characters.
  func step(of count: Int) -> Int { at ?? count - 1 }
}

/// A text that was read, kept whole.
struct ReadText {
  /// How many characters are kept at most: half a gigabyte at 128 units.
  static let longest = 50_000

  let characters: [Unicode.Scalar]
  let trace: Trace

  /// Reads all of `text`, or its beginning up to a step and no further.
  init(
    _ text: TextOptions, by model: ModelFile, upTo last: Int? = nil,
    quiet: Bool
  ) throws {
    let reading = try text.reading(by: model)
    var characters: [Unicode.Scalar] = []
    var steps: [[Step]] = []
    var inputs: [Vector] = []
    for (character, step) in reading {
      guard characters.count < Self.longest else {
        throw TooLongToKeep(limit: Self.longest)
      }
      characters.append(character)
      steps.append(step)
      let symbol = model.model.vocabulary.index(of: character)
      inputs.append(model.model.embedding[row: symbol])
      if let last, characters.count > last { break }
    }
    try reading.finish(quiet: quiet)
    self.characters = characters
    trace = Trace(
      inputs: inputs, initial: model.model.stack.zeroState, steps: steps)
  }
}

/// What a model read, text or numbers, kept whole.
struct ReadSequence {
  /// What each step read, as axes have it: a character, or a row's label.
  let names: [String]
  let trace: Trace
  let sequence: Sequenced

  /// Reads everything, or its beginning up to a step and no further.
  init(
    _ options: SequenceOptions, by source: ModelOptions, upTo last: Int? = nil,
    quiet: Bool
  ) throws {
    let sequence = try options.open(source)
    self.sequence = sequence
    guard case .series(let file, let series) = sequence else {
      let file = try source.load()
      let read = try ReadText(
        options.text, by: file, upTo: last, quiet: quiet)
      (names, trace) = (read.characters.map(String.init), read.trace)
      return
    }
    let count = min(last.map { $0 + 1 } ?? series.count, series.count)
    guard count <= ReadText.longest else {
      throw TooLongToKeep(limit: ReadText.longest)
    }
    trace = file.model.trace(over: Array(series.rows[..<max(0, count)]))
    names = series.labels ?? series.rows.map { _ in "" }
  }

  /// What each step read, as a terminal shows it in a few columns.
  var visibleNames: [String] {
    guard sequence.series != nil else {
      return names.map { visible($0) }
    }
    return names.map { String($0.suffix(5)) }
  }
}

/// A text that would fill the memory.
struct TooLongToKeep: Error, CustomStringConvertible {
  let limit: Int

  var description: String {
    "everything computed is kept, so the text may have \(limit) characters at "
      + "most. Give a shorter one, or an earlier step where --at chooses one."
  }
}
