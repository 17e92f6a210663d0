import LSTMCore

/// Lets a model write on, a symbol at a time.
///
/// With a `window`, each symbol is predicted from the zero state and the last
/// `window` symbols alone, as a model trained with the loss on the last step
/// learnt it; a shorter beginning is all there is, as if padded on the left and
/// masked. Without one, the state is carried on: a step costs the same however
/// long the text has become, and memory reaches back to its beginning.
package final class TextGenerator {
  private let reader: any SymbolReader
  private let window: Int?
  private var recent: [Int] = []

  /// A generator that has read nothing; single precision for the cells that
  /// have a fast path, the reference for others.
  package convenience init(_ model: Model, window: Int? = nil) {
    let packed = model.onFastPath
    self.init(
      packed.map { FloatSequence($0) } ?? ReferenceSequence(model),
      window: window)
  }

  /// A generator that reads by `reader`.
  package init(_ reader: any SymbolReader, window: Int? = nil) {
    precondition(window ?? 1 > 0, "a window of \(window ?? 0)")
    (self.reader, self.window) = (reader, window)
  }

  /// Reads a symbol.
  package func read(_ symbol: Int) {
    guard let window else { return reader.read(symbol) }
    recent.append(symbol)
    if recent.count > window { recent.removeFirst() }
  }

  /// The unnormalised log-probabilities of the next symbol; (symbols).
  package func logits() -> Vector {
    if window != nil {
      reader.reset()
      for symbol in recent { reader.read(symbol) }
    }
    return reader.predict()
  }

  /// Draws the next symbol and reads it.
  package func next(
    _ sampler: Sampler, using generator: inout SplitMix64
  ) -> Int {
    let symbol = sampler.sample(logits(), using: &generator)
    read(symbol)
    return symbol
  }
}

/// One sequence read a symbol at a time.
package protocol SymbolReader: AnyObject {
  /// Back to the zero state.
  func reset()
  /// Reads one symbol.
  func read(_ symbol: Int)
  /// The unnormalised log-probabilities of the next; (symbols).
  func predict() -> Vector
}

/// Any kind of cell, in double precision.
private final class ReferenceSequence: SymbolReader {
  private let model: Model
  private var state: [State]
  private var hidden: Vector

  init(_ model: Model) {
    self.model = model
    state = model.stack.initialState
    hidden = state.last?.hidden ?? []
  }

  func reset() {
    state = model.stack.initialState
    hidden = state.last?.hidden ?? []
  }

  func read(_ symbol: Int) {
    let step = model.stack.step(model.reader(.symbol(symbol)), from: state)
    state = step.map(\.state)
    hidden = step.last?[.hidden] ?? []
  }

  func predict() -> Vector { model.logits(after: hidden) }
}
