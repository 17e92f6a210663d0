import Drawing
import LSTMCore

/// Heatmaps of what a layer computed while it read a text: a panel a
/// quantity, time to the right, units downward, and the text along the axis.
///
///     let figure = GateHeatmaps(trace, characters: text.map(String.init))
///     let scene = figure.scene(measure: Typesetter())
package struct GateHeatmaps: Equatable, Sendable {
  /// The panels from top to bottom, all with the same columns and units.
  package var panels: [HeatmapPanel]
  /// What the first step of each column read.
  package var characters: [String]
  /// Which unit each row shows.
  package var units: [Int]
  /// The layer, for the titles; or nil.
  package var layer: Int?
  /// Which way the layer reads, for the titles; nil where all read forward.
  package var direction: Direction?
  /// How many steps were read.
  package var stepCount: Int
  /// How many steps share a column, which shows their mean.
  package var stepsPerColumn: Int
  /// Which step of the text is the first one shown.
  package var firstStep = 0
  /// How the units are ordered, for the caption; nil for the model's order.
  package var orderNote: String?
  /// The rows of numbers that were read, drawn above the panels; nil for a
  /// text. Their labels stand in `characters`.
  package var series: Series?
  /// What else the caption says.
  package var notes: [String] = []

  /// Heatmaps of the given panels.
  package init(
    panels: [HeatmapPanel], characters: [String], units: [Int]? = nil,
    layer: Int? = nil, stepCount: Int? = nil, stepsPerColumn: Int = 1
  ) {
    let width = panels.first?.values.columns ?? 0
    (self.panels, self.characters) = (panels, characters)
    self.units = units ?? Array(0..<width)
    (self.layer, self.stepsPerColumn) = (layer, stepsPerColumn)
    self.stepCount = stepCount ?? characters.count
    for panel in panels {
      precondition(
        panel.values.rows == characters.count
          && panel.values.columns == self.units.count,
        """
        a panel of \(panel.values.rows) × \(panel.values.columns) for \
        \(characters.count) columns of \(self.units.count) units
        """)
    }
  }

  /// Heatmaps of one layer of a trace.
  ///
  /// - Parameters:
  ///   - characters: what each step read.
  ///   - quantities: which panels, from top to bottom; the layer must have
  ///     recorded them.
  ///   - units: which units, from top to bottom; all unless told otherwise.
  ///   - isGradient: whether the trace holds gradients.
  ///   - cell: the layer's kind of cell, which knows where its values lie.
  package init(
    _ trace: Trace, characters: [String],
    quantities: [Quantity] = Quantity.lstm, layer: Int = 0,
    units: [Int]? = nil, isGradient: Bool = false,
    cell: any Cell.Type = LSTMCell.self
  ) {
    var accumulator = HeatmapAccumulator(
      quantities: quantities, layer: layer, units: units,
      stepCount: trace.count, mostColumns: max(trace.count, 1),
      isGradient: isGradient, cell: cell)
    for (step, character) in zip(trace.steps, characters) {
      accumulator.add(step, character: character)
    }
    self = accumulator.heatmaps
  }

  /// The characters that no font here can show, each once, in reading order;
  /// those that nobody sees, such as spaces, are not among them.
  package func missingCharacters(measure: some TextMeasure) -> [String] {
    StepLabel.missing(among: characters, measure: measure)
  }

  /// The picture.
  package func scene(
    style: FigureStyle = .screen, measure: some TextMeasure
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

  /// The same with at most so many columns: neighbours merged into their mean.
  package func fitted(to mostColumns: Int) -> GateHeatmaps {
    let columns = characters.count
    guard columns > mostColumns, mostColumns > 0 else { return self }
    let merged = (columns + mostColumns - 1) / mostColumns
    var result = self
    result.stepsPerColumn = stepsPerColumn * merged
    result.characters = stride(from: 0, to: columns, by: merged)
      .map { characters[$0] }
    for index in panels.indices {
      result.panels[index].values = mean(panels[index].values, over: merged)
    }
    return result
  }

  private func mean(_ values: Matrix, over merged: Int) -> Matrix {
    let starts = stride(from: 0, to: values.rows, by: merged)
    return Matrix(
      rows: starts.map { start in
        var (sum, weight) = (Vector(zeros: values.columns), 0.0)
        for column in start..<min(start + merged, values.rows) {
          let steps = Double(steps(inColumn: column))
          sum += steps * values[row: column]
          weight += steps
        }
        return (1 / weight) * sum
      })
  }

  private func steps(inColumn column: Int) -> Int {
    max(1, min(stepsPerColumn, stepCount - column * stepsPerColumn))
  }
}
