import LSTMCore

/// A trace as JSON Lines, one object a step:
///
///     {"step":0,"character":"T","layers":[{"f":[0.5,…],…}],
///      "next":[{"character":"h","probability":0.41},…]}
///
/// A model that reads in both directions has no `next`, and each object of
/// `layers` is one half: `{"layer":0,"direction":"forward","f":[…],…}`.
///
/// `layers` lists the selected layers in order, `next` the five most probable
/// next characters. JSON has no NaN and no infinity: such a value is `null`.
package enum TraceJSONLines {
  /// Writes the steps as they come, keeping none.
  ///
  /// - Parameters:
  ///   - steps: each character read, with what every layer computed.
  ///   - model: the model that computed it.
  /// - Throws: `TraceSelectionError`, and whatever `sink` throws.
  package static func write(
    _ steps: some Sequence<(Unicode.Scalar, [Step])>,
    of model: CharacterModel, selection: TraceSelection = TraceSelection(),
    to sink: some ByteSink
  ) throws {
    try write(
      steps.lazy.map { (String($0), $1) }, of: model, selection: selection,
      to: sink)
  }

  /// The same for characters as strings.
  ///
  /// - Throws: `TraceSelectionError`, and whatever `sink` throws.
  package static func write(
    _ steps: some Sequence<(String, [Step])>, of model: CharacterModel,
    selection: TraceSelection = TraceSelection(), to sink: some ByteSink
  ) throws {
    try write(
      steps, key: "character", layers: selection.resolved(for: model.stack),
      to: sink
    ) { step, line in
      line.bytes.append(",\"next\":[")
      append(nextCharacters(model, after: step), to: &line)
      line.bytes.append("]")
    }
  }

  /// Writes what was selected of each step, and nothing of what comes next.
  ///
  /// - Parameter layers: a selection of the layers that computed the steps.
  /// - Throws: whatever `sink` throws.
  package static func write(
    _ steps: some Sequence<(String, [Step])>,
    layers: [SelectedLayer], to sink: some ByteSink
  ) throws {
    try write(steps, key: "character", layers: layers, to: sink) { _, _ in }
  }

  /// The same for a model that reads rows of numbers: `label` in the place of
  /// `character`, and in that of `next` what is predicted by target,
  /// `"prediction":{"level":2.5}`, where the model predicts.
  ///
  /// - Throws: `TraceSelectionError`, and whatever `sink` throws.
  package static func write(
    _ steps: some Sequence<(String, [Step])>, of model: SeriesModel,
    selection: TraceSelection = TraceSelection(), to sink: some ByteSink
  ) throws {
    try write(
      steps, key: "label", layers: selection.resolved(for: model.stack),
      to: sink
    ) { step, line in
      guard let values = model.prediction(after: step) else { return }
      line.bytes.append(",\"prediction\":{")
      let names = model.readout?.targets ?? []
      for (k, value) in values.elements.enumerated() {
        if k > 0 { line.bytes.append(",") }
        line.bytes.appendJSON(names.isEmpty ? "y\(k)" : names[k])
        line.bytes.append(":")
        append(value, to: &line)
      }
      line.bytes.append("}")
    }
  }

  private static func write(
    _ steps: some Sequence<(String, [Step])>, key: String,
    layers: [SelectedLayer], to sink: some ByteSink,
    ending: ([Step], inout DecimalText) -> Void
  ) throws {
    var line = DecimalText()
    for (number, (label, step)) in steps.enumerated() {
      line.write("{\"step\":\(number),\"\(key)\":")
      line.bytes.appendJSON(label)
      line.bytes.append(",\"layers\":[")
      for (k, layer) in layers.enumerated() {
        if k > 0 { line.bytes.append(",") }
        append(step[layer.place], of: layer, to: &line)
      }
      line.bytes.append("]")
      ending(step, &line)
      line.bytes.append("}\n")
      try line.drain(into: sink, above: 0)
    }
  }

  private static func append(
    _ step: Step, of layer: SelectedLayer, to line: inout DecimalText
  ) {
    line.bytes.append("{")
    if let direction = layer.direction {
      line.write("\"layer\":\(layer.index),")
      line.write("\"direction\":\"\(direction.rawValue)\",")
    }
    for (k, quantity) in layer.quantities.enumerated() {
      line.write(k > 0 ? ",\"\(quantity.key)\":[" : "\"\(quantity.key)\":[")
      let values = step[quantity].elements
      for (place, unit) in layer.units(of: quantity).enumerated() {
        if place > 0 { line.bytes.append(",") }
        append(values[unit], to: &line)
      }
      line.bytes.append("]")
    }
    line.bytes.append("}")
  }

  private static func append(
    _ next: [(String, Double)], to line: inout DecimalText
  ) {
    for (k, (character, probability)) in next.enumerated() {
      line.bytes.append(k > 0 ? ",{\"character\":" : "{\"character\":")
      line.bytes.appendJSON(character)
      line.bytes.append(",\"probability\":")
      append(probability, to: &line)
      line.bytes.append("}")
    }
  }

  private static func append(_ value: Double, to line: inout DecimalText) {
    if value.isFinite { line.append(value) } else { line.bytes.append("null") }
  }

  /// The five most probable characters; of equals the one with the lower index.
  private static func nextCharacters(
    _ model: CharacterModel, after step: [Step]
  ) -> [(String, Double)] {
    let probabilities = model.nextDistribution(after: step).elements
    let order = probabilities.indices.sorted {
      (probabilities[$1], $0) < (probabilities[$0], $1)
    }
    return order.prefix(5).map { (model.vocabulary[$0], probabilities[$0]) }
  }
}
