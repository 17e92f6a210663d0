/// Probabilities from logits, e^z / Σ e^z, without overflow.
public func softmax(_ logits: Vector) -> Vector {
  let largest = logits.elements.max() ?? 0
  let powers = logits.map { .exp($0 - largest) }
  return (1 / powers.elements.reduce(0, +)) * powers
}

/// −ln softmax(logits)[target], in nats: the price of the character that came.
public func crossEntropy(_ logits: Vector, target: Int) -> Double {
  let largest = logits.elements.max() ?? 0
  let total = logits.elements.reduce(0) { $0 + .exp($1 - largest) }
  return .log(total) + largest - logits[target]
}

/// The gradient of a model's loss, in the types of what it is taken by.
public struct ModelGradient: Sendable {
  /// The mean loss: nats per symbol, or the squared error of scaled numbers.
  public var loss: Double
  /// ∂L/∂ the weights.
  public var model: Model
  /// ∂L/∂ every recorded value.
  public var activations: Trace
  /// The state of each cell after the last element read.
  public var final: [State]
}

extension Model {
  /// The mean cross-entropy of each symbol given those before it, in nats per
  /// symbol. At least two symbols, of a model that predicts them.
  public func loss(over symbols: [Int]) -> Double {
    precondition(symbols.count > 1, "no symbol to predict")
    var total = 0.0
    for (step, target) in zip(
      steps(over: symbols.dropLast().lazy.map(Datum.symbol)),
      symbols.dropFirst())
    {
      total += crossEntropy(
        logits(after: stack.output(of: step)), target: target)
    }
    return total / Double(symbols.count - 1)
  }

  /// The loss of what is said after one step: −ln p of a symbol, or the mean
  /// squared error of scaled numbers. Nil for a model that says nothing after
  /// a step.
  public func loss(after step: [Step], target: Datum) -> Double? {
    guard let readout, readout.classes == nil else { return nil }
    return readout.loss(
      readout(stack.output(of: step)), target: target, count: 1
    ).loss
  }

  /// The gradient of `loss(over:)`.
  ///
  /// - Parameter initial: the states to start from, which get no gradient; 0
  ///   unless given.
  public func gradient(
    over symbols: [Int], from initial: [State]? = nil,
    flow: GradientFlow = .full
  ) -> ModelGradient {
    precondition(symbols.count > 1, "no symbol to predict")
    return gradient(
      over: symbols.dropLast().map(Datum.symbol),
      targets: symbols.dropFirst().map(Datum.symbol), from: initial, flow: flow)
  }

  /// The mean loss of what is said after each element, and its gradient:
  /// back-propagation through readout, layers and embedding.
  ///
  ///     L = 1/n Σ_t −ln p_t(target)          z = V·h + d  ⇒  ∂z = (p − y)/n
  ///     L = 1/(n·m) Σ_t |V·h_t + d − y_t|²   ⇒  ∂(V·h + d) = 2(V·h + d − y)/(n·m)
  ///
  /// with y the one-hot target, or the m scaled numbers that should come.
  ///
  /// - Parameters:
  ///   - data: what is read.
  ///   - targets: what should be said after each, of the kind that the readout
  ///     says: symbols, or rows of numbers in their own units.
  ///   - initial: the states to start from, which get no gradient; 0 unless
  ///     given.
  public func gradient(
    over data: [Datum], targets: [Datum], from initial: [State]? = nil,
    flow: GradientFlow = .full
  ) -> ModelGradient {
    precondition(
      data.count == targets.count,
      "\(data.count) elements and \(targets.count) targets")
    guard let readout else {
      preconditionFailure("a loss of a model without a readout")
    }
    let trace = trace(over: data, from: initial)
    var d = zeros
    var (dReadout, loss) = (readout.zeros, 0.0)
    let outputs = zip(trace.steps, targets).map { step, target in
      let hidden = stack.output(of: step)
      let price = readout.loss(
        readout(hidden), target: target, count: data.count)
      loss += price.loss
      return readout.backward(
        price.gradient, hidden: hidden, into: &dReadout)
    }
    d.readout = dReadout
    let below = stack.backpropagate(
      through: trace, outputs: outputs, flow: flow)
    d.stack = below.stack
    d.addToEmbedding(below.activations.inputs, of: data)
    return ModelGradient(
      loss: loss, model: d, activations: below.activations,
      final: trace.steps.last?.map(\.state) ?? trace.initial)
  }

  /// A model of the same sizes with zero weights, to accumulate gradients in.
  public var zeros: Model {
    var zeros = self
    if case .embedding(_, let matrix) = reader {
      zeros.reader.embedding = Matrix(
        rows: matrix.rows, columns: matrix.columns)
    }
    zeros.stack = stack.zeros
    zeros.readout = readout?.zeros
    return zeros
  }

  /// The backward twin of the embedding: row `symbol` += ∂L/∂x.
  mutating func addToEmbedding(_ inputs: [Vector], of data: [Datum]) {
    guard case .embedding(_, var matrix) = reader else { return }
    for (datum, d) in zip(data, inputs) {
      guard case .symbol(let symbol) = datum else { continue }
      matrix[row: symbol] = matrix[row: symbol] + d
    }
    reader.embedding = matrix
  }
}

extension Readout {
  /// One of `count` parts of the mean loss, and its gradient by `output`, which
  /// is V·h + d.
  fileprivate func loss(
    _ output: Vector, target: Datum, count: Int
  ) -> (loss: Double, gradient: Vector) {
    switch (meaning, target) {
    case (.nextSymbol, .symbol(let symbol)):
      var d = softmax(output)
      d[symbol] -= 1
      return (
        crossEntropy(output, target: symbol) / Double(count),
        (1 / Double(count)) * d
      )
    case (.numbers(let targets), .row(let row)):
      let error = output - targets.scaling.scaled(row)
      let share = 1 / Double(count * bias.count)
      return (share * error.dot(error), (2 * share) * error)
    default:
      preconditionFailure("\(target) for a readout that says something else")
    }
  }
}
