import Foundation
import LSTMCore
import LessonKit
import Testing

struct FormulaTests {
  private func number(_ text: String) throws -> Double {
    guard case .number(let number) = try Evaluator().value(of: text) else {
      Issue.record("\(text) is no number")
      return .nan
    }
    return number
  }

  @Test(arguments: [
    ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("2 ^ 3 ^ 2", 512), ("-2 ^ 2", -4),
    ("8 / 2 / 2", 2), ("1 - 2 - 3", -4), ("1 < 2 ? 10 : 20", 10),
    ("1 > 2 || 2 > 1 && 1 > 2 ? 1 : 0", 0), ("[4, 5, 6][-1]", 6),
    ("sum(map([1, 2], x => x ^ 2))", 5),
    ("length(\"ab\" * 0 == \"\" ? [1] : [])", 1),
    ("argmax([1, 7, 7])", 1), ("mean([1, 2] > 1)", 0.5),
    ("where([1, 5, 2] > 1)[1]", 2), ("2 · 3 − 1", 5), ("1e-2 + .5", 0.51),
    ("count(filter(range(0, 10), k => k > 6) >= 8)", 2),
    ("max(1, 3, 2)", 3), ("min([3, 1])", 1), ("sqrt(9)", 3),
  ])
  func arithmetic(_ text: String, _ expected: Double) throws {
    #expect(try number(text) == expected)
  }

  @Test func functionsAreTheirClosedForms() throws {
    #expect(abs(try number("σ(0.3)") - 1 / (1 + exp(-0.3))) < 1e-15)
    #expect(abs(try number("tanh(0.3)") - tanh(0.3)) < 1e-15)
    #expect(
      abs(try number("derivative(x => x ^ 3, 2)") - 12) < 1e-8)
  }

  @Test(arguments: [
    "", "1 +", "(1", "[1, 2", "1 2", "\"a", "a", "1(2)", "[1][3]", "[1][0.5]",
    "true + 1", "[1, 2] + [1]", "map(1, x => x)", "run(1, 2)", "trace(\"\")",
    "trace(\"a\", \"no-such\")", "trace(\"a\").q", "1 ? 2 : 3", "= 1", "$",
    "\"a\" * 1e9", "range(0, 1e9)", "sum([])", "random(1e9, 0, 1, 1)",
  ])
  func whatCannotBeReadOrDoneIsAnError(_ text: String) {
    #expect(throws: FormulaError.self) { try Evaluator().value(of: text) }
  }

  @Test func depthAndWorkAreBounded() {
    let deep = String(repeating: "(", count: 2000)
    let signs = String(repeating: "-", count: 3000) + "1"
    let powers = String(repeating: "2^", count: 1500) + "1"
    let endless = "map(range(0, 9999), x => map(range(0, 9999), y => x))"
    let long = String(repeating: "1+", count: 5000) + "1"
    for text in [deep, signs, powers, endless, long] {
      #expect(throws: FormulaError.self) { try Evaluator().value(of: text) }
    }
  }

  @Test func holesAreFilledToTheDigitsAskedFor() throws {
    let evaluator = Evaluator(["x": .number(2.0 / 3)])
    #expect(
      try evaluator.filled("x = {x}, {x:2}; {[1, x]}")
        == "x = 0.6667, 0.67; 1, 0.6667")
    #expect(throws: FormulaError.self) { try evaluator.filled("{x") }
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
