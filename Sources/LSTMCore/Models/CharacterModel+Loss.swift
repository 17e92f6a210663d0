#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Probabilities from logits, e^z / Σ e^z, without overflow.
public func softmax(_ logits: Vector) -> Vector {
  let largest = logits.elements.max() ?? 0
  let powers = logits.map { exp($0 - largest) }
  return (1 / powers.elements.reduce(0, +)) * powers
}

/// −ln softmax(logits)[target], in nats: the price of the character that came.
public func crossEntropy(_ logits: Vector, target: Int) -> Double {
  let largest = logits.elements.max() ?? 0
  let total = logits.elements.reduce(0) { $0 + exp($1 - largest) }
  return log(total) + largest - logits[target]
}

/// The gradient of a model's loss, in the types of what it is taken by.
public struct ModelGradient: Sendable {
  /// The mean loss, in nats a character.
  public var loss: Double
  /// ∂L/∂ the weights.
  public var model: CharacterModel
  /// ∂L/∂ every recorded value.
  public var activations: Trace
  /// The state of each layer after the last symbol read.
  public var final: [State]
}

extension CharacterModel {
  /// The mean cross-entropy of each symbol given those before it, in nats a
  /// character. At least two symbols.
  public func loss(over indices: [Int]) -> Double {
    precondition(indices.count > 1, "no character to predict")
    var total = 0.0
    for (step, target) in zip(
      steps(over: indices.dropLast()), indices.dropFirst())
    {
      guard let top = step.last else { continue }
      total += crossEntropy(logits(after: top[.hidden]), target: target)
    }
    return total / Double(indices.count - 1)
  }

  /// The gradient of `loss(over:)`: back-propagation through readout, layers
  /// and embedding. z = V·h + d ⇒ ∂z = p − y, with y the one-hot target.
  ///
  /// - Parameter initial: the states to start from, which get no gradient; 0
  ///   unless given.
  public func gradient(
    over indices: [Int], from initial: [State]? = nil,
    flow: GradientFlow = .full
  ) -> ModelGradient {
    precondition(indices.count > 1, "no character to predict")
    let read = Array(indices.dropLast())
    let trace = trace(over: read, from: initial)
    var d = zeros
    var loss = 0.0
    var outputs: [Vector] = []
    for (step, target) in zip(trace.steps, indices.dropFirst()) {
      guard let hidden = step.last?[.hidden] else { continue }
      let logits = logits(after: hidden)
      loss += crossEntropy(logits, target: target) / Double(read.count)
      var dLogits = softmax(logits)
      dLogits[target] -= 1
      dLogits = (1 / Double(read.count)) * dLogits
      d.readout.addOuterProduct(dLogits, hidden)
      d.readoutBias += dLogits
      var dHidden = Vector(zeros: hidden.count)
      readout.multiplyTransposed(dLogits, addingInto: &dHidden)
      outputs.append(dHidden)
    }
    let below = stack.backpropagate(
      through: trace, outputs: outputs, flow: flow)
    d.stack = below.stack
    for (symbol, dInput) in zip(read, below.activations.inputs) {
      d.embedding[row: symbol] = d.embedding[row: symbol] + dInput
    }
    return ModelGradient(
      loss: loss, model: d, activations: below.activations,
      final: trace.steps.last?.map(\.state) ?? trace.initial)
  }

  /// A model of the same sizes with zero weights, to accumulate gradients in.
  public var zeros: CharacterModel {
    CharacterModel(
      vocabulary: vocabulary,
      embedding: Matrix(rows: embedding.rows, columns: embedding.columns),
      stack: Stack(stack.layers.map { $0.zeros }),
      readout: Matrix(rows: readout.rows, columns: readout.columns),
      readoutBias: Vector(zeros: readoutBias.count))
  }
}
