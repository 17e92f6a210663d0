import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles

/// What a model reads: a text, or rows of numbers.
struct SequenceOptions: ParsableArguments {
  @OptionGroup var text: TextOptions
  @OptionGroup var rows: SeriesOptions

  func validate() throws {
    guard rows.csv == nil || (text.text == nil && text.file == nil) else {
      throw ValidationError("Give a text or --csv, not both.")
    }
  }

  /// Loads the model and what it reads, and opens that for one reading.
  func open(_ source: ModelOptions) throws -> Sequenced {
    guard let table = try rows.table() else {
      return .text(try source.load(), text)
    }
    let file = try SeriesModelFile.load(source.model)
    return .series(file, try rows.series(of: table, for: file))
  }
}

/// A model with what it is to read.
enum Sequenced {
  /// Characters.
  case text(ModelFile, TextOptions)
  /// Rows of numbers.
  case series(SeriesModelFile, Series)

  /// The model's name and hash.
  var file: any ModelIdentity {
    switch self {
    case .text(let file, _): file
    case .series(let file, _): file
    }
  }

  /// The recurrent layers.
  var stack: Stack {
    switch self {
    case .text(let file, _): file.model.stack
    case .series(let file, _): file.model.stack
    }
  }

  /// The rows, where it is rows that are read.
  var series: Series? {
    if case .series(_, let series) = self { series } else { nil }
  }

  /// How many steps there will be, or nil where that cannot be known without
  /// reading them away.
  func count() throws -> Int? {
    switch self {
    case .text(let file, let text): try text.count(for: file)
    case .series(_, let series): series.count
    }
  }

  /// What is held while the model reads.
  func intervention(_ held: InterventionOptions) throws -> Intervention {
    switch self {
    case .text(let file, _): try held.intervention(on: file)
    case .series(let file, _): try held.intervention(on: file.model.stack)
    }
  }

  /// Reads once, step by step.
  func reading(
    under intervention: Intervention = .none
  ) throws -> SequenceReading {
    switch self {
    case .text(let file, let text):
      let reading = try text.reading(by: file, under: intervention)
      return SequenceReading {
        reading.next().map { (String($0), $1) }
      } finish: {
        try reading.finish(quiet: $0)
      }
    case .series(let file, let series):
      let model = file.model
      var (state, t) = (model.stack.zeroState, 0)
      return SequenceReading {
        guard t < series.count else { return nil }
        let step = model.stack.step(
          model.scaling.scaled(series.rows[t]), from: state, at: t,
          under: intervention)
        state = step.map(\.state)
        defer { t += 1 }
        return (series.labels?[t] ?? "", step)
      } finish: { _ in
      }
    }
  }
}

/// Steps as they are read, each with the character or the label of its row.
final class SequenceReading: Sequence, IteratorProtocol {
  private let nextStep: () -> (String, [Step])?
  private let finishReading: (_ quiet: Bool) throws -> Void

  init(
    next: @escaping () -> (String, [Step])?,
    finish: @escaping (_ quiet: Bool) throws -> Void
  ) {
    (nextStep, finishReading) = (next, finish)
  }

  func next() -> (String, [Step])? { nextStep() }

  /// Throws what ended the reading early, if anything did, and otherwise warns
  /// of unknown characters. Call it after the last step.
  func finish(quiet: Bool) throws { try finishReading(quiet) }
}
