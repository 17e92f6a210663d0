/// The steps of a model, the input's share of each symbol computed once.
///
/// There are only so many symbols, so W·x of the first layer is kept in its
/// bias once a symbol has been read: b + W·x of `GateWeights` becomes b′, and a
/// step goes over the recurrent weights alone. The digits are those of
/// `Stack.step` on what the reader makes of the symbol.
public struct ModelSteps: Sendable {
  private let model: Model
  private var stacks: [Stack?]

  /// The steps of `model`, whose layers all read forward; nothing is computed
  /// yet.
  public init(_ model: Model) {
    self.model = model
    stacks = [Stack?](
      repeating: nil, count: model.reader.vocabulary?.count ?? 0)
  }

  /// One step of every layer, the lowest first.
  public mutating func step(
    _ datum: Datum, from previous: [State]
  ) -> [Step] {
    guard case .symbol(let symbol) = datum else {
      return model.stack.step(model.reader(datum), from: previous)
    }
    if let stack = stacks[symbol] { return stack.step([], from: previous) }
    let x = model.reader(datum)
    guard let cell = model.stack.cells.first as? LSTMCell else {
      return model.stack.step(x, from: previous)
    }
    var stack = model.stack
    stack.cells[0] = cell.reading(x)
    stacks[symbol] = stack
    return stack.step([], from: previous)
  }
}

/// The steps of a model over a sequence, computed as they are asked for.
public struct ModelPass<Data: Sequence<Datum>>: Sequence, IteratorProtocol {
  private var model: ModelSteps
  private var data: Data.Iterator
  private var state: [State]

  init(_ model: Model, over data: Data, from initial: [State]?) {
    self.model = ModelSteps(model)
    self.data = data.makeIterator()
    state = initial ?? model.stack.initialState
  }

  /// The next step of every layer, or nil where the sequence ends.
  public mutating func next() -> [Step]? {
    guard let datum = data.next() else { return nil }
    let step = model.step(datum, from: state)
    state = step.map(\.state)
    return step
  }
}

extension LSTMCell {
  /// The cell that reads nothing and computes what this one computes when it
  /// reads `x`.
  fileprivate func reading(_ x: Vector) -> LSTMCell {
    var cell = self
    for gate in Self.gates {
      let weights = self[keyPath: gate]
      weights.input.multiply(x, addingInto: &cell[keyPath: gate].bias)
      cell[keyPath: gate].input = Matrix(rows: hiddenSize, columns: 0)
    }
    return cell
  }
}
