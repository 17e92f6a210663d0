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
      ReLURNNCell(inputSize: 5, hiddenSize: 4, using: &generator)
    ])
    #expect(throws: TrainingError.unsupportedCell(ReLURNNCell.name)) {
      try FloatModel(model)
    }
    model.stack = Stack([
      LSTMCell(inputSize: 5, hiddenSize: 4, using: &generator),
      GRUCell(inputSize: 4, hiddenSize: 4, using: &generator),
    ])
    #expect(throws: TrainingError.unsupportedCell(GRUCell.name)) {
      try FloatModel(model)
    }
  }
}
