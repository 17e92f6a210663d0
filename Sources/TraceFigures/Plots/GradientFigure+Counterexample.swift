import Experiments
import Wording

extension GradientFigure {
  /// The figure of a matrix of spectral radius 0 whose errors grow: in a linear
  /// network and in a tanh network, and at smaller scales.
  package init(_ study: RadiusCounterexample) {
    let first = study.curves[0]
    let axis = "steps q"
    self.init(
      title: "Spectral radius 0, and the error doubles",
      panels: [
        LogPanel(
          title: "the most that an error grows in q steps", axis: axis,
          series: [
            LogPanel.Series(
              name: "the bound, ×16", colour: 5, values: first.bound),
            LogPanel.Series(
              name: "tanh network, ×2", colour: 1, values: first.tanh),
            LogPanel.Series(
              name: "linear network, 0", colour: 0, values: first.linear),
          ]),
        LogPanel(
          title: "tanh network, smaller W, all with ρ(W) = 0", axis: axis,
          series: study.curves.enumerated().map { index, curve in
            LogPanel.Series(
              name:
                "‖W‖₂ = \(Numerals.short(curve.norm)), ×\(Numerals.short(curve.growth))",
              colour: [1, 2, 3, 0][index], values: curve.tanh)
          }),
      ],
      notes: [
        """
        W = [[8, 8], [−8, −8]] has the eigenvalues 0 and 0, so W·W = 0 and the \
        linear network forgets in two steps (triangles on the floor: exactly \
        0). The tanh network at its fixed point h = (0, ½) has the Jacobian \
        diag(1, ¾)·W, whose eigenvalues are 2 and 0. The numbers after × \
        are what one step multiplies the error by.
        """, RadiusCounterexample.sentence,
      ])
  }
}
