import LSTMCore

/// A trace as JSON Lines, one object per step:
///
///     {"step":0,"character":"T","layers":[{"f":[0.5,…],…}],
///      "next":[{"character":"h","probability":0.41},…]}
///
/// `layers` lists the selected layers in order, each with its number as `layer`
/// where not all are, and with the numbers of its units as `units` where not all
/// are; `next` the five most probable
/// next characters of a model that predicts them. In a two-way layer each object
/// is one half: `{"layer":0,"direction":"forward","f":[…],…}`. A model that
/// reads rows of numbers has `label` in the place of `character`, and in that of
/// `next` what is predicted by target, `"prediction":{"level":2.5}`, where it
/// predicts. JSON has no NaN and no infinity: such a value is `null`.
package enum TraceJSONLines {
  /// Writes the steps as they come, keeping none.
  ///
  /// - Parameter run: each element read, with what every cell computed.
  /// - Throws: whatever `sink` throws.
  package static func write(
    _ run: some Sequence<(item: Item, steps: [Step])>,
    of subject: TraceSubject, to sink: some ByteSink
  ) throws {
    var line = DecimalText()
    for (number, (item, steps)) in run.enumerated() {
      let step = subject.firstStep + number
      line.write("{\"step\":\(step),\"\(subject.heading)\":")
      line.bytes.appendJSON(item.label)
      line.bytes.append(",\"layers\":[")
      for (k, layer) in subject.layers.enumerated() {
        if k > 0 { line.bytes.append(",") }
        append(
          steps[layer.place], of: layer,
          isWhole: subject.layers.count == steps.count, to: &line)
      }
      line.bytes.append("]")
      if subject.model.predictsSymbols {
        append(subject.model.likeliestNext(after: steps, count: 5), to: &line)
      } else if !subject.isText {
        appendPrediction(of: subject.model, after: steps, to: &line)
      }
      line.bytes.append("}\n")
      try line.drain(into: sink, above: 0)
    }
  }

  private static func appendPrediction(
    of model: Model, after steps: [Step], to line: inout DecimalText
  ) {
    guard let values = model.prediction(after: steps) else { return }
    line.bytes.append(",\"prediction\":{")
    let names = model.readout?.targets?.names ?? []
    for (k, value) in values.elements.enumerated() {
      if k > 0 { line.bytes.append(",") }
      line.bytes.appendJSON(names.isEmpty ? "y\(k)" : names[k])
      line.bytes.append(":")
      append(value, to: &line)
    }
    line.bytes.append("}")
  }

  private static func append(
    _ step: Step, of layer: SelectedLayer, isWhole: Bool,
    to line: inout DecimalText
  ) {
    line.bytes.append("{")
    if !isWhole || layer.direction != nil {
      line.write("\"layer\":\(layer.index),")
    }
    if !layer.hasAllUnits {
      let units = layer.units.map(String.init).joined(separator: ",")
      line.write("\"units\":[\(units)],")
    }
    if let direction = layer.direction {
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
    _ next: [(symbol: String, probability: Double)],
    to line: inout DecimalText
  ) {
    line.bytes.append(",\"next\":[")
    for (k, (character, probability)) in next.enumerated() {
      line.bytes.append(k > 0 ? ",{\"character\":" : "{\"character\":")
      line.bytes.appendJSON(character)
      line.bytes.append(",\"probability\":")
      append(probability, to: &line)
      line.bytes.append("}")
    }
    line.bytes.append("]")
  }

  private static func append(_ value: Double, to line: inout DecimalText) {
    if value.isFinite { line.append(value) } else { line.bytes.append("null") }
  }
}
