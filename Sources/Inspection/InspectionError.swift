import LSTMCore
import Wording

/// A question that a trace or a model cannot answer.
package enum InspectionError: Error, Equatable {
  /// There are only `count` steps.
  case noStep(Int, count: Int)
  /// There are only `count` layers.
  case noLayer(Int, count: Int)
  /// The layer has only `count` units.
  case noUnit(Int, layer: Int, count: Int)
  /// The layer's cell does not record the quantity.
  case noQuantity(Quantity, cell: String, known: [Quantity])
  /// The layer's cell has nothing that answers the question; what does.
  case unsuited(cell: String, question: String, suited: String)
  /// Two numbers that must be equal are not.
  case mismatch(what: String, computed: Double, recorded: Double)
  /// A text is too short for the question.
  case tooShort(characters: Int, needed: Int, question: String)
  /// A text has nothing of what is looked for.
  case absent(String, advice: String)
}

extension InspectionError: CustomStringConvertible {
  /// What is missing, and what exists.
  package var description: String {
    switch self {
    case .noStep(let step, let count):
      "there is no step \(step): steps go from 0 to \(count - 1)."
    case .noLayer(let layer, let count):
      "there is no layer \(layer): layers go from 0 to \(count - 1)."
    case .noUnit(let unit, let layer, let count):
      """
      there is no unit \(unit) in layer \(layer): it has \(count), so units \
      go from 0 to \(count - 1).
      """
    case .noQuantity(let quantity, let cell, let known):
      """
      the cell \(cell) has no quantity \(quantity.key). It has \
      \(known.map(\.key).joined(separator: ", ")).
      """
    case .unsuited(let cell, let question, let suited):
      "\(question) is for \(suited), and this layer is of the cell \(cell)."
    case .mismatch(let what, let computed, let recorded):
      """
      \(what) comes to \(computed) here, and the trace has \(recorded): the \
      two should agree. Please report this as a bug of lstm-lab.
      """
    case .tooShort(let characters, let needed, let question):
      """
      there are \(grouped(characters)) elements to read, characters, words or rows, and \
      \(question) needs at least \(needed): give more.
      """
    case .absent(let what, let advice): "\(what). \(advice)"
    }
  }
}

extension Stack {
  /// Checks that a layer shows a quantity, and that it has the unit.
  ///
  /// - Throws: `InspectionError` for what the stack does not have.
  package func require(
    layer: Int, unit: Int? = nil, shown quantity: Quantity
  ) throws {
    try require(layer: layer, unit: unit, quantity: quantity)
    let cell = cells[layer]
    let known = cell.recorded
    guard known.contains(quantity) else {
      throw InspectionError.noQuantity(
        quantity, cell: cell.definition.name, known: known)
    }
    let width = cell.width(of: quantity)
    if let unit, unit >= width {
      throw InspectionError.noUnit(unit, layer: layer, count: width)
    }
  }

  /// Checks that a layer, a unit of it and a quantity exist.
  ///
  /// - Throws: `InspectionError` for what the stack does not have.
  package func require(
    layer: Int, unit: Int? = nil, quantity: Quantity? = nil
  ) throws {
    guard cells.indices.contains(layer) else {
      throw InspectionError.noLayer(layer, count: cells.count)
    }
    let cell = cells[layer]
    if let unit, !(0..<cell.hiddenSize).contains(unit) {
      throw InspectionError.noUnit(unit, layer: layer, count: cell.hiddenSize)
    }
    let known = cell.quantities
    if let quantity, !known.contains(quantity) {
      throw InspectionError.noQuantity(
        quantity, cell: cell.definition.name, known: known)
    }
  }
}

extension Trace {
  /// Checks that a step exists.
  ///
  /// - Throws: `InspectionError.noStep`.
  func require(step: Int) throws {
    guard steps.indices.contains(step) else {
      throw InspectionError.noStep(step, count: count)
    }
  }
}
