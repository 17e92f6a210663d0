extension LSTMCell {
  /// The backward twin of `step`: the same equations from last to first. `d`
  /// holds ∂L/∂ of everything the step recorded, x and (h, C) are what it read.
  ///
  ///     h′ = o ⊙ tanh(C′)    ⇒  ∂o  = ∂h′ ⊙ tanh(C′)
  ///                             ∂C′ += ∂h′ ⊙ o ⊙ (1 − tanh²(C′))
  ///     C′ = f ⊙ C + i ⊙ C̃   ⇒  ∂f = ∂C′ ⊙ C,  ∂i = ∂C′ ⊙ C̃
  ///                             ∂C̃ = ∂C′ ⊙ i,  ∂C = ∂C′ ⊙ f
  ///     σ(z), tanh(z)        ⇒  ∂z = ∂σ ⊙ σ(1 − σ),  ∂z = ∂C̃ ⊙ (1 − C̃²)
  ///     z = W·x + U·h + b    ⇒  see `GateWeights.backward`
  public func backward(
    _ d: inout Step, through step: Step, input x: Vector,
    from previous: State, flow: GradientFlow, into gradient: inout LSTMCell
  ) -> StepInputGradient {
    let f = step[.forgetGate]
    let i = step[.inputGate]
    let g = step[.candidate]
    let o = step[.outputGate]
    let h = previous.hidden
    let c = previous.cell
    let shown = tanh(step[.cell])

    d[.outputGate] += d[.hidden] * shown
    d[.cell] += d[.hidden] * o * shown.tanhSlope
    d[.forgetGate] += d[.cell] * c
    d[.inputGate] += d[.cell] * g
    d[.candidate] += d[.cell] * i

    d[.outputPreactivation] += d[.outputGate] * o.sigmoidSlope
    d[.candidatePreactivation] += d[.candidate] * g.tanhSlope
    d[.inputPreactivation] += d[.inputGate] * i.sigmoidSlope
    d[.forgetPreactivation] += d[.forgetGate] * f.sigmoidSlope

    var result = StepInputGradient(
      input: Vector(zeros: x.count), previous: previous.zeros)
    result.previous.cell = d[.cell] * f
    outputGate.backward(
      d[.outputPreactivation], x, h, flow: flow,
      into: &gradient.outputGate, &result)
    candidate.backward(
      d[.candidatePreactivation], x, h, flow: flow,
      into: &gradient.candidate, &result)
    inputGate.backward(
      d[.inputPreactivation], x, h, flow: flow,
      into: &gradient.inputGate, &result)
    forgetGate.backward(
      d[.forgetPreactivation], x, h, flow: flow,
      into: &gradient.forgetGate, &result)
    return result
  }
}
