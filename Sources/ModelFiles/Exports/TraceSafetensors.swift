import LSTMCore

/// A trace as safetensors: for each layer and quantity an F64 tensor of
/// (steps × units), `l0.f`, `l0.i` and so on; the metadata holds the `text` (of
/// rows the labels, one a line), the `model` and the `version`, and `units` where only
/// some were selected, and `first_step` where that is not 0.
/// The reverse half of a layer that reads in both directions is `l0_reverse.f`.
package enum TraceSafetensors {
  /// Writes all steps. The selected values are kept until the last, for the
  /// format begins with how many there are.
  ///
  /// - Parameter run: each element read, with what every cell computed.
  /// - Throws: whatever `sink` throws.
  package static func write(
    _ run: some Sequence<(item: Item, steps: [Step])>,
    of subject: TraceSubject, to sink: some ByteSink
  ) throws {
    var columns = subject.layers.flatMap { layer in
      layer.quantities.map {
        Column(layer: layer, quantity: $0, units: layer.units(of: $0))
      }
    }
    var (text, count) = ("", 0)
    for (item, steps) in run {
      if count > 0, !subject.isText { text += "\n" }
      text += item.label
      count += 1
      for k in columns.indices { columns[k].append(steps) }
    }
    var metadata = [
      "text": text, "model": subject.source, "version": subject.version,
    ]
    if let units = subject.units {
      metadata["units"] =
        Set(units).sorted().map(String.init).joined(separator: ",")
    }
    if subject.firstStep > 0 {
      metadata["first_step"] = "\(subject.firstStep)"
    }
    let file = Safetensors(
      metadata: metadata, tensors: columns.map { $0.tensor(steps: count) })
    try sink.write(file.encode())
  }

  /// One quantity of one layer over time.
  private struct Column {
    let layer: SelectedLayer
    let quantity: Quantity
    let units: [Int]
    var values: [Double] = []

    mutating func append(_ step: [Step]) {
      let all = step[layer.place][quantity].elements
      for unit in units { values.append(all[unit]) }
    }

    func tensor(steps: Int) -> Tensor {
      let half = layer.direction == .reverse ? "_reverse" : ""
      return Tensor(
        name: "l\(layer.index)\(half).\(quantity.key)", type: .f64,
        shape: [steps, units.count], values: values)
    }
  }
}
