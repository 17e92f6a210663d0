import Foundation
import LSTMCore
import ModelFiles
import Testing

@Suite struct TraceExportTests {
  let model = smallModel()
  // Quoted characters and two that the vocabulary lacks.
  let text = "ab,\"\n\r\u{1F600}c é"

  @Test func csvHoldsEveryValueInOrder() throws {
    let rows = try parsed(csv())
    #expect(
      rows[0] == ["step", "character", "layer", "unit", "quantity", "value"])
    var next = 1
    for (t, (item, step)) in run(text).enumerated() {
      for layer in 0..<2 {
        for quantity in Quantity.lstm {
          for (unit, value) in step[layer][quantity].elements.enumerated() {
            let expected = [
              "\(t)", item.label, "\(layer)", "\(unit)", quantity.key,
              "\(value)",
            ]
            #expect(rows[next] == expected)
            #expect(Double(rows[next][5])?.bitPattern == value.bitPattern)
            next += 1
          }
        }
      }
    }
    #expect(rows.count == next)
  }

  @Test func csvTakesASelection() throws {
    let selection = TraceSelection(
      layers: [1], units: [1, 0, 1], quantities: [.hidden, .forgetGate],
      preactivations: true)
    let rows = try parsed(csv(selection)).dropFirst().prefix(12)
    #expect(Set(rows.map { $0[2] }) == ["1"])
    #expect(
      rows.map { $0[4] + $0[3] } == [
        "f0", "f1", "h0", "h1", "zf0", "zf1", "zi0", "zi1", "zg0", "zg1", "zo0",
        "zo1",
      ])
  }

  /// A hundred thousand bit patterns, through the writer itself.
  @Test func everyDoubleReadsBack() throws {
    var generator = SplitMix64(seed: 5)
    let special = [
      0, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e16, 1e-5,
      .infinity, -.infinity,
    ]
    let steps = (0..<1000).map { _ in
      let values = (0..<100).map { k in
        k < special.count
          ? special[k] : Double(bitPattern: generator.next())
      }
      return [Step([.hidden], [Vector(values)])]
    }
    let wide = Model(
      reader: .rows(columns: ["x"], scaling: Scaling(none: 1)),
      stack: Stack([CellFamily.rnn.layer(inputs: 1, units: 100)]))
    let sink = MemorySink()
    try TraceCSV.write(
      steps.map { (item: Item("x", .row([0])), steps: $0) },
      of: TraceSubject(wide), to: sink)
    let rows = String(decoding: sink.bytes, as: UTF8.self)
      .split(separator: "\n").dropFirst()
    let values = steps.flatMap { $0[0][.hidden].elements }
    #expect(rows.count == values.count)
    for (row, value) in zip(rows, values) {
      let field = row[(row.lastIndex(of: ",") ?? row.startIndex)...].dropFirst()
      let isRight =
        value.isNaN
        ? field == "nan"
        : field == value.description
          && Double(field)?.bitPattern == value.bitPattern
      if !isRight { Issue.record("\(value) was written as \(field)") }
    }
  }

  @Test func jsonLinesHoldTheSame() throws {
    let sink = MemorySink()
    try TraceJSONLines.write(run(text), of: TraceSubject(model), to: sink)
    let lines = String(decoding: sink.bytes, as: UTF8.self)
      .split(separator: "\n")
    #expect(lines.count == text.unicodeScalars.count)
    for (t, (item, step)) in run(text).enumerated() {
      let line = try JSONDecoder().decode(Line.self, from: Data(lines[t].utf8))
      #expect(line.step == t && line.character == item.label)
      for layer in 0..<2 {
        #expect(Set(line.layers[layer].keys) == Set(Quantity.lstm.map(\.key)))
        for quantity in Quantity.lstm {
          #expect(
            line.layers[layer][quantity.key] == step[layer][quantity].elements)
        }
      }
      let p = model.nextDistribution(after: step).elements
      #expect(line.next.map(\.probability) == Array(p.sorted(by: >).prefix(5)))
      for next in line.next {
        let index = (0..<p.count).first {
          model.reader.vocabulary?[$0] == next.character
        }
        #expect(p[try #require(index)] == next.probability)
      }
    }
  }

  @Test func jsonHasNullForWhatItCannotSay() throws {
    let stack = Stack([CellFamily.rnn.layer(inputs: 2, units: 3)])
    var broken = vanillaModel()
    broken.stack = stack
    let step = Step([.hidden], [[.nan, .infinity, 0.5]])
    let sink = MemorySink()
    try TraceJSONLines.write(
      [(item: Item("a", .symbol(1)), steps: [step])], of: TraceSubject(broken),
      to: sink)
    let line = String(decoding: sink.bytes, as: UTF8.self)
    #expect(line.contains("{\"h\":[null,null,0.5]}"))
    #expect(throws: Never.self) {
      try JSONSerialization.jsonObject(with: Data(line.utf8))
    }
  }

  @Test func safetensorsHoldTheSame() throws {
    let sink = MemorySink()
    try TraceSafetensors.write(
      run(text),
      of: TraceSubject(
        model, selection: TraceSelection(units: [1]), source: "small",
        version: "0"), to: sink)
    let file = try Safetensors.parse(sink.bytes)
    #expect(
      file.metadata == [
        "text": text, "model": "small", "version": "0", "units": "1",
      ])
    #expect(
      file.tensors.map(\.name)
        == (0..<2).flatMap { k in Quantity.lstm.map { "l\(k).\($0.key)" } })
    let steps = run(text)
    for layer in 0..<2 {
      for quantity in Quantity.lstm {
        let tensor = try #require(file["l\(layer).\(quantity.key)"])
        #expect(tensor.type == .f64 && tensor.shape == [steps.count, 1])
        #expect(tensor.values == steps.map { $0.steps[layer][quantity][1] })
      }
    }
  }

  @Test func whatTheModelLacksIsNamed() {
    let cases: [(TraceSelection, TraceSelectionError)] = [
      (TraceSelection(layers: [2]), .noLayer(2, count: 2)),
      (TraceSelection(layers: [-1]), .noLayer(-1, count: 2)),
      (TraceSelection(units: [3]), .noUnit(3, layer: 1, count: 2)),
      (
        TraceSelection(quantities: [.hiddenPreactivation]),
        .noQuantity(
          "zh", cell: "lstm", known: CellFamily.lstm.quantities.map(\.key))
      ),
    ]
    for (selection, error) in cases {
      #expect(throws: error) { try selection.resolved(for: model.stack) }
    }
  }

  @Test func aTableHasARowForEveryValue() throws {
    let model = smallModel(hidden: [128])
    let steps = run(String(repeating: "abc é", count: 20), by: model)
    let sink = MemorySink()
    try TraceCSV.write(steps, of: TraceSubject(model), to: sink)
    #expect(sink.bytes.count { $0 == 10 } == 76_801)
  }

  /// Every character of a text with its steps.
  private func run(
    _ text: String, by model: Model? = nil
  ) -> [(item: Item, steps: [Step])] {
    let model = model ?? self.model
    let vocabulary = model.reader.vocabulary ?? Vocabulary("".unicodeScalars)
    return Recording(
      of: model, reading: InputSequence(text.unicodeScalars, in: vocabulary)
    ).run
  }

  private struct Line: Decodable {
    struct Next: Decodable {
      let character: String
      let probability: Double
    }
    let step: Int
    let character: String
    let layers: [[String: [Double]]]
    let next: [Next]
  }

  private func csv(
    _ selection: TraceSelection = TraceSelection()
  ) throws -> String {
    let sink = MemorySink()
    try TraceCSV.write(
      run(text), of: TraceSubject(model, selection: selection), to: sink)
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  /// RFC 4180, by its own reader.
  private func parsed(_ csv: String) -> [[String]] {
    var (rows, row, field, quoted) = ([[String]](), [String](), "", false)
    for scalar in csv.unicodeScalars {
      switch scalar {
      case "\"":
        // A second quote inside of a quoted field stands for itself.
        if !quoted, field.unicodeScalars.last == "\u{1}" {
          field.unicodeScalars.removeLast()
          field.append("\"")
        } else if quoted {
          field.append("\u{1}")
        }
        quoted.toggle()
      case "," where !quoted, "\n" where !quoted:
        row.append(field.replacingOccurrences(of: "\u{1}", with: ""))
        field = ""
        if scalar == "\n" {
          rows.append(row)
          row = []
        }
      default: field.unicodeScalars.append(scalar)
      }
    }
    return rows
  }
}
