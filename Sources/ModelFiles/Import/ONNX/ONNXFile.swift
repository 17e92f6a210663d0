/// ONNX models: LSTM, GRU and RNN nodes with the weights that stand behind
/// them, in any branch of the graph.
enum ONNXFile {
  static func read(
    _ source: ByteSource
  ) throws(ForeignFileError) -> ForeignFile? {
    var reader = ONNXReader(source)
    guard let graph = try reader.model(source) else { return nil }
    var walk = ONNXWalk(size: source.count)
    try walk.walk(graph)
    var file = ForeignFile(format: "ONNX")
    file.tensors = walk.constants.sorted { $0.name < $1.name }
    file.layers = walk.layers
    file.attributes = .object([.init("producer", .string(reader.producer))])
    guard file.layers.contains(where: { $0.recurrence != nil }) else {
      throw .notRead(
        kind: "an ONNX model without LSTM, GRU or RNN nodes",
        road: "Its operations are "
          + walk.operations.sorted().prefix(12).joined(separator: ", ") + ".")
    }
    return file
  }
}

/// Goes through a graph and its branches and collects layers.
private struct ONNXWalk {
  private var folded: ONNXConstants
  private(set) var constants: [ForeignTensor] = []
  private(set) var layers: [ForeignLayer] = []
  private(set) var operations: Set<String> = []
  /// Which layer each value comes from, through operations that only move
  /// numbers.
  private var sources: [String: String] = [:]

  init(size: Int) { folded = ONNXConstants(size: size) }

  mutating func walk(_ graph: ONNXGraph) throws(ForeignFileError) {
    folded.add(graph.constants)
    constants += graph.constants.values
    for (k, node) in graph.nodes.enumerated() {
      operations.insert(node.operation)
      try folded.add(node)
      switch node.operation {
      case "LSTM", "GRU", "RNN": try addRecurrence(node)
      case "DynamicQuantizeLSTM", "QLinearLSTM":
        throw .notRead(
          kind: "an ONNX model whose LSTM is quantised (\(node.operation))",
          road: "Export it without quantisation.")
      case "Gemm", "MatMul":
        addDense(node, followers: graph.nodes[(k + 1)...].prefix(2))
      case "Gather": addEmbedding(node)
      default: pass(node)
      }
      for attribute in node.attributes.values.compactMap(\.graph) {
        try walk(attribute)
      }
    }
  }

  /// What only moves or thins out numbers gives what it reads.
  private mutating func pass(_ node: ONNXGraph.Node) {
    let moving = [
      "Squeeze", "Unsqueeze", "Transpose", "Reshape", "Identity", "Dropout",
      "Slice", "Cast", "Flatten", "Concat", "Add", "Tanh", "Relu", "Sigmoid",
      "Softmax", "LogSoftmax",
    ]
    guard moving.contains(node.operation) else { return }
    if let source = node.inputs.compactMap({ sources[$0] }).first {
      for output in node.outputs { sources[output] = source }
    }
  }

  private mutating func add(
    _ node: ONNXGraph.Node, _ kind: ForeignLayer.Kind
  ) {
    let name =
      node.name.isEmpty ? "\(node.operation)_\(layers.count)" : node.name
    var layer = ForeignLayer(name, kind)
    layer.source = node.inputs.compactMap { sources[$0] }.first
    for output in node.outputs where !output.isEmpty { sources[output] = name }
    layers.append(layer)
  }

  private mutating func addRecurrence(
    _ node: ONNXGraph.Node
  ) throws(ForeignFileError) {
    let name = node.name.isEmpty ? node.operation : node.name
    func constant(_ index: Int) -> ForeignTensor? {
      node.inputs.indices.contains(index) ? folded[node.inputs[index]] : nil
    }
    guard let w = constant(1), let r = constant(2) else {
      throw .unusable(
        module: name,
        reason: "its weights are computed, not constant; export the trained "
          + "model with constants folded")
    }
    // The same weights in the branches of a condition are one layer.
    let key = "\(node.inputs[1]) \(node.inputs[2])"
    let layer = try ONNXRecurrence(
      node: node, name: name, input: w, recurrent: r, bias: constant(3),
      initialHidden: constant(5), initialCell: constant(6),
      peepholes: constant(7)
    ).recurrence()
    if try isKnown(layer) {
      for output in node.outputs { sources[output] = key }
      return
    }
    add(node, .recurrent(layer))
  }

  private func isKnown(
    _ new: ForeignRecurrence
  ) throws(ForeignFileError) -> Bool {
    for layer in layers {
      guard let old = layer.recurrence, old.cell == new.cell,
        old.directions.count == new.directions.count,
        old.directions[0].input.shape == new.directions[0].input.shape,
        old.directions[0].recurrent.shape == new.directions[0].recurrent.shape
      else { continue }
      if try old.directions[0].input.values()
        == new.directions[0].input.values(),
        try old.directions[0].recurrent.values()
          == new.directions[0].recurrent.values()
      {
        return true
      }
    }
    return false
  }

  private mutating func addDense(
    _ node: ONNXGraph.Node, followers: ArraySlice<ONNXGraph.Node>
  ) {
    guard node.inputs.count >= 2, let weight = folded[node.inputs[1]],
      weight.shape.count == 2, let output = node.outputs.first
    else { return }
    let isTransposed = node.attributes["transB"]?.int == 1
    var bias = node.inputs.count > 2 ? folded[node.inputs[2]] : nil
    var last = output
    var activation = "linear"
    for follower in followers where follower.inputs.contains(last) {
      if follower.operation == "Add", bias == nil {
        bias = follower.inputs.compactMap { folded[$0] }.first
      } else if ["Tanh", "Relu", "Sigmoid", "Softmax", "LogSoftmax"]
        .contains(follower.operation)
      {
        activation = follower.operation.lowercased()
      }
      last = follower.outputs.first ?? last
    }
    let matrix = isTransposed ? weight : weight.transposed()
    guard bias == nil || bias?.count == matrix.shape[0] else { return }
    add(
      node,
      .dense(
        ForeignDense(weight: matrix, bias: bias, activation: activation)))
  }

  private mutating func addEmbedding(_ node: ONNXGraph.Node) {
    guard let table = node.inputs.first.flatMap({ folded[$0] }),
      table.shape.count == 2, node.attributes["axis"]?.int ?? 0 == 0,
      node.inputs.count > 1, folded[node.inputs[1]] == nil
    else { return }
    add(node, .embedding(table))
  }
}
