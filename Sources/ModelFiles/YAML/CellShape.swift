import LSTMCore

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

  package static let gates:
    [(String, WritableKeyPath<LSTMCell, GateWeights> & Sendable)] = [
      ("forget", \.forgetGate), ("input", \.inputGate),
      ("candidate", \.candidate), ("output", \.outputGate),
    ]

  /// How one number is read; the second argument is what it belongs to.
  package typealias NumberReading =
    (_ node: YAMLNode, _ name: String) throws(YAMLError) -> Double

  /// The cell that `node` describes.
  ///
  /// - Throws: `YAMLError`.
  package func cell(
    from node: YAMLNode, reading number: NumberReading
  ) throws(YAMLError) -> LSTMCell {
    let gates = try YAMLFields(node, known: Self.gates.map(\.0))
    var cell = LSTMCell(
      inputSize: inputs.count, hiddenSize: try unitCount(node))
    for (name, path) in Self.gates {
      guard let gate = gates[name] else { continue }
      try fill(&cell[keyPath: path], from: gate, number)
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
        "\(count) units are written, and there may be "
          + (units == 1 ? "one" : "\(units)"))
    }
    return count
  }

  private func fill(
    _ gate: inout GateWeights, from node: YAMLNode, _ number: NumberReading
  ) throws(YAMLError) {
    let fields = try YAMLFields(node, known: inputs + ["h", "b"])
    let units = gate.bias.count
    for (column, input) in inputs.enumerated() {
      guard let node = fields[input] else { continue }
      let weights = try node.numbers(units, for: input, number)
      for unit in 0..<units { gate.input[unit, column] = weights[unit] }
    }
    if let node = fields["h"] {
      try fillRecurrent(&gate.recurrent, from: node, number)
    }
    if let node = fields["b"] {
      gate.bias = Vector(try node.numbers(units, for: "b", number))
    }
  }

  private func fillRecurrent(
    _ matrix: inout Matrix, from node: YAMLNode, _ number: NumberReading
  ) throws(YAMLError) {
    guard matrix.rows > 1 else {
      matrix[0, 0] = try node.numbers(1, for: "h", number)[0]
      return
    }
    guard let rows = node.sequence, rows.count == matrix.rows else {
      throw node.error(
        "h needs \(matrix.rows) rows of \(matrix.rows), one a unit")
    }
    for (r, row) in rows.enumerated() {
      matrix[row: r] = Vector(
        try row.numbers(matrix.columns, for: "row \(r) of h", number))
    }
  }
}

extension YAMLNode {
  /// A number, or a list of `count` of them.
  package func numbers(
    _ count: Int, for name: String, _ number: CellShape.NumberReading
  ) throws(YAMLError) -> [Double] {
    let nodes = sequence ?? [self]
    guard nodes.count == count else {
      throw error("\(name) has \(nodes.count) values for \(count)")
    }
    return try nodes.map { node throws(YAMLError) in try number(node, name) }
  }
}
