/// Cells that read a sequence in both directions, layer above layer.
///
/// Schuster & Paliwal, *Bidirectional Recurrent Neural Networks*, IEEE
/// Transactions on Signal Processing 45(11), 1997; as PyTorch's
/// `bidirectional=True`. Each layer reads what both directions of the one below
/// gave, the forward half first. Nothing here can be streamed: the reverse cell
/// starts at the end.
public struct BidirectionalStack: Sendable {
  /// The two cells of one layer.
  public struct Layer: Sendable {
    /// Reads from the first input to the last.
    public var forward: any Cell
    /// Reads from the last input to the first.
    public var reverse: any Cell

    /// A layer of two cells that read the same values.
    public init(forward: any Cell, reverse: any Cell) {
      precondition(
        forward.inputSize == reverse.inputSize,
        "cells that read \(forward.inputSize) and \(reverse.inputSize)")
      (self.forward, self.reverse) = (forward, reverse)
    }

    /// How many values both directions give together.
    public var outputSize: Int { forward.outputSize + reverse.outputSize }
  }

  /// The layers, the lowest first.
  public var layers: [Layer]

  /// A stack of the given layers, each as wide as the next one reads.
  public init(_ layers: [Layer]) {
    for (below, above) in zip(layers, layers.dropFirst()) {
      precondition(
        below.outputSize == above.forward.inputSize,
        """
        a layer of \(below.outputSize) under one that reads \
        \(above.forward.inputSize)
        """)
    }
    self.layers = layers
  }

  /// Reads `inputs` in both directions and keeps everything.
  ///
  /// - Parameter initial: the states that the cells of each layer start from;
  ///   0 unless given.
  public func trace(
    over inputs: [Vector],
    from initial: [(forward: State, reverse: State)]? = nil
  ) -> BidirectionalTrace {
    var (read, traces) = (inputs, [BidirectionalTrace.Layer]())
    for (k, layer) in layers.enumerated() {
      let trace = BidirectionalTrace.Layer(
        forward: Stack([layer.forward]).trace(
          over: read, from: initial.map { [$0[k].forward] }),
        reverse: Stack([layer.reverse]).trace(
          over: read.reversed(), from: initial.map { [$0[k].reverse] }
        ).reversed)
      traces.append(trace)
      read = trace.outputs
    }
    return BidirectionalTrace(layers: traces)
  }

  /// Back-propagation through time over a recorded trace.
  ///
  /// - Parameters:
  ///   - outputs: ∂L/∂ both directions' h of the top layer, the forward half
  ///     first, one vector a step.
  ///   - final: ∂L/∂ the last state of each cell; for the reverse ones the
  ///     state after the first input.
  /// - Returns: the gradient in the types of cells and values, and ∂L/∂ the
  ///   inputs.
  public func backpropagate(
    through trace: BidirectionalTrace, outputs: [Vector],
    final: [(forward: State, reverse: State)]? = nil,
    flow: GradientFlow = .full
  ) -> (stack: BidirectionalStack, trace: BidirectionalTrace, inputs: [Vector])
  {
    var (stack, gradients, d) = (self, [BidirectionalTrace.Layer](), outputs)
    for k in layers.indices.reversed() {
      let (layer, recorded) = (layers[k], trace.layers[k])
      let half = layer.forward.outputSize
      let forward = Stack([layer.forward]).backpropagate(
        through: recorded.forward, outputs: d.map { $0[0..<half] },
        final: final.map { [$0[k].forward] }, flow: flow)
      let reverse = Stack([layer.reverse]).backpropagate(
        through: recorded.reverse.reversed,
        outputs: d.map { $0[half..<$0.count] }.reversed(),
        final: final.map { [$0[k].reverse] }, flow: flow)
      let aligned = reverse.activations.reversed
      stack.layers[k].forward = forward.stack.layers[0]
      stack.layers[k].reverse = reverse.stack.layers[0]
      gradients.insert(
        BidirectionalTrace.Layer(
          forward: forward.activations, reverse: aligned), at: 0)
      d = zip(forward.activations.inputs, aligned.inputs).map(+)
    }
    return (stack, BidirectionalTrace(layers: gradients), d)
  }
}

/// Everything that both directions computed, aligned to the inputs: step `t`
/// of either is the one that read input `t`.
public struct BidirectionalTrace: Equatable, Sendable {
  /// One layer's two traces, of one layer each. The reverse one's state before
  /// step `t` is that of step `t + 1`, and its `initial` came before the last.
  public struct Layer: Equatable, Sendable {
    /// From the first input to the last.
    public var forward: Trace
    /// From the last input to the first.
    public var reverse: Trace

    /// What the layer above reads: h of both directions, one vector a step.
    public var outputs: [Vector] {
      zip(forward.steps, reverse.steps).map { a, b in
        Vector(joining: [a[0][.hidden], b[0][.hidden]])
      }
    }
  }

  /// The layers, the lowest first.
  public var layers: [Layer]
}

extension Trace {
  /// The same steps with the last first.
  fileprivate var reversed: Trace {
    Trace(
      inputs: inputs.reversed(), initial: initial, steps: steps.reversed())
  }
}
