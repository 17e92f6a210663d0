import Foundation
import LSTMCore
import ModelFiles
import Testing

/// Models of numbers in files, ours and bare layers of PyTorch.
struct NumberModelFileTests {
  private func model(_ cell: String = "lstm") throws -> Model {
    let text = try modelOfCell(cell)
    let width = text.stack.cells[1].outputSize
    return Model(
      reader: .rows(
        columns: ["sun", "wind \"N\"", "régen"],
        scaling: Scaling(mean: [1, -2, 0.5], scale: [0.25, 4, 1])),
      stack: text.stack,
      readout: Readout(
        weights: Matrix(
          rows: 2, columns: width, (0..<2 * width).map { Double($0) / 16 }),
        bias: [0.5, -0.25],
        .numbers(
          Readout.Targets(
            names: ["sun", "régen"], ahead: 3,
            scaling: Scaling(mean: [1, 0.5], scale: [0.25, 1])))))
  }

  @Test(arguments: ["lstm", "gru", "rnn-tanh", "peephole", "projected"])
  func aModelComesBack(_ cell: String) throws {
    let model = try model(cell)
    let bytes = try ModelFile.encode(model)
    #expect(try ModelFile.encode(model) == bytes)
    let read = try ModelFile.parse(bytes, name: "m", path: "m").model
    #expect(same(read, model))
    let rows: [Datum] = [.row([1, 2, 3]), .row([0, -1, 4])]
    #expect(read.trace(over: rows) == model.trace(over: rows))
  }

  @Test func textAndNumbersAreToldApart() throws {
    let numbers = try ModelFile.parse(
      ModelFile.encode(model()), name: "m", path: "m")
    let error = try #require(throws: ModelFileError.self) {
      try numbers.requireVocabulary()
    }
    #expect(error.description.contains("--csv"))
    #expect(error.description.contains("régen"))
    let text = try ModelFile.parse(
      ModelFile.encode(smallModel()), name: "m", path: "m")
    #expect(try text.requireText() == smallModel().reader.vocabulary)
    let table = try SeriesTable("1,2,3\n", name: "t")
    #expect(throws: ModelFileError.unsuitable("m", .readsText)) {
      try text.series(of: table)
    }
  }

  /// A state dict of `torch.nn.LSTM` and a linear layer, as Python saves them,
  /// computes what PyTorch computed.
  @Test(arguments: [
    ("lstm_2layer", "", 4), ("gru_1layer", "rnn.", 3),
    ("rnn_tanh_2layer", "net.encoder.", 1),
  ])
  func bareLayersComputeWhatPyTorchDoes(
    _ golden: String, _ prefix: String, _ parts: Int
  ) throws {
    let run = try PyTorchCase(golden)
    let file = Safetensors(
      tensors: run.tensors(prefix: prefix)
        + [
          Tensor(
            name: "head.weight", type: .f64, shape: [1, run.hidden],
            values: [Double](repeating: 2, count: run.hidden)),
          Tensor(name: "head.bias", type: .f64, shape: [1], values: [-1]),
        ])
    let loaded = try ModelFile.parse(
      file.encode(), name: "m", path: "m")
    #expect(loaded.model.reader.width == run.inputSize)
    let trace = loaded.model.trace(
      over: run.inputs.map(Datum.row), from: run.initial)
    for (step, output) in zip(trace.steps, run.outputs) {
      let top = try #require(step.last)[.hidden]
      #expect((top - output).elements.allSatisfy { abs($0) < 1e-12 })
      let prediction = try #require(loaded.model.prediction(after: step))
      let sum = output.elements.reduce(-1) { $0 + 2 * $1 }
      #expect(abs(prediction[0] - sum) < 1e-11)
    }
  }

  /// Layers without anything that names what they read or say.
  @Test(arguments: ["", "_reverse"])
  func bareLayersComeBack(_ suffix: String) throws {
    let suffixes = Set(["", suffix])
    let half = suffixes.flatMap { suffix in
      [
        Tensor(
          name: "weight_ih_l0" + suffix, type: .f32, shape: [8, 3],
          values: (0..<24).map { Double($0) / 8 }),
        Tensor(
          name: "weight_hh_l0" + suffix, type: .f32, shape: [8, 2],
          values: (0..<16).map { Double($0) / 32 }),
      ]
    }
    let head = Tensor(
      name: "fc.weight", type: .f32, shape: [1, 2 * suffixes.count],
      values: (0..<2 * suffixes.count).map(Double.init))
    let bare = try ModelFile.parse(
      Safetensors(tensors: half + [head]).encode(), name: "m", path: "m")
    #expect(bare.model.stack.isOneWay == suffix.isEmpty)
    let saved = try ModelFile.parse(
      ModelFile.encode(bare.model), name: "m", path: "m")
    #expect(same(saved.model, bare.model))
    #expect(saved.metadata.values.isEmpty)
  }

  @Test func biasesMayBeMissing() throws {
    let tensors = [
      Tensor(
        name: "weight_ih_l0", type: .f32, shape: [8, 1],
        values: [Double](repeating: 0.5, count: 8)),
      Tensor(
        name: "weight_hh_l0", type: .f32, shape: [8, 2],
        values: [Double](repeating: 0.25, count: 16)),
    ]
    let file = Safetensors(tensors: tensors)
    let model = try ModelFile.parse(
      file.encode(), name: "m", path: "m"
    ).model
    #expect(model.readout == nil && model.reader.columns.isEmpty)
    let step = try #require(model.trace(over: [.row([2])]).steps.first)[0]
    #expect(abs(step[.forgetGate][0] - 1 / (1 + exp(-1))) < 1e-15)
  }

  @Test(arguments: [
    (["weight_ih_l0": [7, 1], "weight_hh_l0": [8, 2]], "an LSTM has 4"),
    (["a.weight_ih_l0": [8, 1], "b.weight_ih_l0": [8, 1]], "a.weight_hh_l0"),
    (["fc.weight": [2, 2]], "no recurrent layer"),
    (
      [
        "weight_ih_l0": [8, 1], "weight_hh_l0": [8, 2],
        "weight_ih_l0_reverse": [8, 1],
      ], "reverse"
    ),
  ])
  func whatDoesNotFitIsNamed(
    _ shapes: [String: [Int]], _ part: String
  ) throws {
    let file = Safetensors(
      tensors: shapes.sorted { $0.key < $1.key }.map { name, shape in
        Tensor(
          name: name, type: .f32, shape: shape,
          values: [Double](repeating: 0, count: shape.reduce(1, *)))
      })
    let error = try #require(throws: ModelFileError.self) {
      try ModelFile.parse(file.encode(), name: "m", path: "m")
    }
    #expect(error.description.contains(part), "\(error)")
  }

  @Test func aTableIsReadByName() throws {
    let bytes = try ModelFile.encode(model())
    let file = try ModelFile.parse(bytes, name: "m", path: "m")
    let table = try SeriesTable(
      "régen,x,sun,\"wind \"\"N\"\"\"\n1,2,3,4\n", name: "t")
    #expect(try file.series(of: table).rows == [[3, 4, 1]])
    let unnamed = try SeriesTable("1,2,3\n", name: "t")
    #expect(try file.series(of: unnamed).rows == [[1, 2, 3]])
    #expect(
      throws: SeriesError.noColumn(
        "t", "wind \"N\"", known: ["sun", "régen"])
    ) {
      try file.series(of: SeriesTable("sun,régen\n1,2\n", name: "t"))
    }
    #expect(
      throws: SeriesError.width("t", columns: ["x0", "x1"], wanted: 3)
    ) {
      try file.series(of: SeriesTable("1,2\n", name: "t"))
    }
  }
}

/// One sequence of a module that PyTorch ran; see Tests/Fixtures.
private struct PyTorchCase {
  let inputs, outputs: [Vector]
  let initial: [State]?
  let inputSize, hidden: Int
  private let weights: [String: Any]

  init(_ name: String) throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/\(name).json")
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: path))
    let object = try #require(json as? [String: Any])
    weights = try #require(object["weights"] as? [String: Any])
    let x = try #require(object["input"] as? [[[Double]]])
    let y = try #require(object["output"] as? [[[Double]]])
    inputs = x.map { Vector($0[0]) }
    outputs = y.map { Vector($0[0]) }
    inputSize = x[0][0].count
    hidden = y[0][0].count
    let h = object["h0"] as? [[[Double]]]
    let c = object["c0"] as? [[[Double]]]
    initial = h.map { h in
      h.indices.map { layer in
        State(
          hidden: Vector(h[layer][0]),
          cell: c.map { Vector($0[layer][0]) } ?? [])
      }
    }
  }

  func tensors(prefix: String) -> [Tensor] {
    weights.sorted { $0.key < $1.key }.map { name, values in
      let rows = values as? [[Double]]
      let flat = rows?.flatMap { $0 } ?? (values as? [Double] ?? [])
      return Tensor(
        name: prefix + name, type: .f64,
        shape: rows.map { [$0.count, $0[0].count] } ?? [flat.count],
        values: flat)
    }
  }
}
