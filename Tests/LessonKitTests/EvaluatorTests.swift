import LSTMCore
import LessonKit
import Testing

struct EvaluatorTests {
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
}
