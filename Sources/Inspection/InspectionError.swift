import LSTMCore

/// A question that a trace or a model cannot answer.
public enum InspectionError: Error, Equatable {
  /// There are only `count` steps.
  case noStep(Int, count: Int)
  /// There are only `count` layers.
  case noLayer(Int, count: Int)
  /// The layer has only `count` units.
  case noUnit(Int, layer: Int, count: Int)
  /// The layer's cell does not record the quantity.
  case noQuantity(Quantity, cell: String, known: [Quantity])
  /// The question is put to LSTM layers only.
  case notAnLSTM(cell: String, question: String)
  /// Two numbers that must be equal are not.
  case mismatch(what: String, computed: Double, recorded: Double)
  /// A text is too short for the question.
  case tooShort(characters: Int, needed: Int, question: String)
  /// A text has nothing of what is looked for.
  case absent(String, advice: String)
}

extension InspectionError: CustomStringConvertible {
  /// What is missing, and what there is.
  public var description: String {
    switch self {
    case .noStep(let step, let count):
      """
      there is no step \(step): the text has \(count) characters, so steps go \
      from 0 to \(count - 1).
      """
    case .noLayer(let layer, let count):
      "there is no layer \(layer): the model has \(count), counted from 0."
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
    case .notAnLSTM(let cell, let question):
      "\(question) is for layers of the cell lstm, and this one is \(cell)."
    case .mismatch(let what, let computed, let recorded):
      """
      \(what) comes to \(computed) here, and the trace has \(recorded): the \
      two should agree. Please report this as a bug of lstm-lab.
      """
    case .tooShort(let characters, let needed, let question):
      """
      the text has \(characters) characters, and \(question) needs at least \
      \(needed). Give a longer text.
      """
    case .absent(let what, let advice): "\(what). \(advice)"
    }
  }
}

extension Stack {
  /// The layer as the cell it is, once layer and unit are known to exist.
  ///
  /// - Throws: `InspectionError` for what the stack does not have.
  public func requireLSTM(
    layer: Int, unit: Int? = nil, question: String
  ) throws -> LSTMCell {
    try require(layer: layer, unit: unit)
    guard let cell = layers[layer] as? LSTMCell else {
      throw InspectionError.notAnLSTM(
        cell: type(of: layers[layer]).name, question: question)
    }
    return cell
  }

  /// Checks that a layer, a unit of it and a quantity exist.
  ///
  /// - Throws: `InspectionError` for what the stack does not have.
  public func require(
    layer: Int, unit: Int? = nil, quantity: Quantity? = nil
  ) throws {
    guard layers.indices.contains(layer) else {
      throw InspectionError.noLayer(layer, count: layers.count)
    }
    let cell = layers[layer]
    if let unit, !(0..<cell.hiddenSize).contains(unit) {
      throw InspectionError.noUnit(unit, layer: layer, count: cell.hiddenSize)
    }
    let known = type(of: cell).quantities
    if let quantity, !known.contains(quantity) {
      throw InspectionError.noQuantity(
        quantity, cell: type(of: cell).name, known: known)
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
