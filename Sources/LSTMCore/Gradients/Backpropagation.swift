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
  ///   - outputs: ∂L/∂h of the top layer, one vector per step; of a two-way layer
  ///     both halves, the forward one first.
  ///   - final: ∂L/∂ the last state of each cell, where the loss reads it
  ///     directly; of a reverse one the state after the first input.
  ///   - flow: which paths error may take.
  public func backpropagate(
    through trace: Trace, outputs: [Vector], final: [State]? = nil,
    flow: GradientFlow = .full
  ) -> StackGradient {
    precondition(
      outputs.count == trace.count,
      "\(outputs.count) output gradients for \(trace.count) steps")
    var result = StackGradient(
      stack: zeros,
      activations: Trace(
        inputs: outputs, initial: final ?? zeroState,
        steps: cells.isEmpty
          ? [] : Array(repeating: [], count: trace.count),
        directions: directions))
    for layer in layerRanges(of: directions).reversed() {
      backpropagate(layer, of: trace, flow: flow, &result)
    }
    return result
  }

  /// The cells of one layer. On entry the gradient's `inputs` are ∂L/∂h of the
  /// layer, on return ∂L/∂ what it read: the sum over its cells.
  private func backpropagate(
    _ layer: Range<Int>, of trace: Trace, flow: GradientFlow,
    _ result: inout StackGradient
  ) {
    let outputs = result.activations.inputs
    var (read, end) = ([Vector]?.none, outputs.first?.count ?? 0)
    for k in layer.reversed() {
      let start = end - cells[k].outputSize
      if layer.count > 1 {
        result.activations.inputs = outputs.map { $0[start..<end] }
      }
      result.stack.cells[k] = cells[k].backpropagate(
        layer: k, of: trace, flow: flow, &result.activations)
      if let above = read {
        result.activations.inputs =
          zip(result.activations.inputs, above).map(+)
      }
      (read, end) = (result.activations.inputs, start)
    }
  }
}

extension Cell {
  /// One cell, against the way it read. On entry `d.inputs` holds ∂L/∂h of this
  /// cell as the loss or the layer above gives it, and `d.initial` its
  /// final-state gradient; on return `d.inputs` holds the gradient of what the
  /// cell read.
  fileprivate func backpropagate(
    layer: Int, of trace: Trace, flow: GradientFlow, _ d: inout Trace
  ) -> Self {
    var gradient = zeros
    var carried = d.initial[layer]
    for t in trace.directions[layer].opposite.order(of: trace.count) {
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
