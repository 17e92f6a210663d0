import Drawing
import Inspection
import LSTMCore

/// Heatmaps of what a layer computed while it read a text: a panel a
/// quantity, time to the right, units downward, and the text along the axis.
///
///     let figure = GateHeatmaps(recording)
///     let scene = figure.scene(measure: Typesetter())
package struct GateHeatmaps: Equatable, Figure {
  /// The panels from top to bottom, all with the same columns and units.
  package var panels: [HeatmapPanel]
  /// What the columns read.
  package var timeline: Timeline
  /// Which unit each row shows.
  package var units: [Int]
  /// What units are called, by number.
  package var names: [Int: String] = [:]
  /// The layer, for the titles; or nil.
  package var layer: Int?
  /// Which way the layer reads, for the titles; nil where all read forward.
  package var direction: Direction?
  /// How the units are ordered, for the caption; nil for the model's order.
  package var orderNote: String?
  /// What else the caption says.
  package var notes: [String] = []
  /// What stands over all panels; nil where their own titles are enough.
  package var heading: String?
  /// All that was read, above a part of it; nil where that is not drawn.
  package var overview: HeatmapOverview?
  /// What a column shows of the steps that share it.
  package var aggregation = Aggregation.extreme

  /// Heatmaps of the given panels.
  package init(
    panels: [HeatmapPanel], timeline: Timeline, units: [Int]? = nil,
    layer: Int? = nil
  ) {
    let width = panels.first?.values.columns ?? 0
    (self.panels, self.timeline, self.layer) = (panels, timeline, layer)
    self.units = units ?? Array(0..<width)
    for panel in panels {
      precondition(
        panel.values.rows == timeline.count
          && panel.values.columns == self.units.count,
        """
        a panel of \(panel.values.rows) × \(panel.values.columns) for \
        \(timeline.count) columns of \(self.units.count) units
        """)
    }
  }

  /// Heatmaps of one cell of a recording, of its values or of gradients by
  /// them.
  ///
  /// - Parameters:
  ///   - quantities: which panels, from top to bottom; the layer must have
  ///     recorded them.
  ///   - units: which units, from top to bottom; all by default.
  ///   - isGradient: whether the recording's trace holds gradients.
  package init(
    _ recording: Recording, quantities: [Quantity] = Quantity.lstm,
    layer: Int = 0, units: [Int]? = nil, isGradient: Bool = false
  ) {
    self.init(
      recording.trace, Timeline(recording.read), quantities: quantities,
      layer: layer, units: units, isGradient: isGradient,
      cell: recording.model.stack.cells[layer].definition)
  }

  /// Heatmaps of one cell of a trace that no model of ours computed.
  ///
  /// - Parameter cell: the kind of cell, which knows where its values lie.
  package init(
    _ trace: Trace, _ timeline: Timeline,
    quantities: [Quantity] = Quantity.lstm, layer: Int = 0,
    units: [Int]? = nil, isGradient: Bool = false,
    cell: CellDefinition = CellFamily.lstm
  ) {
    var accumulator = HeatmapAccumulator(
      quantities: quantities, layer: layer, units: units,
      stepCount: trace.count, mostColumns: max(trace.count, 1),
      isGradient: isGradient, cell: cell)
    for (step, label) in zip(trace.steps, timeline.labels) {
      accumulator.add(step, label: label)
    }
    self = accumulator.heatmaps
    self.timeline = timeline
  }

  /// The characters that no font here can show, each once, in reading order;
  /// those that nobody sees, such as spaces, are not among them.
  package func missingCharacters(measure: some TextMeasure) -> [String] {
    let labels =
      timeline.group == nil
      ? timeline.labels : timeline.labels.flatMap { $0.map(String.init) }
    return StepLabel.missing(among: labels, measure: measure)
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    let figure = fitted(to: style.mostColumns)
    var layout = HeatmapLayout(figure, style: style, measure: measure)
    return layout.scene()
  }
}

extension GateHeatmaps {
  /// `layer 0`, `layer 0, reverse ←`; nil where no layer is named.
  var layerName: String? {
    layer.map { layer in
      switch direction {
      case nil: "layer \(layer)"
      case .forward: "layer \(layer), forward →"
      case .reverse: "layer \(layer), reverse ←"
      }
    }
  }

  /// The same with at most so many columns: neighbours merged.
  package func fitted(to mostColumns: Int) -> GateHeatmaps {
    let columns = timeline.count
    guard columns > mostColumns, mostColumns > 0 else { return self }
    let merged = (columns + mostColumns - 1) / mostColumns
    var result = self
    result.timeline = timeline.merged(by: merged)
    for index in panels.indices {
      result.panels[index].values = aggregation.values(
        of: summaries(of: panels[index].values, over: merged))
    }
    return result
  }

  private func summaries(
    of values: Matrix, over merged: Int
  ) -> [ColumnSummary] {
    func weight(_ column: Int) -> Double {
      Double(timeline.steps(inColumn: column))
    }
    return stride(from: 0, to: values.rows, by: merged).map { start in
      var summary = ColumnSummary(values[row: start], count: weight(start))
      for column in start + 1..<max(start + 1, min(start + merged, values.rows))
      {
        summary.add(values[row: column], count: weight(column))
      }
      return summary
    }
  }

  /// Figures of several layers or models, with the same colours for the same
  /// numbers: the scale of a quantity is that of the one which needs the widest.
  package static func sharingScales(_ figures: [GateHeatmaps]) -> [GateHeatmaps]
  {
    let limits = figures.flatMap(\.panels).filter(\.hasFreeScale)
      .reduce(into: [Quantity: Double]()) {
        $0[$1.quantity] = max($0[$1.quantity] ?? 0, $1.scale.limit)
      }
    return figures.map { figure in
      var figure = figure
      for index in figure.panels.indices
      where figure.panels[index].hasFreeScale {
        let scale = ValueScale.signed(
          limit: limits[figure.panels[index].quantity] ?? 1)
        // Beside another model it is no longer its own.
        if scale != figure.panels[index].scale,
          figure.panels[index].scaleSource == .model
        {
          figure.panels[index].scaleSource = .asked
        }
        figure.panels[index].scale = scale
      }
      return figure
    }
  }

  /// The same on scales that do not follow from what is shown: colours end at ±
  /// the limit asked for of a quantity, or else at the model's own.
  package func limited(
    to limits: [Quantity: Double], ofModel own: [Quantity: Double] = [:]
  ) -> GateHeatmaps {
    var result = self
    for index in panels.indices {
      let quantity = panels[index].quantity
      guard let limit = limits[quantity] ?? own[quantity] else { continue }
      result.panels[index].scale = .signed(limit: limit)
      result.panels[index].scaleSource =
        limits[quantity] == nil ? .model : .asked
    }
    return result
  }

  /// The same with a line for each panel above them: the magnitudes of all units
  /// added up, step by step, which says when where single cells are few.
  package func withSums() -> GateHeatmaps {
    var result = self
    result.timeline.sums = Series(
      columns: panels.map {
        "Σ |\($0.isGradient ? "∂L/∂z" : $0.quantity.symbol)| "
          + "over units: \($0.briefWords)"
      },
      rows: (0..<timeline.count).map { step in
        Vector(
          panels.map { panel in
            panel.values[row: step].elements.lazy.filter(\.isFinite)
              .reduce(0) { $0 + $1.magnitude }
          })
      })
    return result
  }

  /// The same with frames around what an intervention held, and its clamps in
  /// words over the panels.
  package func marked(by intervention: Intervention) -> GateHeatmaps {
    guard !intervention.isEmpty else { return self }
    var result = self
    let steps =
      timeline.firstStep..<timeline.firstStep + timeline.stepCount
    for index in panels.indices {
      result.panels[index].held = intervention.held(
        panels[index].quantity, layer: layer ?? 0, within: steps
      ).map { HeatmapPanel.Held(units: Set($0.units), steps: $0.steps) }
    }
    result.heading = intervention.clamps.map(\.words).joined(separator: "; ")
    if result.panels.contains(where: { !$0.held.isEmpty }) {
      result.notes.append("framed: held from outside")
    }
    return result
  }
}

extension GateHeatmaps {
  /// The values of every panel, column by column; `step` is the first of those
  /// that share the column. Columns of words or lines have a number of their own.
  package var numbers: FigureNumbers {
    let layer = layer.map(String.init) ?? ""
    let rows = panels.flatMap { panel in
      timeline.labels.indices.flatMap { column in
        units.indices.filter { !panel.absentRows.contains($0) }.map { row in
          [
            "\(timeline.firstStep + column * timeline.stepsPerColumn)",
            timeline.labels[column], layer, "\(units[row])",
            (panel.isChange ? "change of " : "") + panel.quantity.key,
            panel.values[column, row].field,
          ]
        }
      }
    }
    return FigureNumbers(
      [
        timeline.group == nil ? "step" : "column", timeline.noun, "layer",
        "unit", "quantity", "value",
      ], rows)
  }
}
