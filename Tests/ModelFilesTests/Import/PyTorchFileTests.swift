import Foundation
import ModelFiles
import Testing

/// Files of `torch.save`, opened without torch, against what torch computes.
struct PyTorchFileTests {
  @Test(arguments: try ForeignFixtures.cases("pytorch.json").keys.sorted())
  func everyStepIsTorchs(_ name: String) throws {
    let expected = try #require(ForeignFixtures.cases("pytorch.json")[name])
    let file = try ForeignFixtures.read(name)
    let (h, c) = try file.run(expected.inputs)
    #expect(distance(h, expected.outputs) < 1e-12)
    if let memory = expected.cell {
      #expect(distance([c], [memory]) < 1e-12)
    }
  }

  @Test func aCheckpointKeepsItsWeightsAndSettingsAndLosesTheRest() throws {
    let file = try ForeignFixtures.read("lightning.ckpt")
    #expect(
      file.tensors.map(\.name).sorted() == [
        "model.embedding.weight", "model.fc.bias", "model.fc.weight",
        "model.rnn.bias_hh_l0", "model.rnn.bias_ih_l0",
        "model.rnn.weight_hh_l0", "model.rnn.weight_ih_l0",
      ])
    #expect(file.attributes["hyper_parameters"]?["hidden_size"]?.int == 4)
    #expect(file.attributes["stoi"]?["c"]?.int == 2)
    #expect(
      file.layers.map(\.name) == ["model.embedding", "model.rnn", "model.fc"])
  }

  @Test func aStateDictCannotTellTheNonlinearityAndAModuleCan() throws {
    let bare = try #require(
      ForeignFixtures.read("rnn.pt").layers.first?.recurrence)
    #expect(bare.cell == .rnn && bare.activation == nil)
    let whole = try #require(
      ForeignFixtures.read("relu_module.pt").layers.first?.recurrence)
    #expect(whole.activation == "relu")
  }

  @Test func onlyWhatIsNeededIsRead() throws {
    let bytes = try ForeignFixtures.bytes("deep.pt")
    let file = try ForeignFile.read(ByteSource(bytes))
    #expect(file.tensors.count == 12)
    #expect(file.layers.map(\.name) == Array(repeating: "module.rnn", count: 3))
    #expect(file.layers.map(\.index) == [0, 1, 2])
    #expect(file.format == "PyTorch (zip)")
    #expect(try ForeignFixtures.read("script.jit").format == "TorchScript")
    #expect(
      try ForeignFixtures.read("legacy.pth").format == "PyTorch (before 1.6)")
  }
}
