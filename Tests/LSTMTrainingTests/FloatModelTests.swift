import LSTMCore
import LSTMTraining
import Testing

@Suite struct FloatModelTests {
  @Test(
    "there and back changes nothing", arguments: [[10], [7, 12], [16, 16]])
  func roundTrip(hidden: [Int]) throws {
    let model = SmallModel(hidden: hidden).reference
    let packed = try FloatModel(model)
    let unpacked = packed.characterModel
    for name in model.parameterNames {
      #expect(unpacked[name] == model[name], "\(name)")
    }
    #expect(try FloatModel(unpacked) == packed)
  }

  @Test("only LSTM layers can be trained")
  func otherCells() {
    var generator = SplitMix64(seed: 1)
    var model = SmallModel(hidden: [4]).reference
    model.stack = Stack([
      RNNCell(inputSize: 5, hiddenSize: 4, using: &generator)
    ])
    #expect(throws: TrainingError.unsupportedCell(RNNCell.name)) {
      try FloatModel(model)
    }
  }
}
