extension Stack {
  /// ∂L/∂x_s for s = 0 … t, for a loss that reads h of step t alone: how much
  /// each input mattered to it.
  ///
  /// - Parameters:
  ///   - trace: what the stack recorded.
  ///   - error: ∂L/∂h of the top layer at step t; (hidden).
  ///   - t: the step.
  /// - Returns: a vector of the input's width for each step up to t.
  public func inputGradients(
    through trace: Trace, error: Vector, at t: Int, flow: GradientFlow = .full
  ) -> [Vector] {
    var carried = zeroState
    var gradients: [Vector] = []
    for s in (0...t).reversed() {
      var output =
        s == t ? error : cells.last.map { Vector(zeros: $0.outputSize) } ?? []
      for layer in cells.indices.reversed() {
        let read = cells[layer].carriedBack(
          output: output, carried: carried[layer], at: s, of: trace,
          layer: layer, flow: flow)
        (output, carried[layer]) = (read.input, read.previous)
      }
      gradients.append(output)
    }
    return gradients.reversed()
  }
}

extension Cell {
  /// One step back without the gradient of the weights.
  fileprivate func carriedBack(
    output: Vector, carried: State, at t: Int, of trace: Trace, layer: Int,
    flow: GradientFlow
  ) -> StepInputGradient {
    var nothing = nothing
    return backward(
      layer: layer, at: t, of: trace, output: output, carried: carried,
      flow: flow, into: &nothing
    ).read
  }
}

extension Model {
  /// ∂L/∂h of the top layer, for L = −ln p(target) after a step:
  /// z = V·h + d ⇒ ∂h = Vᵀ·(p − y). Zero for a model that predicts no symbol.
  public func error(after step: [Step], target: Int) -> Vector {
    guard let readout, predictsSymbols else {
      return Vector(zeros: stack.outputSize)
    }
    var d = nextDistribution(after: step)
    d[target] -= 1
    var nothing = readout.zeros
    return readout.backward(
      d, hidden: stack.output(of: step), into: &nothing)
  }

  /// The gradient of every recorded value, for the mean loss over a text, or
  /// for the loss after one step.
  ///
  /// - Parameters:
  ///   - symbols: the text, at least two symbols.
  ///   - step: after which step the loss is; nil for the mean over all.
  public func activationGradient(over symbols: [Int], at step: Int?) -> Trace {
    guard let step else { return gradient(over: symbols).activations }
    let trace = trace(over: Array(symbols.dropLast()))
    var outputs = [Vector](
      repeating: Vector(zeros: stack.outputSize), count: trace.count)
    outputs[step] = error(after: trace.steps[step], target: symbols[step + 1])
    return stack.backpropagate(through: trace, outputs: outputs).activations
  }
}
