/// Cells one above another: each reads the hidden state of the one below.
public struct Stack: Sendable {
  /// The cells, the lowest first.
  public var layers: [any Cell]

  /// A stack of the given cells, each as wide as the next one reads.
  public init(_ layers: [any Cell]) {
    for (below, above) in zip(layers, layers.dropFirst()) {
      precondition(
        below.outputSize == above.inputSize,
        "a layer of \(below.outputSize) under one that reads \(above.inputSize)"
      )
    }
    self.layers = layers
  }

  /// h = 0 and C = 0 in every layer.
  public var zeroState: [State] { layers.map(\.zeroState) }

  /// One step of every layer, the lowest first.
  public func step(_ x: Vector, from previous: [State]) -> [Step] {
    var input = x
    return zip(layers, previous).map { layer, state in
      let step = layer.step(input, from: state)
      input = step[.hidden]
      return step
    }
  }

  /// The forward pass over `inputs`, lazily: each element is one step of every
  /// layer, and nothing is kept, so memory does not grow with the sequence.
  public func steps<Inputs: Sequence<Vector>>(
    over inputs: Inputs, from initial: [State]? = nil
  ) -> ForwardPass<Inputs> {
    ForwardPass(
      stack: self, inputs: inputs.makeIterator(),
      state: initial ?? zeroState)
  }

  /// The forward pass over `inputs`, kept.
  public func trace(
    over inputs: [Vector], from initial: [State]? = nil
  ) -> Trace {
    Trace(
      inputs: inputs, initial: initial ?? zeroState,
      steps: Array(steps(over: inputs, from: initial)))
  }
}

/// The steps of a stack over a sequence, computed as they are asked for.
public struct ForwardPass<Inputs: Sequence<Vector>>: Sequence, IteratorProtocol
{
  let stack: Stack
  var inputs: Inputs.Iterator
  var state: [State]

  /// The next step of every layer, or nil where the inputs end.
  public mutating func next() -> [Step]? {
    guard let x = inputs.next() else { return nil }
    let step = stack.step(x, from: state)
    state = step.map(\.state)
    return step
  }
}
