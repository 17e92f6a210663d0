import LSTMCore

/// Gathers heatmaps from steps as they are computed, averaged into a limited
/// number of columns, so that memory does not grow with the text.
///
///     var heatmaps = HeatmapAccumulator(
///       quantities: Quantity.lstm, layer: 0, stepCount: indices.count,
///       mostColumns: FigureStyle.screen.mostColumns)
///     for (step, character) in zip(model.steps(over: indices), characters) {
///       heatmaps.add(step, character: character)
///     }
///     let scene = heatmaps.heatmaps.scene(measure: Typesetter())
public struct HeatmapAccumulator: Sendable {
  private let quantities: [Quantity]
  private let layer: Int
  private let units: [Int]?
  private let isGradient: Bool
  private let stepCount: Int
  private let stepsPerColumn: Int
  /// Sums, and once a column is full means, by quantity and column.
  private var columns: [[Vector]]
  private var characters: [String] = []
  private var added = 0

  /// Nothing gathered yet.
  ///
  /// - Parameters:
  ///   - stepCount: how many steps there will be.
  ///   - mostColumns: how many columns to keep at most.
  public init(
    quantities: [Quantity], layer: Int, units: [Int]? = nil, stepCount: Int,
    mostColumns: Int, isGradient: Bool = false
  ) {
    precondition(mostColumns > 0, "heatmaps of \(mostColumns) columns")
    (self.quantities, self.layer, self.units) = (quantities, layer, units)
    (self.stepCount, self.isGradient) = (stepCount, isGradient)
    stepsPerColumn = max(1, (stepCount + mostColumns - 1) / mostColumns)
    columns = quantities.map { _ in [] }
  }

  /// Adds one step of every layer, and what it read.
  public mutating func add(_ step: [Step], character: String) {
    precondition(added < stepCount, "more than the \(stepCount) steps told")
    let isFirst = added % stepsPerColumn == 0
    if isFirst {
      finishColumn()
      characters.append(character)
    }
    for (index, quantity) in quantities.enumerated() {
      let values = chosen(step[layer][quantity])
      if isFirst {
        columns[index].append(values)
      } else {
        columns[index][characters.count - 1] += values
      }
    }
    added += 1
  }

  /// The heatmaps of the steps added so far.
  public var heatmaps: GateHeatmaps {
    var finished = self
    finished.finishColumn()
    return GateHeatmaps(
      panels: zip(quantities, finished.columns).map { quantity, columns in
        HeatmapPanel(
          quantity, Matrix(rows: columns), isGradient: isGradient)
      },
      characters: characters, units: units, layer: layer, stepCount: added,
      stepsPerColumn: stepsPerColumn)
  }

  /// Turns the last column's sums into means.
  private mutating func finishColumn() {
    guard stepsPerColumn > 1, !characters.isEmpty else { return }
    let last = characters.count - 1
    let count = added - last * stepsPerColumn
    for index in columns.indices {
      columns[index][last] = (1 / Double(count)) * columns[index][last]
    }
  }

  /// The values of the chosen units; a unit that the quantity lacks, such as
  /// those of a projected h, is NaN and drawn as missing.
  private func chosen(_ values: Vector) -> Vector {
    guard let units else { return values }
    return Vector(units.map { $0 < values.count ? values[$0] : .nan })
  }
}
