/// Models of Neural Amp Modeler whose architecture is an LSTM: one list of
/// numbers, layer after layer the rows of [W | U], the bias, h and C to begin
/// with, and at last the weights and the bias of the output.
enum NAMFile {
  static func read(
    _ value: ForeignValue
  ) throws(ForeignFileError) -> ForeignFile {
    let architecture = value["architecture"]?.string ?? "unnamed"
    guard architecture == "LSTM" else {
      throw .notRead(
        kind: "a NAM model of the architecture \(architecture)",
        road: "Its LSTM models are read.")
    }
    guard case .numbers(let numbers)? = value["weights"],
      let config = value["config"], let units = config["hidden_size"]?.int,
      let layerCount = config["num_layers"]?.int,
      1...10_000 ~= units, 1...100 ~= layerCount
    else {
      throw .malformed(
        place: "the NAM file",
        reason: "config lacks hidden_size or num_layers, or weights are no "
          + "list of numbers")
    }
    let inputSize = config["input_size"]?.int ?? 1
    guard 1...10_000 ~= inputSize else {
      throw .malformed(
        place: "the NAM file", reason: "input_size is \(inputSize)")
    }
    var rest = Rest(numbers: numbers)
    let first = 4 * units * (inputSize + units) + 6 * units
    let later = 4 * units * (2 * units) + 6 * units
    let needed = first + (layerCount - 1) * later + units + 1
    guard numbers.count == needed else {
      throw .unusable(
        module: "weights",
        reason: "the file holds \(numbers.count) numbers, and \(layerCount) "
          + "layer\(layerCount == 1 ? "" : "s") of \(units) units need \(needed)"
      )
    }
    var file = ForeignFile(format: "NAM (JSON)", isSequence: true)
    file.attributes = .object(value.members.filter { $0.key != "weights" })
    for k in 0..<layerCount {
      file.layers.append(
        ForeignLayer(
          "layer \(k)",
          .recurrent(
            try rest.layer(k, k == 0 ? inputSize : units, units)
              .checked("layer \(k)"))))
    }
    file.layers.append(
      ForeignLayer(
        "head",
        .dense(
          ForeignDense(
            weight: rest.tensor("head.weight", [1, units]),
            bias: rest.tensor("head.bias", [1]), activation: "linear"))))
    file.tensors = file.layers.flatMap(\.tensors)
    return file
  }

  /// The numbers that no layer has taken yet.
  private struct Rest {
    let numbers: [Double]
    var taken = 0

    mutating func tensor(_ name: String, _ shape: [Int]) -> ForeignTensor {
      let count = shape.reduce(1, *)
      defer { taken += count }
      return ForeignTensor(
        name: name, shape: shape, type: "JSON",
        values: Array(numbers[taken..<taken + count]))
    }

    /// Every row of W and of U stand together in one row.
    mutating func layer(
      _ k: Int, _ inputs: Int, _ units: Int
    ) throws(ForeignFileError) -> ForeignRecurrence {
      let both = tensor("layer.\(k).weights", [4 * units, inputs + units])
      let columns = both.transposed()
      var weights = ForeignRecurrence.Weights(
        input: columns.rows(0..<inputs).transposed(),
        recurrent: columns.rows(inputs..<inputs + units).transposed())
      weights.bias = tensor("layer.\(k).bias", [4 * units])
      weights.initialHidden = tensor("layer.\(k).hidden", [units])
      weights.initialCell = tensor("layer.\(k).cell", [units])
      return ForeignRecurrence(
        cell: .lstm, directions: [weights], order: "NAM's order i, f, g, o")
    }
  }
}
