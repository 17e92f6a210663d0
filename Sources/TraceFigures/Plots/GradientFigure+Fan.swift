import Experiments

extension GradientFigure {
  /// The figure of a fan of singular values over lags, and of what the single
  /// steps do.
  package init(_ fan: JacobianSpectrum, conditions: String) {
    let axis = "steps back (the error travels this way →)"
    self.init(
      title: "What becomes of an error, by direction",
      panels: [
        LogPanel(
          title: "singular values of the Jacobians' product",
          axis: axis,
          series: fan.shownRanks.enumerated().map { index, rank in
            LogPanel.Series(
              name: "σ\(lowered(rank))", colour: index,
              values: fan.singularValues.indices.map {
                fan.value(lag: $0, rank: rank) ?? .nan
              })
          }),
        LogPanel(
          title: "the single step at each lag", axis: axis,
          series: [
            LogPanel.Series(
              name: "2-norm", colour: 0, values: [1] + fan.norms),
            LogPanel.Series(
              name: "spectral radius", colour: 1, values: [1] + fan.radii),
          ]),
      ],
      notes: [
        conditions,
        """
        σ₁ is what is left in the direction that keeps most, the last σ in the \
        one that keeps least. Were every step's 2-norm below 1, all of them \
        would have to vanish; a spectral radius below 1 promises nothing.
        """,
      ])
  }
}

/// A number in lowered digits, which fonts have at a size that can be read.
private func lowered(_ number: Int) -> String {
  String(
    String.UnicodeScalarView(
      "\(number)".unicodeScalars.compactMap {
        UnicodeScalar($0.value - 0x30 + 0x2080)
      }))
}
