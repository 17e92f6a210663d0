import LessonKit
import Testing

struct ExpressionTests {
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
    #expect(try number(of: text) == expected)
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
}
