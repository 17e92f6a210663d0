extension Cell {
  /// ‖∂L/∂ quantity‖₂ of everything recorded, at every step, for a loss that
  /// reads h of the last step alone: how much of the error is left at each.
  ///
  /// Nothing else of the backward pass is kept, and no weight gets a gradient,
  /// so memory does not grow with the trace.
  ///
  /// - Parameters:
  ///   - trace: what a stack of this cell alone recorded.
  ///   - error: ∂L/∂h of the last step; (hidden).
  ///   - flow: which paths error may take.
  /// - Returns: for each quantity a norm per step, the first step first.
  public func gradientNorms(
    through trace: Trace, error: Vector, flow: GradientFlow = .full
  ) -> [Quantity: [Double]] {
    precondition(
      error.count == outputSize,
      "an error of \(error.count) for \(outputSize) outputs")
    var norms = quantities.map { _ in
      [Double](repeating: 0, count: trace.count)
    }
    var nothing = nothing
    let readsInput = definition.program.readsInput
    var carried = zeroState
    carried.hidden += error
    guard var d = trace.steps.last.map({ Step(zerosLike: $0[0]) }) else {
      return [:]
    }
    for t in trace.steps.indices.reversed() {
      d.clear()
      d.add(carried)
      carried =
        backward(
          &d, through: trace.steps[t][0],
          input: readsInput ? trace.input(of: 0, at: t) : [],
          from: trace.state(before: t, layer: 0), flow: flow, into: &nothing
        ).previous
      for (index, quantity) in quantities.enumerated() {
        norms[index][t] = d[quantity].norm
      }
    }
    return Dictionary(uniqueKeysWithValues: zip(quantities, norms))
  }
}
