import LSTMCore

/// Which part of a trace to write. Everything counts from 0; nil means all.
package struct TraceSelection: Equatable, Sendable {
  /// The layers, in any order.
  package var layers: [Int]?
  /// The units of each of those layers, in any order.
  package var units: [Int]?
  /// The quantities; nil for those that the cell records, without
  /// pre-activations.
  package var quantities: [Quantity]?
  /// Whether every pre-activation of the cell is added.
  package var preactivations: Bool

  /// A selection of the given parts, by default everything but the
  /// pre-activations.
  package init(
    layers: [Int]? = nil, units: [Int]? = nil, quantities: [Quantity]? = nil,
    preactivations: Bool = false
  ) {
    (self.layers, self.units) = (layers, units)
    (self.quantities, self.preactivations) = (quantities, preactivations)
  }

  /// The selected layers of a stack, in order, each with its quantities in the
  /// cell's order and its units in theirs; of a two-way layer the forward half,
  /// then the reverse.
  ///
  /// - Throws: `TraceSelectionError` for what the stack does not have.
  package func resolved(
    for stack: Stack
  ) throws(TraceSelectionError) -> [SelectedLayer] {
    let layers = stack.layers
    var wanted = layers.indices.map { _ in true }
    for layer in self.layers ?? [] where !layers.indices.contains(layer) {
      throw .noLayer(layer, count: layers.count)
    }
    if let chosen = self.layers {
      wanted = layers.indices.map(chosen.contains)
    }
    var (result, index) = ([SelectedLayer](), -1)
    for (place, cell) in stack.cells.enumerated() {
      let direction = stack.directions[place]
      if direction == .forward { index += 1 }
      guard wanted[index] else { continue }
      result.append(
        SelectedLayer(
          index: index, place: place,
          direction: layers[index].reverse == nil ? nil : direction,
          quantities: try chosen(of: cell),
          units: try chosenUnits(of: cell, layer: index), cell: cell))
    }
    return result
  }

  private func chosenUnits(
    of cell: any Cell, layer: Int
  ) throws(TraceSelectionError) -> [Int] {
    let units = Set(self.units ?? Array(0..<cell.hiddenSize)).sorted()
    for unit in units where !(0..<cell.hiddenSize).contains(unit) {
      throw .noUnit(unit, layer: layer, count: cell.hiddenSize)
    }
    return units
  }

  private func chosen(
    of cell: any Cell
  ) throws(TraceSelectionError) -> [Quantity] {
    let (kind, all) = (cell.definition, cell.quantities)
    let wanted = quantities ?? kind.recorded
    for quantity in wanted where !all.contains(quantity) {
      throw .noQuantity(quantity.key, cell: kind.name, known: all.map(\.key))
    }
    return all.filter {
      wanted.contains($0) || (preactivations && $0.isPreactivation)
    }
  }
}

/// One layer of a selection.
package struct SelectedLayer: Sendable {
  /// Which layer of the stack, counted from 0.
  package let index: Int
  /// Where in a step's layers it is: at `index`, or where each layer has two
  /// halves, at that of its half.
  package let place: Int
  /// Which way it reads; nil where all read forward.
  package let direction: Direction?
  /// What is written of it, in the cell's order.
  package let quantities: [Quantity]
  /// The units, in ascending order.
  package let units: [Int]
  /// The layer itself.
  let cell: any Cell

  /// Whether no unit is left out.
  package var hasAllUnits: Bool { units.count == cell.hiddenSize }

  /// The selected units that a quantity has: all of them, but for the gates of
  /// memory blocks and a projected h, which are fewer.
  package func units(of quantity: Quantity) -> [Int] {
    let width = cell.width(of: quantity)
    return units.filter { $0 < width }
  }
}

/// What a selection asks for and the model does not have.
package enum TraceSelectionError: Error, Equatable {
  /// There are only `count` layers.
  case noLayer(Int, count: Int)
  /// The layer has only `count` units.
  case noUnit(Int, layer: Int, count: Int)
  /// The cell does not compute the quantity.
  case noQuantity(String, cell: String, known: [String])
}

extension TraceSelectionError: CustomStringConvertible {
  /// What is missing, and what exists.
  package var description: String {
    switch self {
    case .noLayer(let layer, let count):
      "there is no layer \(layer): layers go from 0 to \(count - 1)."
    case .noUnit(let unit, let layer, let count):
      "there is no unit \(unit) in layer \(layer): it has \(count), so units "
        + "go from 0 to \(count - 1)."
    case .noQuantity(let key, let cell, let known):
      "the cell \(cell) has no quantity \(key). It has "
        + "\(known.joined(separator: ", "))."
    }
  }
}
