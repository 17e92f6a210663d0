import LSTMCore

/// How often the gates of a layer are shut or open, gathered step by step: a
/// saturated gate passes no gradient through itself, and one that never moves
/// is no gate.
///
///     var saturation = Saturation(of: model.stack.cells[0])
///     for step in model.steps(over: indices) { saturation.add(step[0]) }
///     saturation.gates[0].shutShare(at: 3)
package struct Saturation: Equatable, Sendable {
  /// The gates in the cell's order.
  package private(set) var gates: [GateSaturation]
  /// How many steps were added.
  package private(set) var count = 0

  /// A gate below this is shut.
  package static let shutBelow = 0.1
  /// A gate above this is open.
  package static let openAbove = 0.9

  /// Nothing gathered yet.
  ///
  /// - Parameter units: which units, all by default.
  package init(of cell: some Cell, units: [Int]? = nil) {
    let units = units ?? Array(0..<cell.hiddenSize)
    gates = cell.recorded.filter {
      $0 != .candidate && cell.definition.range(of: $0) == .zeroToOne
    }.map { GateSaturation(quantity: $0, units: units) }
  }

  /// Adds one step of the layer.
  package mutating func add(_ step: Step) {
    count += 1
    for index in gates.indices {
      let quantity = gates[index].quantity
      gates[index].add(
        step[quantity], unitsPerValue: step.unitsPerValue(of: quantity))
    }
  }
}

/// How often one gate of each unit is shut or open.
package struct GateSaturation: Equatable, Sendable {
  /// Which gate.
  package let quantity: Quantity
  /// Which units, in order.
  package let units: [Int]
  private var shut: [Int]
  private var open: [Int]
  private var sums: [Double]
  private var count = 0

  init(quantity: Quantity, units: [Int]) {
    (self.quantity, self.units) = (quantity, units)
    shut = [Int](repeating: 0, count: units.count)
    open = shut
    sums = [Double](repeating: 0, count: units.count)
  }

  mutating func add(_ values: Vector, unitsPerValue: Int) {
    count += 1
    for (index, unit) in units.enumerated() {
      let value = values[unit / unitsPerValue]
      if value < Saturation.shutBelow { shut[index] += 1 }
      if value > Saturation.openAbove { open[index] += 1 }
      sums[index] += value
    }
  }

  /// The share of steps at which the gate was below 0.1, by place in `units`.
  package func shutShare(at index: Int) -> Double {
    Double(shut[index]) / Double(count)
  }

  /// The share of steps at which the gate was above 0.9, by place in `units`.
  package func openShare(at index: Int) -> Double {
    Double(open[index]) / Double(count)
  }

  /// The gate's mean, by place in `units`.
  package func mean(at index: Int) -> Double { sums[index] / Double(count) }

  /// 1/(1 − mean f): after about so many steps, memory that a forget gate of
  /// constant f lets through has fallen to 1/e. Infinite for a gate that never
  /// leaves 1. It speaks of the direct path through C alone.
  package func timeScale(at index: Int) -> Double { 1 / (1 - mean(at: index)) }
}
