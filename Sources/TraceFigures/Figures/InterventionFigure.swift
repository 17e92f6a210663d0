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
    let quantities = recorded.filter { !$0.isPreactivation }
    let values = quantities.map { change[$0, layer: layer] }
    let kinds = quantities.map { Kind($0, in: effect.model, layer: layer) }
    let panels = quantities.indices.map { index in
      // What is of one kind is held against one scale.
      let alike = quantities.indices.filter { kinds[$0] == kinds[index] }
      var panel = HeatmapPanel(
        quantities[index], values[index],
        scale: .fitted(to: alike.flatMap { values[$0].elements }))
      panel.isChange = true
      return panel
    }
    figure = Self.noted(
      GateHeatmaps(
        panels: panels, timeline: Timeline(effect.read), layer: layer
      ).marked(by: effect.intervention), kinds)
  }

  /// Quantities whose changes can be held against each other.
  private enum Kind: Hashable {
    case gate, bounded, unbounded

    init(_ quantity: Quantity, in model: Model, layer: Int) {
      switch model.stack.cells[layer].definition.range(of: quantity) {
      case .zeroToOne: self = .gate
      case .plusMinusOne, .plusMinusTwo: self = .bounded
      case .nonNegative, .unbounded: self = .unbounded
      }
    }
  }

  /// With a note on which panels share a scale.
  private static func noted(
    _ figure: GateHeatmaps, _ kinds: [Kind]
  ) -> GateHeatmaps {
    var figure = figure
    let groups = [Kind.gate, .bounded, .unbounded].map { kind in
      figure.panels.indices.filter { kinds[$0] == kind }
        .map { figure.panels[$0].quantity.symbol }.joined(separator: ", ")
    }.filter { !$0.isEmpty }
    if groups.count > 1 {
      figure.notes.append(
        "scaled separately: " + groups.joined(separator: " | "))
    }
    return figure
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    figure.scene(style: style, measure: measure)
  }
}

extension InterventionFigure {
  /// The changes, panel by panel.
  package var numbers: FigureNumbers { figure.numbers }
}
