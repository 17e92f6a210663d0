import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles
import Wording

/// What a model reads: a text, or rows of numbers.
struct SequenceOptions: ParsableArguments {
  @OptionGroup var text: TextOptions
  @OptionGroup var rows: SeriesOptions

  func validate() throws {
    guard rows.path == nil || !text.isGiven else {
      throw ValidationError("Give a text or --csv, not both.")
    }
  }

  /// Whether something to read was given.
  var isGiven: Bool { text.isGiven || rows.path != nil }

  /// What a model is to read, opened for one reading.
  ///
  /// - Parameter isCounted: whether it must be known how long it is, where that
  ///   can be known before.
  func source(
    for file: ModelFile, isCounted: Bool = false
  ) throws -> ItemSource {
    guard let table = try text.isGiven ? nil : rows.table(for: file) else {
      return try text.source(for: file, isCounted: isCounted)
    }
    return ItemSource(
      try rows.series(of: rows.one(of: table, for: file), for: file))
  }

  /// What a model reads and computes, kept whole, or up to a step and no
  /// further.
  func recording(
    by file: ModelFile, upTo last: Int? = nil, quiet: Bool
  ) throws -> Recording {
    let source = try source(for: file)
    let recording = try Recording(of: file.model, source, upTo: last)
    try source.finish(by: file, quiet: quiet)
    return recording
  }
}

extension ItemSource {
  /// Throws what ended the reading early, if anything did, and otherwise warns
  /// of unknown characters. Call it after the last step.
  func finish(by file: ModelFile, quiet: Bool) throws {
    try finish()
    guard !quiet else { return }
    unknown.warn(model: file.name)
  }
}
