import Drawing
import LSTMCore

// Rows with scales of their own: a few units of a memory go many times further
// than all others, and on one scale leave those pale.

extension HeatmapPanel {
  /// The same with a scale for each row.
  ///
  /// - Parameter reach: how far a row's values go, by its place; nil to fit it to
  ///   what is shown.
  func inOwnScales(_ reach: (Int) -> Double?) -> HeatmapPanel {
    var panel = self
    panel.scaleSource = .units(
      (0..<values.columns).map { row in
        let column = (0..<values.rows).lazy.map { values[$0, row] }
        return reach(row).map(ValueScale.oneTwoFive)
          ?? ValueScale.fitted(to: column).limit
      })
    return panel
  }

  /// Where the colours of a row end.
  func scale(ofRow row: Int) -> ValueScale {
    rowLimits.map { .signed(limit: $0[row]) } ?? scale
  }

  /// The colour of a value in a row.
  func colour(of value: Double, row: Int, theme: Theme) -> Colour {
    let scale = scale(ofRow: row)
    return scale.map(in: theme).colour(at: scale.share(of: value))
  }

  /// What the legend says, and where between the ends.
  var ticks: [(share: Double, text: String)] {
    rowLimits == nil
      ? scale.ticks : [(0, "− own end"), (0.5, "0"), (1, "+ own end")]
  }
}

extension GateHeatmaps {
  /// The same with a scale for each unit where the quantity itself has none.
  ///
  /// - Parameter reach: how far a quantity of a unit goes; nil to fit it to what
  ///   is shown.
  package func inOwnScales(
    _ reach: (Quantity, Int) -> Double?
  ) -> GateHeatmaps {
    var result = self
    result.panels = panels.map { panel in
      panel.hasFreeScale
        ? panel.inOwnScales { reach(panel.quantity, units[$0]) } : panel
    }
    return result
  }
}
