/// The gradient of a loss with respect to everything that went into it.
public struct StackGradient: Sendable {
  /// ∂L/∂ the weights, in the type of the weights.
  public var stack: Stack
  /// ∂L/∂ every recorded value: `inputs` holds ∂L/∂x, `initial` the gradient
  /// of the initial states, and `steps` the gradient of every quantity.
  public var activations: Trace
}

extension Stack {
  /// Back-propagation through time over a recorded trace.
  ///
  /// - Parameters:
  ///   - trace: what `trace(over:)` recorded.
  ///   - outputs: ∂L/∂h of the top layer, one vector a step.
  ///   - final: ∂L/∂ the last state of each layer, where the loss reads it
  ///     directly.
  ///   - flow: which paths error may take.
  public func backpropagate(
    through trace: Trace, outputs: [Vector], final: [State]? = nil,
    flow: GradientFlow = .full
  ) -> StackGradient {
    precondition(
      outputs.count == trace.count,
      "\(outputs.count) output gradients for \(trace.count) steps")
    var result = StackGradient(
      stack: Stack(layers.map { $0.zeros }),
      activations: Trace(
        inputs: outputs, initial: final ?? zeroState,
        steps: layers.isEmpty
          ? [] : Array(repeating: [], count: trace.count)))
    for layer in layers.indices.reversed() {
      result.stack.layers[layer] = layers[layer].backpropagate(
        layer: layer, of: trace, flow: flow, &result.activations)
    }
    return result
  }
}

extension Cell {
  /// One layer, from the last step to the first. On entry `d.inputs` holds
  /// ∂L/∂h of this layer as the loss or the layer above gives it, and
  /// `d.initial` its final-state gradient; on return `d.inputs` holds the
  /// gradient of what the layer read.
  fileprivate func backpropagate(
    layer: Int, of trace: Trace, flow: GradientFlow, _ d: inout Trace
  ) -> Self {
    var gradient = zeros
    var carried = d.initial[layer]
    for t in trace.steps.indices.reversed() {
      let (dStep, read) = backward(
        layer: layer, at: t, of: trace, output: d.inputs[t], carried: carried,
        flow: flow, into: &gradient)
      d.steps[t].insert(dStep, at: 0)
      d.inputs[t] = read.input
      carried = read.previous
    }
    d.initial[layer] = carried
    return gradient
  }

  /// One step of one layer: `output` and `carried` are ∂L/∂h from the loss or
  /// the layer above and ∂L/∂ the state from the step after.
  func backward(
    layer: Int, at t: Int, of trace: Trace, output: Vector, carried: State,
    flow: GradientFlow, into gradient: inout Self
  ) -> (step: Step, read: StepInputGradient) {
    var d = Step(zerosLike: trace.steps[t][layer])
    d[.hidden] = output
    d.add(carried)
    let read = backward(
      &d, through: trace.steps[t][layer],
      input: trace.input(of: layer, at: t),
      from: trace.state(before: t, layer: layer), flow: flow, into: &gradient)
    return (d, read)
  }
}
