import Foundation
import LSTMCore
import ModelFiles
import Testing

/// A tagger of PyTorch, `nn.LSTM(bidirectional=True)`, read from its file and
/// held to what PyTorch computes with it.
struct BidirectionalFileTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures")
  static let path =
    folder.appendingPathComponent("bidirectional_tagger.safetensors").path

  /// What `make_bidirectional_tagger.py` wrote.
  struct Golden: Decodable {
    let text: String
    let top, scores: [[Double]]
    let layers: [[String: [[String: [Double]]]]]
  }

  let golden: Golden
  let model: Model

  init() throws {
    golden = try JSONDecoder().decode(
      Golden.self,
      from: Data(
        contentsOf: Self.folder.appendingPathComponent(
          "bidirectional_tagger.json")))
    model = try ModelFile.load(Self.path).model
  }

  @Test func everyGateOfBothDirectionsIsPyTorchs() throws {
    let trace = model.trace(over: model.symbols(of: golden.text))
    #expect(trace.count == golden.text.count && !model.stack.isOneWay)
    #expect(trace.directions == [.forward, .reverse, .forward, .reverse])
    for (layer, expected) in golden.layers.enumerated() {
      for (half, direction) in Direction.allCases.enumerated() {
        let steps = try #require(expected[direction.rawValue])
        for (t, step) in steps.enumerated() {
          for quantity in Quantity.lstm {
            let values = try #require(step[quantity.key])
            let found = trace.steps[t][2 * layer + half][quantity].elements
            #expect(found.count == values.count)
            for (a, b) in zip(found, values) { #expect(abs(a - b) < 1e-12) }
          }
        }
      }
    }
  }

  @Test func theReadoutReadsBothHalves() throws {
    let trace = model.trace(over: model.symbols(of: golden.text))
    let readout = try #require(model.readout)
    for (t, step) in trace.steps.enumerated() {
      let both = model.stack.output(of: step)
      let scores = readout(both).elements
      for (a, b) in zip(both.elements, golden.top[t]) {
        #expect(abs(a - b) < 1e-12)
      }
      for (a, b) in zip(scores, golden.scores[t]) {
        #expect(abs(a - b) < 1e-12)
      }
    }
  }

  @Test func whoeverPredictsRefusesIt() throws {
    let file = try ModelFile.load(Self.path)
    #expect(
      throws: ModelFileError.unsuitable(Self.path, .readsBothWays)
    ) { try file.requireText() }
    #expect(throws: Never.self) { try ModelFile.load("book").requireText() }
  }

  @Test func whatIsSavedIsLoaded() throws {
    let file = try ModelFile.load(Self.path)
    let bytes = try ModelFile.encode(model, metadata: file.metadata)
    let again = try ModelFile.parse(bytes, name: "t", path: "t")
    #expect(again.model.reader == model.reader)
    #expect(again.model.stack.directions == model.stack.directions)
    // The file has one bias where PyTorch has two, whose sum F32 rounds.
    #expect(
      try ModelFile.encode(again.model, metadata: again.metadata) == bytes)
  }

  @Test func aTensorThatIsMissingOrDoesNotFitIsNamed() throws {
    let whole = try Safetensors.parse(
      [UInt8](Data(contentsOf: URL(fileURLWithPath: Self.path))))
    func failure(_ change: (inout Safetensors) -> Void) -> String? {
      var file = whole
      change(&file)
      do {
        _ = try ModelFile.parse(file.encode(), name: "t", path: "t")
        return nil
      } catch { return "\(error)" }
    }
    for tensor in whole.tensors where !tensor.name.hasPrefix("readout") {
      let error = failure { file in
        file.tensors.removeAll { $0.name == tensor.name }
      }
      // Without a landmark of layer 1 the rest of that layer is left over.
      #expect(
        error?.contains("_l1") == true || error?.contains(tensor.name) == true)
    }
    #expect(
      failure { $0.tensors.removeAll { $0.name == "readout.bias" } } != nil)
    #expect(
      failure { $0.tensors.removeAll { $0.name.hasPrefix("readout") } } == nil)
    for (k, tensor) in whole.tensors.enumerated() {
      let error = failure {
        $0.tensors[k] = Tensor(
          name: tensor.name, type: .f32, shape: [1, 1], values: [0])
      }
      #expect(error != nil, "\(tensor.name)")
    }
    let stray = failure {
      $0.tensors.append(
        Tensor(name: "tags", type: .f32, shape: [1], values: [0]))
    }
    #expect(stray?.contains("tags has no place") == true)
  }
}

/// Traces of such a model, written.
struct BidirectionalTraceTests {
  private let model: Model
  private let reading: [(item: Item, steps: [Step])]

  init() throws {
    model = try BidirectionalFileTests().model
    let vocabulary = try #require(model.reader.vocabulary)
    reading =
      Recording(
        of: model,
        reading: InputSequence("to, t".unicodeScalars, in: vocabulary)
      ).run
  }

  private func subject(
    _ selection: TraceSelection
  ) throws -> TraceSubject {
    try TraceSubject(model, selection: selection, source: "m", version: "v")
  }

  @Test func csvHasTheDirectionAfterTheLayer() throws {
    let sink = MemorySink()
    try TraceCSV.write(
      reading,
      of: subject(
        TraceSelection(layers: [1], units: [2], quantities: [.hidden])),
      to: sink)
    let rows = String(decoding: sink.bytes, as: UTF8.self)
      .split(separator: "\n").map(String.init)
    #expect(rows[0] == "step,character,layer,direction,unit,quantity,value")
    #expect(rows.count == 1 + 5 * 2)
    for (t, (_, step)) in reading.enumerated() where t != 2 {
      #expect(rows[1 + 2 * t].contains(",1,forward,2,h,\(step[2][.hidden][2])"))
      #expect(rows[2 + 2 * t].contains(",1,reverse,2,h,\(step[3][.hidden][2])"))
    }
  }

  @Test func jsonLinesNameEachHalf() throws {
    let sink = MemorySink()
    try TraceJSONLines.write(
      reading, of: subject(TraceSelection(quantities: [.forgetGate])),
      to: sink)
    let lines = String(decoding: sink.bytes, as: UTF8.self)
      .split(separator: "\n")
    #expect(lines.count == 5)
    let first = try #require(
      try JSONSerialization.jsonObject(with: Data(lines[0].utf8))
        as? [String: Any])
    #expect(first["next"] == nil)
    let halves = try #require(first["layers"] as? [[String: Any]])
    #expect(
      halves.map { "\($0["layer"] ?? "") \($0["direction"] ?? "")" }
        == ["0 forward", "0 reverse", "1 forward", "1 reverse"])
    // Read so, a number may be off by a rounding.
    let values = try #require(halves[3]["f"] as? [Double])
    for (a, b) in zip(values, reading[0].steps[3][.forgetGate].elements) {
      #expect(abs(a - b) < 1e-15)
    }
  }

  @Test func safetensorsHaveAReverseHalf() throws {
    let sink = MemorySink()
    try TraceSafetensors.write(
      reading, of: subject(TraceSelection(quantities: [.cell])), to: sink)
    let file = try Safetensors.parse(sink.bytes)
    #expect(
      file.tensors.map(\.name).sorted()
        == ["l0.c", "l0_reverse.c", "l1.c", "l1_reverse.c"])
    let reverse = try #require(
      file.tensors.first { $0.name == "l0_reverse.c" })
    #expect(reverse.values == reading.flatMap { $0.steps[1][.cell].elements })
  }

  @Test func whatTheModelLacksIsNamed() {
    #expect(throws: TraceSelectionError.noLayer(2, count: 2)) {
      try subject(TraceSelection(layers: [2]))
    }
    #expect(throws: TraceSelectionError.noUnit(5, layer: 0, count: 5)) {
      try subject(TraceSelection(units: [5]))
    }
  }
}
