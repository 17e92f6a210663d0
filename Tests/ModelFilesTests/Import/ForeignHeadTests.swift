import Foundation
import LSTMCore
import ModelFiles
import Testing

/// The dense layers after the recurrent ones.
struct ForeignHeadTests {
  private func head(
    _ file: ForeignFile, _ options: ForeignOptions = ForeignOptions()
  ) throws -> (plan: ForeignPlan, model: Model) {
    let plan = try ForeignPlan(file, options)
    return (plan, try plan.model(options).model)
  }

  /// Three dense layers, an activation as a layer of its own, a dropout:
  /// against NumPy.
  @Test func aStackOfKerasSaysWhatKerasSays() throws {
    let expected = try #require(ForeignFixtures.cases("keras.json")["head.h5"])
    let (plan, model) = try head(KerasFileTests.read("head.h5"))
    #expect(plan.head.map(\.name) == ["dense", "dense_1", "dense_2"])
    let trace = model.trace(over: expected.inputs.map { .row(Vector($0)) })
    let said = trace.steps.map {
      model.prediction(after: $0)?.elements ?? []
    }
    #expect(distance(said, try #require(expected.said)) < 1e-12)
    // As one of ours it says the same, in single precision.
    let ours = try ModelFile.parse(
      ModelFile.encode(model), name: "m", path: "m"
    ).model
    let again = ours.trace(over: expected.inputs.map { .row(Vector($0)) })
      .steps.map { ours.prediction(after: $0)?.elements ?? [] }
    #expect(distance(again, said) < 1e-6)
  }

  private static let stack = """
    {"in_shape": [null, null, 1], "layers": [
      {"type": "lstm", "shape": [null, null, 1],
       "weights": [[[0.5, 1, 0.25, 2]], [[0, 0, 0, 0]], [0, 0, 0, 0]]},
      BETWEEN
      {"type": "dense", "activation": "ACTIVATION", "shape": [null, null, 2],
       "weights": [[[3, -3]], [0.125, 0]]},
      {"type": "dense", "activation": "", "shape": [null, null, 1],
       "weights": [[[2], [4]], [1]]}]}
    """

  private func stack(
    _ activation: String, between: String = ""
  ) throws -> ForeignFile {
    try ForeignFile.read(
      ByteSource(
        Array(
          Self.stack.replacingOccurrences(of: "ACTIVATION", with: activation)
            .replacingOccurrences(of: "BETWEEN", with: between).utf8)))
  }

  @Test func aStackOfRTNeuralIsItsLayers() throws {
    let (_, model) = try head(stack("relu"))
    let step = try #require(model.trace(over: [.row([1])]).steps.first)
    let h = step[0][.hidden][0]
    #expect(h > 0)
    let said = try #require(model.prediction(after: step))[0]
    #expect(abs(said - (2 * (3 * h + 0.125) + 1)) < 1e-15)
  }

  @Test func aHeadThatIsNotReadIsNamedAndTheRestTraces() throws {
    for file in [
      try stack("swish"),
      try stack("relu", between: #"{"type": "conv1d", "weights": []},"#),
    ] {
      let (plan, model) = try head(file)
      #expect(model.readout == nil)
      #expect(model.trace(over: [.row([1])]).count == 1)
      #expect(plan.notes.contains { $0.contains("is left out") })
    }
  }

  /// A state dict does not tell what stands between two layers.
  @Test func whatStandsBetweenIsAskedFor() throws {
    func tensor(_ name: String, _ shape: [Int]) -> ForeignTensor {
      ForeignTensor(
        name: name, shape: shape,
        values: (0..<shape.reduce(1, *)).map { Double($0 % 3) / 4 })
    }
    var file = ForeignFile(
      format: "PyTorch",
      tensors: [
        tensor("rnn.weight_ih_l0", [8, 1]), tensor("rnn.weight_hh_l0", [8, 2]),
        tensor("fc1.weight", [3, 2]), tensor("fc1.bias", [3]),
        tensor("fc2.weight", [1, 3]), tensor("fc2.bias", [1]),
      ])
    let source = ByteSource(
      Safetensors(
        tensors: try file.tensors.map {
          Tensor(
            name: $0.name, type: .f64, shape: $0.shape, values: try $0.values())
        }
      ).encode())
    file = try ForeignFile.read(source)
    let (silent, bare) = try head(file)
    #expect(bare.readout == nil)
    #expect(silent.notes.contains { $0.contains("--map fc1=relu") })
    var options = ForeignOptions()
    options.roles["fc1"] = "relu"
    let (plan, model) = try head(file, options)
    #expect(plan.head.map(\.name) == ["fc1", "fc2"])
    #expect(model.readout?.layers.map(\.activation) == [.relu])
  }
}
