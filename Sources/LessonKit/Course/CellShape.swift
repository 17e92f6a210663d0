import LSTMCore
import ModelFiles

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
  func cell(from node: YAMLNode) throws(YAMLError) -> LSTMCell {
    let gates = try YAMLFields(node, known: Self.gates.map(\.0))
    var cell = LSTMCell(
      inputSize: inputs.count, hiddenSize: try unitCount(node))
    for (name, path) in Self.gates {
      guard let gate = gates[name] else { continue }
      try fill(&cell[keyPath: path], from: gate)
    }
    return cell
  }

  /// As many as the longest list says.
  private func unitCount(_ node: YAMLNode) throws(YAMLError) -> Int {
    let lengths = (node.mapping ?? []).flatMap { gate in
      (gate.value.mapping ?? []).map { $0.value.sequence?.count ?? 1 }
    }
    let count = lengths.max() ?? 1
    guard count <= units, count > 0 else {
      throw node.error(
        "\(count) units are written; this exercise allows "
          + (units == 1 ? "one" : "\(units)"))
    }
    return count
  }

  private func fill(
    _ gate: inout GateWeights, from node: YAMLNode
  ) throws(YAMLError) {
    let fields = try YAMLFields(node, known: inputs + ["h", "b"])
    let units = gate.bias.count
    for (column, input) in inputs.enumerated() {
      guard let node = fields[input] else { continue }
      let weights = try node.numbers(units, for: input)
      for unit in 0..<units { gate.input[unit, column] = weights[unit] }
    }
    if let node = fields["h"] { try fillRecurrent(&gate.recurrent, from: node) }
    if let node = fields["b"] {
      gate.bias = Vector(try node.numbers(units, for: "b"))
    }
  }

  private func fillRecurrent(
    _ matrix: inout Matrix, from node: YAMLNode
  ) throws(YAMLError) {
    guard matrix.rows > 1 else {
      matrix[0, 0] = try node.numbers(1, for: "h")[0]
      return
    }
    guard let rows = node.sequence, rows.count == matrix.rows else {
      throw node.error(
        "h needs \(matrix.rows) rows of \(matrix.rows), one a unit")
    }
    for (r, row) in rows.enumerated() {
      matrix[row: r] = Vector(
        try row.numbers(matrix.columns, for: "row \(r) of h"))
    }
  }
}

extension YAMLNode {
  /// A number, or a list of `count` of them, as people type them.
  func numbers(_ count: Int, for name: String) throws(YAMLError) -> [Double] {
    let nodes = sequence ?? [self]
    guard nodes.count == count else {
      throw error("\(name) has \(nodes.count) values for \(count)")
    }
    return try nodes.map { node throws(YAMLError) in
      do {
        return try NumberText.number(node.text())
      } catch let problem as AnswerError {
        throw node.error("\(name): \(problem)")
      } catch {
        throw node.error("\(name) needs a number, not \(node.summary)")
      }
    }
  }
}
