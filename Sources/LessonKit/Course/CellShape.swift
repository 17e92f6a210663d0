import LSTMCore
import Yams

/// How weights are written in YAML: named inputs, one list element a unit.
///
///     forget:    {set: 0, reset: -12, h: 0, b: 6}
///     input:     {set: 12, reset: 12, b: -6}
///     candidate: {set: 5, reset: -5}
///     output:    {b: 6}
///
/// What is left out is 0. With several units each value is a list, one element
/// a unit, and `h` a list of rows: what a unit takes from each unit.
package struct CellShape: Equatable, Sendable {
  /// What the cell reads, by name.
  package var inputs: [String]
  /// The most units it may have.
  package var units: Int

  /// A shape with the given inputs.
  package init(inputs: [String], units: Int = 1) {
    (self.inputs, self.units) = (inputs, units)
  }

  static let gates:
    [(String, WritableKeyPath<LSTMCell, GateWeights> & Sendable)] = [
      ("forget", \.forgetGate), ("input", \.inputGate),
      ("candidate", \.candidate), ("output", \.outputGate),
    ]

  /// The cell that `node` describes.
  ///
  /// - Throws: `YAMLError`.
  func cell(from node: Node, file: String) throws -> LSTMCell {
    var gates = try YAMLFields(node, file: file, place: "the weights")
    let units = try unitCount(gates)
    var cell = LSTMCell(inputSize: inputs.count, hiddenSize: units)
    for (name, path) in Self.gates {
      guard let node = gates.take(name) else { continue }
      try fill(&cell[keyPath: path], from: node, name: name, file: file)
    }
    try gates.requireEmpty(known: Self.gates.map(\.0))
    return cell
  }

  /// As many as the longest list says.
  private func unitCount(_ gates: YAMLFields) throws -> Int {
    let lengths = gates.nodes.values.flatMap { gate in
      gate.mapping?.values.map { $0.sequence?.count ?? 1 } ?? []
    }
    let count = lengths.max() ?? 1
    guard count <= units, count > 0 else {
      throw gates.error(
        "\(count) units are written; this exercise allows "
          + (units == 1 ? "one" : "\(units)"))
    }
    return count
  }

  private func fill(
    _ gate: inout GateWeights, from node: Node, name: String, file: String
  ) throws {
    var fields = try YAMLFields(node, file: file, place: name)
    let units = gate.bias.count
    for (column, input) in inputs.enumerated() {
      guard let node = fields.take(input) else { continue }
      let weights = try fields.numbers(node, count: units, input)
      for unit in 0..<units { gate.input[unit, column] = weights[unit] }
    }
    if let node = fields.take("h") {
      try fillRecurrent(&gate.recurrent, from: node, fields)
    }
    if let node = fields.take("b") {
      gate.bias = Vector(try fields.numbers(node, count: units, "b"))
    }
    try fields.requireEmpty(known: inputs + ["h", "b"])
  }

  private func fillRecurrent(
    _ matrix: inout Matrix, from node: Node, _ fields: YAMLFields
  ) throws {
    guard matrix.rows > 1 else {
      matrix[0, 0] = try fields.numbers(node, count: 1, "h")[0]
      return
    }
    guard let rows = node.sequence, rows.count == matrix.rows else {
      throw fields.error(
        "h needs \(matrix.rows) rows of \(matrix.rows), one a unit")
    }
    for (r, row) in rows.enumerated() {
      matrix[row: r] = Vector(
        try fields.numbers(row, count: matrix.columns, "row \(r) of h"))
    }
  }
}
