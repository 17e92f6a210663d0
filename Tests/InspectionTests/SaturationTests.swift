import Inspection
import LSTMCore
import Testing

struct SaturationTests {
  @Test func sharesAndTimeScales() {
    let cell = LSTMCell(inputSize: 1, hiddenSize: 2)
    var saturation = Saturation(of: cell)
    #expect(
      saturation.gates.map(\.quantity)
        == [.forgetGate, .inputGate, .outputGate])
    for f in [0.05, 0.95, 0.95, 0.5] {
      var step = LSTMCell(inputSize: 1, hiddenSize: 2).zeroStep
      step[.forgetGate] = [f, 1]
      step[.inputGate] = [0.1, 0.9]
      saturation.add(step)
    }
    let forget = saturation.gates[0]
    #expect(saturation.count == 4)
    #expect(forget.shutShare(at: 0) == 0.25)
    #expect(forget.openShare(at: 0) == 0.5)
    #expect(abs(forget.mean(at: 0) - 0.6125) < 1e-15)
    #expect(abs(forget.timeScale(at: 0) - 1 / 0.3875) < 1e-12)
    #expect(forget.timeScale(at: 1) == .infinity)
    // The limits themselves are neither shut nor open.
    #expect(saturation.gates[1].shutShare(at: 0) == 0)
    #expect(saturation.gates[1].openShare(at: 1) == 0)
    #expect(saturation.gates[2].shutShare(at: 0) == 1)
  }

  @Test func chosenUnitsAlone() {
    let cell = LSTMCell(inputSize: 1, hiddenSize: 3)
    var saturation = Saturation(of: cell, units: [2, 0])
    var step = cell.zeroStep
    step[.outputGate] = [0.95, 0, 0.5]
    saturation.add(step)
    #expect(saturation.gates[2].openShare(at: 0) == 0)
    #expect(saturation.gates[2].openShare(at: 1) == 1)
  }

  @Test func aCellWithoutGatesHasNone() {
    #expect(
      Saturation(of: CellFamily.rnn.layer(inputs: 1, units: 2)).gates.isEmpty)
  }

  /// The cells of a memory block share its gates.
  @Test func aBlocksGateCountsForEachOfItsCells() {
    let cell = CellFamily.lstm1997.layer(
      CellSizes(inputs: 1, units: 4, blocks: 2))
    var saturation = Saturation(of: cell)
    for gate in [[0.05, 0.95], [0.5, 0.95]] as [Vector] {
      saturation.add(
        Step(
          [.inputGate, .outputGate, .cell], [gate, gate, [0, 0, 0, 0]]))
    }
    let input = saturation.gates[0]
    #expect((0..<4).map(input.shutShare) == [0.5, 0.5, 0, 0])
    #expect((0..<4).map(input.openShare) == [0, 0, 1, 1])
  }
}
