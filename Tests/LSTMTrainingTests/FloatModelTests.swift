import LSTMCore
import LSTMTraining
import Testing

@Suite struct FloatModelTests {
  @Test(
    "there and back changes nothing", arguments: [[10], [7, 12], [16, 16]],
    FastCell.allCases)
  func roundTrip(hidden: [Int], cell: FastCell) throws {
    let model = SmallModel(hidden: hidden, cell: cell).reference
    let packed = try FloatModel(model)
    let unpacked = packed.doublePrecision
    for name in model.parameterNames {
      #expect(unpacked[name] == model[name], "\(name)")
    }
    #expect(try FloatModel(unpacked) == packed)
  }

  @Test("cells without a fast path are refused, and layers of two kinds")
  func otherCells() {
    var generator = SplitMix64(seed: 1)
    var model = SmallModel(hidden: [4]).reference
    model.stack = Stack([
      CellFamily.known("rnn-relu").layer(
        inputs: 5, units: 4, using: &generator)
    ])
    #expect(throws: TrainingError.unsupportedCell("rnn-relu")) {
      try FloatModel(model)
    }
    model.stack = Stack([
      LSTMCell(inputSize: 5, hiddenSize: 4, using: &generator),
      CellFamily.known("gru").layer(
        inputs: 4, units: 4, using: &generator),
    ])
    #expect(throws: TrainingError.unsupportedCell("gru")) {
      try FloatModel(model)
    }
  }
}
