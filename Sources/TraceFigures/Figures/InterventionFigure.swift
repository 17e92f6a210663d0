import Drawing
import Inspection
import LSTMCore

/// Heatmaps of what an intervention changed: after less before, one panel a
/// quantity.
package struct InterventionFigure: Figure {
  private let figure: GateHeatmaps

  /// The changes of one layer.
  package init(_ effect: InterventionEffect, layer: Int) {
    let change = effect.change
    let recorded = change.steps.first?[layer].quantities ?? []
    let panels = recorded.filter { !$0.isPreactivation }.map { quantity in
      let values = change[quantity, layer: layer]
      var panel = HeatmapPanel(
        quantity, values, scale: .fitted(to: values.elements))
      panel.isChange = true
      return panel
    }
    figure = GateHeatmaps(
      panels: panels, timeline: Timeline(effect.read), layer: layer)
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    figure.scene(style: style, measure: measure)
  }
}
