import LSTMCore
import LSTMTraining

/// One sequence read under an intervention, a symbol at a time.
package final class HeldSequence: SymbolReader {
  private let model: Model
  private let intervention: Intervention
  private var state: [State]
  private var count = 0

  /// A sequence of which nothing has been read.
  package init(_ model: Model, under intervention: Intervention) {
    (self.model, self.intervention) = (model, intervention)
    state = model.stack.initialState
  }

  /// Back to the zero state and step 0.
  package func reset() {
    state = model.stack.initialState
    count = 0
  }

  /// Reads one symbol.
  package func read(_ symbol: Int) {
    state = model.stack.step(
      model.reader(.symbol(symbol)), from: state, at: count,
      under: intervention
    ).map(\.state)
    count += 1
  }

  /// The unnormalised log-probabilities of the next; (symbols).
  package func predict() -> Vector {
    model.logits(after: state.last?.hidden ?? [])
  }
}
