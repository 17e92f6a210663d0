import Experiments

extension GradientFigure {
  /// The figure of the three things that "constant error flow" may mean: errors
  /// that travel through the memory alone, and with every path through h.
  package init(_ paths: ErrorPaths, conditions: String) {
    let axis = "steps back (the error travels this way →)"
    let rows = paths.rows
    self.init(
      title: "What of an error comes back",
      panels: [
        LogPanel(
          title: "truncated: through the memory alone", axis: axis,
          series: [
            LogPanel.Series(
              name: "1997", colour: 2, values: rows.map(\.carousel.least)),
            LogPanel.Series(
              name: "Π f", colour: 0, values: rows.map(\.truncated.median),
              lower: rows.map(\.truncated.least),
              upper: rows.map(\.truncated.most)),
          ]),
        LogPanel(
          title: "in full: through h as well", axis: axis,
          series: [
            LogPanel.Series(
              name: "largest σ", colour: 1, values: rows.map(\.full.most)),
            LogPanel.Series(
              name: "smallest σ", colour: 3, values: rows.map(\.full.least)),
          ]),
      ],
      notes: [
        conditions,
        """
        1997: no forget gate, and all of the error arrives. Π f: the product of \
        the forget gates since, the median of the units and, as a band, the least \
        and the most. σ: the singular values of ∂C/∂C with every path, what is \
        left in the direction that keeps most and in the one that keeps least. \
        Only the first is constant error flow. A σ of less than 1e−16 of the \
        largest is rounding.
        """,
      ])
  }
}
