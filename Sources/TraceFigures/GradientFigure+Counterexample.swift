import Experiments

extension GradientFigure {
  /// The figure of a matrix of spectral radius 0 whose errors grow: in a linear
  /// network and in a tanh network, and at smaller scales.
  public init(_ study: RadiusCounterexample) {
    let first = study.curves[0]
    let axis = "steps q"
    self.init(
      title: "Spectral radius 0, and the error doubles",
      panels: [
        LogPanel(
          title: "most that an error grows, ‖W‖₂ = 16, ρ(W) = 0", axis: axis,
          series: [
            LogPanel.Series(
              name: "bound ‖W‖₂^q", colour: 5, values: first.bound),
            LogPanel.Series(
              name: "tanh network", colour: 1, values: first.tanh),
            LogPanel.Series(
              name: "linear network", colour: 0, values: first.linear),
          ]),
        LogPanel(
          title: "tanh network, smaller W, all with ρ(W) = 0", axis: axis,
          series: study.curves.enumerated().map { index, curve in
            LogPanel.Series(
              name: "‖W‖₂ = \(shortNumber(curve.norm))",
              colour: [1, 2, 3, 0][index], values: curve.tanh)
          }),
      ],
      notes: [
        """
        W = [[8, 8], [−8, −8]] has the eigenvalues 0 and 0, so W·W = 0 and the \
        linear network forgets in two steps (triangles on the floor: exactly \
        0). The tanh network at its fixed point h = (0, ½) has the Jacobian \
        diag(1, ¾)·W, whose eigenvalues are 2 and 0.
        """, RadiusCounterexample.sentence,
      ])
  }
}
