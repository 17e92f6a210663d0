import LSTMCore

/// An LSTM whose weights somebody typed: YAML as the lessons write it.
///
///     inputs: [rain, sun]                 # in this order; as they occur if not said
///     forget:    {rain: 0.7, sun: 0.45, h: 0.1, b: 0.15}
///     input:     {rain: 0.95, sun: 0.8, h: 0.8, b: 0.65}
///     candidate: {rain: 0.45, sun: 0.25, h: 0.15, b: 0.2}
///     output:    {rain: 0.6, sun: 0.4, h: 0.25, b: 0.1}
///     start:     {h: 0, C: 0}             # where it begins, if not at 0
///     readout:   {level: {h: 1, b: 0}}    # what it predicts of the same row
///
/// What is left out is 0. With several units each value is a list, one element
/// a unit, and `h` of a gate a list of rows.
enum WrittenWeights {
  private static let gates = CellShape.gates.map(\.0)
  private static let mostUnits = 1_024

  /// Whether the beginning of a file is such a text.
  static func has(_ head: [UInt8]) -> Bool {
    guard head.allSatisfy({ $0 >= 32 || [9, 10, 13].contains($0) }) else {
      return false
    }
    return head.split(separator: UInt8(ascii: "\n")).contains { line in
      gates.contains { line.starts(with: Array("\($0):".utf8)) }
    }
  }

  static func read(
    _ source: ByteSource
  ) throws(ForeignFileError) -> ForeignFile {
    guard source.count <= YAMLLimits().bytes else {
      throw .tooLarge(
        place: "the file of weights",
        reason: "it has \(source.count) bytes, more than anybody types")
    }
    guard
      let text = String(
        validating: try source.bytes(of: "the file of weights"), as: UTF8.self)
    else {
      throw .malformed(place: "the file of weights", reason: "it is not UTF-8")
    }
    do {
      return try file(try YAMLNode(parsing: text, file: "the file of weights"))
    } catch {
      throw .unusable(module: "weights", reason: "\(error)")
    }
  }

  private static func file(
    _ node: YAMLNode
  ) throws(YAMLError) -> ForeignFile {
    let fields = try YAMLFields(
      node, known: ["inputs"] + gates + ["start", "readout"])
    let entries = try node.entries().filter { gates.contains($0.key) }
    let inputs = try inputs(fields, entries)
    let cell = try CellShape(inputs: inputs, units: mostUnits)
      .cell(from: YAMLNode(.mapping(entries), at: node.place), reading: number)
    var weights = packed(cell)
    if let start = fields["start"] {
      try read(start, units: cell.hiddenSize, into: &weights)
    }
    var file = ForeignFile(
      format: "weights written in YAML", isSequence: true)
    let recurrence = ForeignRecurrence(
      cell: .lstm, directions: [weights], order: "each gate by its name")
    file.layers = [ForeignLayer("lstm", .recurrent(recurrence))]
    var targets: [String] = []
    if let readout = fields["readout"] {
      let dense = try dense(readout, units: cell.hiddenSize)
      targets = try readout.entries().map(\.key)
      file.layers.append(ForeignLayer("readout", .dense(dense)))
    }
    file.rows = RowDescription(inputs: inputs, targets: targets)
    file.tensors = file.layers.flatMap(\.tensors)
    return file
  }

  /// The names of what is read: those that are listed, or the keys of the gates
  /// in the order in which they occur.
  private static func inputs(
    _ fields: YAMLFields, _ entries: [YAMLNode.Entry]
  ) throws(YAMLError) -> [String] {
    var names: [String] = []
    if let listed = fields["inputs"] {
      for node in try listed.list() {
        let name = try node.text()
        guard name != "h", name != "b", !names.contains(name) else {
          throw node.error(
            "an input cannot be called \(name): h is what the unit gave, b "
              + "the bias, and no name stands twice")
        }
        names.append(name)
      }
    } else {
      for entry in entries {
        for key in try entry.value.entries().map(\.key)
        where key != "h" && key != "b" && !names.contains(key) {
          names.append(key)
        }
      }
    }
    guard !names.isEmpty else {
      throw YAMLError(
        place: entries.first?.place
          ?? YAMLPlace(file: "the file of weights", line: 1, column: 1),
        reason: "no gate reads an input")
    }
    return names
  }

  private static func number(
    _ node: YAMLNode, _ name: String
  ) throws(YAMLError) -> Double {
    guard let value = Double(try node.text()), value.isFinite else {
      throw node.error("\(name) needs a number, not \(node.summary)")
    }
    return value
  }

  /// The parts in our order i, f, g, o.
  private static func packed(_ cell: LSTMCell) -> ForeignRecurrence.Weights {
    let parts = [
      cell.inputGate, cell.forgetGate, cell.candidate, cell.outputGate,
    ]
    let rows = 4 * cell.hiddenSize
    func tensor(
      _ name: String, _ shape: [Int], _ values: [Double]
    ) -> ForeignTensor {
      ForeignTensor(name: name, shape: shape, type: "YAML", values: values)
    }
    var weights = ForeignRecurrence.Weights(
      input: tensor(
        "x", [rows, cell.inputSize], parts.flatMap(\.input.elements)),
      recurrent: tensor(
        "h", [rows, cell.hiddenSize], parts.flatMap(\.recurrent.elements)))
    weights.bias = tensor("b", [rows], parts.flatMap(\.bias.elements))
    return weights
  }

  private static func read(
    _ start: YAMLNode, units: Int, into weights: inout ForeignRecurrence.Weights
  ) throws(YAMLError) {
    let fields = try YAMLFields(start, known: ["h", "C"])
    func tensor(_ key: String) throws(YAMLError) -> ForeignTensor? {
      guard let node = fields[key] else { return nil }
      return ForeignTensor(
        name: "start.\(key)", shape: [units], type: "YAML",
        values: try node.numbers(units, for: key, number))
    }
    weights.initialHidden = try tensor("h")
    weights.initialCell = try tensor("C")
  }

  /// A row of weights and a bias for each thing that is predicted.
  private static func dense(
    _ readout: YAMLNode, units: Int
  ) throws(YAMLError) -> ForeignDense {
    var (rows, biases) = ([Double](), [Double]())
    for entry in try readout.entries() {
      let fields = try YAMLFields(entry.value, known: ["h", "b"])
      rows += try fields.required("h").numbers(units, for: "h", number)
      biases += try fields["b"]?.numbers(1, for: "b", number) ?? [0]
    }
    guard !biases.isEmpty else {
      throw readout.error("nothing is predicted; name it as level: {h: 1}")
    }
    return ForeignDense(
      weight: ForeignTensor(
        name: "readout.weight", shape: [biases.count, units], type: "YAML",
        values: rows),
      bias: ForeignTensor(
        name: "readout.bias", shape: [biases.count], type: "YAML",
        values: biases), activation: "linear")
  }
}
