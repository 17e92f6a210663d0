/// The steps of a model by symbol, the input's share of each computed once.
///
/// There are only so many symbols, so W·E[symbol] of the first layer is kept
/// in its bias once a symbol has been read: b + W·x of `GateWeights` becomes
/// b′, and a step goes over the recurrent weights alone. The digits are those
/// of `Stack.step` on the symbol's embedding.
public struct SymbolSteps: Sendable {
  private let model: CharacterModel
  private var stacks: [Stack?]

  /// The steps of `model`; nothing is computed yet.
  public init(_ model: CharacterModel) {
    self.model = model
    stacks = [Stack?](repeating: nil, count: model.embedding.rows)
  }

  /// One step of every layer, the lowest first.
  public mutating func step(
    _ symbol: Int, from previous: [State]
  ) -> [Step] {
    if let stack = stacks[symbol] { return stack.step([], from: previous) }
    let x = model.embedding[row: symbol]
    guard let cell = model.stack.layers.first as? LSTMCell else {
      return model.stack.step(x, from: previous)
    }
    var stack = model.stack
    stack.layers[0] = cell.reading(x)
    stacks[symbol] = stack
    return stack.step([], from: previous)
  }
}

extension LSTMCell {
  /// The cell that reads nothing and computes what this one computes when it
  /// reads `x`.
  fileprivate func reading(_ x: Vector) -> LSTMCell {
    var cell = self
    for gate in [
      \LSTMCell.forgetGate, \.inputGate, \.candidate, \.outputGate,
    ] {
      let weights = self[keyPath: gate]
      weights.input.multiply(x, addingInto: &cell[keyPath: gate].bias)
      cell[keyPath: gate].input = Matrix(rows: hiddenSize, columns: 0)
    }
    return cell
  }
}
