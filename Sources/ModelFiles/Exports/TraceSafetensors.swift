import LSTMCore

/// A trace as safetensors: for each layer and quantity an F64 tensor of
/// (steps × units), `l0.f`, `l0.i` and so on; the metadata holds the `text`,
/// the `model` and the `version`, and `units` where only some were selected.
/// The reverse half of a layer that reads in both directions is `l0_reverse.f`.
package enum TraceSafetensors {
  /// Writes all steps. The selected values are kept until the last, for the
  /// format begins with how many there are.
  ///
  /// - Parameters:
  ///   - steps: each character read, with what every layer computed.
  ///   - stack: the layers that computed it.
  ///   - model: what the metadata calls the model, such as a name and a hash.
  ///   - version: the version of lstm-lab.
  /// - Throws: `TraceSelectionError`, and whatever `sink` throws.
  package static func write(
    _ steps: some Sequence<(Unicode.Scalar, [Step])>, of stack: Stack,
    selection: TraceSelection = TraceSelection(), model: String,
    version: String, to sink: some ByteSink
  ) throws {
    try write(
      steps.lazy.map { (String($0), $1) },
      layers: selection.resolved(for: stack), units: selection.units,
      model: model, version: version, to: sink)
  }

  /// Writes what was selected of each step, which read anything.
  ///
  /// - Parameters:
  ///   - layers: a selection of the layers that computed the steps.
  ///   - units: which units were asked for; nil for all.
  ///   - separator: what stands between the labels of steps in `text`.
  /// - Throws: whatever `sink` throws.
  package static func write(
    _ steps: some Sequence<(String, [Step])>,
    layers: [SelectedLayer], units: [Int]?, model: String, version: String,
    separator: String = "", to sink: some ByteSink
  ) throws {
    var columns = layers.flatMap { layer in
      layer.quantities.map {
        Column(layer: layer, quantity: $0, units: layer.units(of: $0))
      }
    }
    var (text, count) = ("", 0)
    for (label, step) in steps {
      if count > 0 { text += separator }
      text += label
      count += 1
      for k in columns.indices { columns[k].append(step) }
    }
    var metadata = ["text": text, "model": model, "version": version]
    if let units {
      metadata["units"] =
        Set(units).sorted().map(String.init).joined(separator: ",")
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
