import Foundation
import LSTMCore
import ModelFiles
import Testing

@Suite struct ModelFileTests {
  @Test func whatIsSavedIsLoaded() throws {
    let model = smallModel()
    var metadata = ModelMetadata(["somebody else's": "kept"])
    metadata[.corpus] = "alice.txt"
    metadata[.heldOutNats] = "1.25"
    let bytes = try ModelFile.encode(model, metadata: metadata)
    let file = try ModelFile.parse(bytes, name: "m", path: "m")
    #expect(same(file.model, model))
    #expect(file.metadata == metadata)
    #expect(file.sha256 == SHA256.hexDigest(of: bytes))
    #expect(file.hash == String(file.sha256.prefix(12)))
    #expect(try ModelFile.encode(file.model, metadata: metadata) == bytes)
  }

  @Test func theVanillaCellHasPyTorchsNames() throws {
    let model = vanillaModel()
    let bytes = try ModelFile.encode(model)
    let names = try Safetensors.parse(bytes).tensors.map(\.name)
    #expect(
      names == [
        "embedding.weight", "rnn.weight_ih_l0", "rnn.weight_hh_l0",
        "rnn.bias_ih_l0", "rnn.bias_hh_l0", "readout.weight", "readout.bias",
      ])
    let file = try ModelFile.parse(bytes, name: "m", path: "m")
    #expect(same(file.model, model))
    #expect(try Safetensors.parse(bytes).metadata["cell"] == "rnn-tanh")
  }

  @Test(arguments: CellFamily.names)
  func everyCellIsLoadedAsItWasSaved(_ name: String) throws {
    let model = try modelOfCell(name)
    let bytes = try ModelFile.encode(model)
    let file = try ModelFile.parse(bytes, name: "m", path: "m")
    #expect(same(file.model, model))
    #expect(file.model.stack.cells.allSatisfy { $0.definition.name == name })
    #expect(try ModelFile.encode(file.model) == bytes)
  }

  /// Sizes that `layer(inputs:units:)` does not choose by itself.
  @Test func blocksAndProjectionsKeepTheirSizes() throws {
    var model = try modelOfCell("lstm-1997")
    model.readout?.weights = Matrix(rows: 4, columns: 4)
    model.stack = Stack([
      CellFamily.lstm1997.layer(CellSizes(inputs: 3, units: 4, blocks: 2))
    ])
    let file = try ModelFile.parse(
      try ModelFile.encode(model), name: "m", path: "m")
    let sizes = file.model.stack.cells[0].sizes
    #expect(sizes.blocks == 2 && sizes.blockSize == 2)

    model.stack = Stack([
      CellFamily.known("projected").layer(
        CellSizes(inputs: 3, units: 9, projection: 4))
    ])
    let other = try ModelFile.parse(
      try ModelFile.encode(model), name: "m", path: "m")
    #expect(other.model.stack.cells[0].outputSize == 4)
    #expect(other.model.stack.cells[0].hiddenSize == 9)
  }

  @Test func otherCellsAreStoredWeightByWeight() throws {
    let file = try Safetensors.parse(
      try ModelFile.encode(try modelOfCell("peephole")))
    #expect(file.metadata["cell"] == "peephole")
    #expect(file["cell.forgetGate.recurrent_l0"]?.shape == [6, 6])
    #expect(file["cell.forgetPeephole_l1"]?.shape == [6])
  }

  /// PyTorch stacks i, f, g, o; the names tell the gates apart here.
  @Test func gatesArePackedInPyTorchsOrder() throws {
    var cell = LSTMCell(inputSize: 3, hiddenSize: 1)
    cell.inputGate.bias = [1]
    cell.forgetGate.bias = [2]
    cell.candidate.bias = [3]
    cell.outputGate.bias = [4]
    cell.candidate.input = Matrix(rows: 1, columns: 3, [7, 8, 9])
    var model = smallModel(hidden: [4, 1])
    model.stack = Stack([LSTMCell(inputSize: 3, hiddenSize: 3), cell])
    let file = try Safetensors.parse(try ModelFile.encode(model))
    let zeros = [0.0, 0, 0]
    #expect(file["lstm.bias_ih_l1"]?.values == [1, 2, 3, 4])
    #expect(file["lstm.bias_hh_l1"]?.values == [0, 0, 0, 0])
    #expect(
      file["lstm.weight_ih_l1"]?.values == zeros + zeros + [7, 8, 9] + zeros)
  }

  @Test func theTwoBiasesAreAddedInDouble() throws {
    let file = try changed { tensors in
      let k = try #require(
        tensors.firstIndex { $0.name == "lstm.bias_hh_l0" })
      tensors[k] = Tensor(
        name: tensors[k].name, type: .f64, shape: tensors[k].shape,
        values: (0..<16).map { 1e-12 * Double($0) })
    }
    let model = smallModel()
    let loaded = try ModelFile.parse(file, name: "m", path: "m").model
    let (old, new) = try (
      #require(model.stack.cells[0] as? LSTMCell),
      #require(loaded.stack.cells[0] as? LSTMCell)
    )
    for unit in 0..<4 {
      // The input gate's units come first, the output gate's last.
      #expect(
        new.inputGate.bias[unit]
          == old.inputGate.bias[unit] + 1e-12 * Double(unit))
      #expect(
        new.outputGate.bias[unit]
          == old.outputGate.bias[unit] + 1e-12 * Double(12 + unit))
    }
  }

  /// 11 bits of each weight are kept, in two bytes instead of four.
  @Test func halfPrecisionKeepsThreeDigitsInHalfTheRoom() throws {
    let model = smallModel(hidden: [32])
    let half = try ModelFile.encode(model, as: .f16)
    #expect(try 2 * half.count < ModelFile.encode(model).count + 2_000)
    let loaded = try ModelFile.parse(half, name: "m", path: "m").model
    for (cell, kept) in zip(model.stack.cells, loaded.stack.cells) {
      for (old, new) in zip(cell.flatWeights, kept.flatWeights) {
        #expect(abs(new - old) <= max(old.magnitude, 0x1p-14) * 0x1p-11)
      }
    }
    #expect(
      try ModelFile.encode(loaded, as: .f16) == half, "halves stay as they are")
    var large = model
    large.readout?.weights[1, 1] = 70_000
    #expect(
      throws: ModelContentError.beyondHalf(
        tensor: "readout.weight", index: [1, 1], value: "70000.0")
    ) { try ModelFile.encode(large, as: .f16) }
  }

  @Test func whatAFileCannotHoldIsRefused() {
    var model = smallModel()
    model.readout?.weights[1, 1] = 1e300
    #expect(
      throws: ModelContentError.notFinite(
        tensor: "readout.weight", index: [1, 1], value: "inf")
    ) { try ModelFile.encode(model) }
    model = smallModel()
    model.stack.cells[1] = CellFamily.rnn.layer(inputs: 4, units: 2)
    #expect(throws: ModelContentError.mixedCells(["lstm", "rnn-tanh"])) {
      try ModelFile.encode(model)
    }
  }

  @Test func missingFilesAreNamed() throws {
    let error = #expect(throws: ModelFileError.self) {
      try ModelFile.load("no/such.safetensors")
    }
    #expect(error == .notFound("no/such.safetensors"))
    let names = "book, book-large, counter, basin and catchment"
    #expect("\(try #require(error))".contains(names))
    #expect(throws: ModelFileError.directory("/")) { try ModelFile.load("/") }
    #expect(throws: ModelFileError.device("/dev/zero")) {
      try ModelFile.load("/dev/zero")
    }
    let folder = try TemporaryFolder()
    let empty = try folder.file("empty", "")
    #expect(throws: ModelFileError.empty(empty)) { try ModelFile.load(empty) }
    let path = folder.path + "/model.safetensors"
    try ModelFile.save(smallModel(), to: path)
    let file = try ModelFile.load(path)
    #expect(same(file.model, smallModel()))
    #expect(file.name == "model.safetensors")
  }

  /// A saved file with some of its tensors changed.
  private func changed(
    _ change: (inout [Tensor]) throws -> Void
  ) throws -> [UInt8] {
    var file = try Safetensors.parse(try ModelFile.encode(smallModel()))
    try change(&file.tensors)
    return file.encode()
  }
}
