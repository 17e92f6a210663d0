import Drawing
import Inspection
import LSTMCore

/// Heatmaps of what an intervention changed: after less before, one panel a
/// quantity.
package struct InterventionFigure: Sendable {
  private let figure: GateHeatmaps

  /// The changes of one layer.
  package init(_ effect: InterventionEffect, layer: Int) {
    self.init(
      effect.change, names: effect.characters.map(String.init), layer: layer)
  }

  /// The same of a model that read rows of numbers.
  package init(_ effect: SeriesEffect, series: Series, layer: Int) {
    self.init(
      effect.change, names: series.labels ?? series.rows.map { _ in "" },
      series: series, layer: layer)
  }

  private init(
    _ change: Trace, names: [String], series: Series? = nil, layer: Int
  ) {
    let recorded = change.steps.first?[layer].quantities ?? []
    let panels = recorded.filter { !$0.isPreactivation }.map { quantity in
      let values = change[quantity, layer: layer]
      var panel = HeatmapPanel(
        quantity, values, scale: .fitted(to: values.elements))
      panel.isChange = true
      return panel
    }
    var figure = GateHeatmaps(
      panels: panels, characters: names, layer: layer)
    figure.series = series
    self.figure = figure
  }

  /// The picture.
  package func scene(
    style: FigureStyle = .screen, measure: some TextMeasure
  ) -> Scene {
    figure.scene(style: style, measure: measure)
  }
}
