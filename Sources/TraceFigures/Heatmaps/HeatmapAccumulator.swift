import LSTMCore

/// Gathers heatmaps from steps as they are computed, merged into a limited
/// number of columns, so that memory does not grow with the text.
///
///     var heatmaps = HeatmapAccumulator(
///       quantities: Quantity.lstm, layer: 0, stepCount: indices.count,
///       mostColumns: FigureStyle.screen.mostColumns)
///     for (item, steps) in Reading(of: model, items) {
///       heatmaps.add(steps, label: item.label)
///     }
///     let scene = heatmaps.heatmaps.scene(measure: Typesetter())
package struct HeatmapAccumulator: Sendable {
  private let quantities: [Quantity]
  private let layer, place: Int
  private let units: [Int]?
  private let isGradient: Bool
  private let cell: CellDefinition
  private let stepCount: Int
  private let stepsPerColumn: Int
  private let group: StepGroup?
  private let aggregation: Aggregation
  /// What was added, by quantity and column.
  private var columns: [[ColumnSummary]]
  private var labels: [String] = []
  private var absentRows: [Quantity: Set<Int>] = [:]
  private var added = 0
  private var latest = ""

  /// Nothing gathered yet.
  ///
  /// - Parameters:
  ///   - place: which of a step's cells, where that is not the layer's number.
  ///   - stepCount: how many steps there will be.
  ///   - mostColumns: how many columns to keep at most.
  ///   - aggregation: what a column shows of the steps that share it.
  ///   - group: what a column holds; nil for as many steps as there must be.
  ///   - cell: the layer's kind of cell, which knows where its values lie.
  package init(
    quantities: [Quantity], layer: Int, place: Int? = nil,
    units: [Int]? = nil, stepCount: Int, mostColumns: Int,
    aggregation: Aggregation = .extreme, group: StepGroup? = nil,
    isGradient: Bool = false, cell: CellDefinition = CellFamily.lstm
  ) {
    precondition(mostColumns > 0, "heatmaps of \(mostColumns) columns")
    self.place = place ?? layer
    (self.quantities, self.layer, self.units) = (quantities, layer, units)
    (self.stepCount, self.isGradient, self.cell) = (stepCount, isGradient, cell)
    (self.aggregation, self.group) = (aggregation, group)
    stepsPerColumn = max(1, (stepCount + mostColumns - 1) / mostColumns)
    columns = quantities.map { _ in [] }
  }

  /// Adds one step of every layer, and what it read.
  package mutating func add(_ step: [Step], label: String) {
    precondition(added < stepCount, "more than the \(stepCount) steps told")
    let isFirst = begins(label)
    if isFirst {
      labels.append(label)
    } else if group != nil {
      labels[labels.count - 1] += label
    }
    latest = label
    let step = step[place]
    let units =
      self.units ?? Array(0..<(quantities.map { step[$0].count }.max() ?? 0))
    for (index, quantity) in quantities.enumerated() {
      let values = chosen(units, of: quantity, in: step)
      if isFirst {
        columns[index].append(ColumnSummary(values))
      } else {
        columns[index][labels.count - 1].add(values)
      }
    }
    added += 1
  }

  /// How many columns there are so far.
  package var columnCount: Int { labels.count }

  /// Whether a step begins a column.
  private func begins(_ label: String) -> Bool {
    guard let group else { return added % stepsPerColumn == 0 }
    return added == 0 || group.begins(label, after: latest)
  }

  /// The heatmaps of the steps added so far.
  package var heatmaps: GateHeatmaps {
    var timeline = Timeline(
      characters: group.map { labels.map($0.label) } ?? labels)
    timeline.group = group
    if group == nil {
      (timeline.stepCount, timeline.stepsPerColumn) = (added, stepsPerColumn)
    }
    var result = GateHeatmaps(
      panels: zip(quantities, columns).map { quantity, columns in
        var panel = HeatmapPanel(
          quantity, aggregation.values(of: columns),
          range: cell.range(of: quantity),
          isGradient: isGradient)
        panel.absentRows = absentRows[quantity] ?? []
        return panel
      },
      timeline: timeline, units: units, layer: layer)
    result.aggregation = aggregation
    // A projected h has none of the units beyond its width.
    let absent = result.panels.filter(\.isAbsent)
    if absent.count < result.panels.count {
      result.panels.removeAll(where: \.isAbsent)
      result.notes += absent.map {
        "\($0.quantity.symbol) has no value for these units"
      }
    }
    return result
  }

  /// The values of the chosen units. The cells of a memory block share its
  /// gates; a unit that a projected h lacks is NaN, and its row stays empty.
  private mutating func chosen(
    _ units: [Int], of quantity: Quantity, in step: Step
  ) -> Vector {
    let values = step[quantity]
    let share = step.unitsPerValue(of: quantity)
    let absent = units.indices.filter { units[$0] / share >= values.count }
    if added == 0, !absent.isEmpty { absentRows[quantity] = Set(absent) }
    return Vector(
      units.map { $0 / share < values.count ? values[$0 / share] : .nan })
  }
}
