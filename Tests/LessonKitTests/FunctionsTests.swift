import Foundation
import LSTMCore
import LessonKit
import Testing

struct FunctionsTests {
  @Test func functionsAreTheirClosedForms() throws {
    #expect(abs(try number(of: "σ(0.3)") - 1 / (1 + exp(-0.3))) < 1e-15)
    #expect(abs(try number(of: "tanh(0.3)") - tanh(0.3)) < 1e-15)
    #expect(
      abs(try number(of: "derivative(x => x ^ 3, 2)") - 12) < 1e-8)
  }

  @Test func runsAreTheCoresOwn() throws {
    var generator = SplitMix64(seed: 5)
    let cell = LSTMCell(inputSize: 1, hiddenSize: 1, using: &generator)
    let evaluator = Evaluator(["cell": .cell(cell)])
    let step = cell.step(
      [0.5], from: State(hidden: [0.2], cell: [-0.7]))
    for quantity in CellFamily.lstm.quantities {
      let value = try evaluator.value(
        of: "run(cell, [0.5], 0.2, -0.7).\(quantity.key)[0]")
      #expect(value.shown == Value.number(step[quantity][0]).shown)
    }
  }

  @Test func aLatchFollowsItsInputs() throws {
    #expect(
      try Evaluator().value(
        of: "latch_states([[0, 0], [1, 0], [0, 0], [0, 1], [0, 0]])"
      ).shown == "0, 1, 1, 0, 0")
    #expect(
      try Evaluator().value(
        of: "all(map(latch_inputs(500, 1), x => sum(x) < 2))"
      ).shown == "true")
  }
}
