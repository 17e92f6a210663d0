import Testing

@testable import LessonKit

struct InterventionFunctionsTests {
  @Test func holdingNothingChangesNothing() throws {
    #expect(
      try number(of: "held_loss(\"aaXbb\", \"\", \"counter\")")
        == number(of: "loss(\"aaXbb\", \"counter\")"))
    #expect(
      try number(of: "held_probability(\"aaX\", \"b\", \"\", \"counter\")")
        == number(of: "probability(\"aaX\", \"b\", \"counter\")"))
  }

  /// What `intervene` prints for the same.
  @Test func holdingAForgetGateOpenCostsWhatTheCommandSays() throws {
    let change = try number(
      of: """
        held_loss("aaaaXbbbb", "f[4]=1", "counter") - loss("aaaaXbbbb", "counter")
        """)
    #expect(abs(change - 1.0713) < 0.001)
  }

  /// What the other text gave is swapped in: all of its cells and its h give
  /// its own prediction, and the text's own cell none but its own.
  @Test func aPatchFromTheSameTextChangesNothing() throws {
    let own = try number(
      of: "patched_probability(\"aaXb\", \"b\", \"c@3\", \"aaXb\", \"counter\")"
    )
    let plain = try number(
      of: "held_probability(\"aaXb\", \"b\", \"\", \"counter\")")
    #expect(own == plain)
    let other = try number(
      of: "patched_probability(\"aaXb\", \"b\", \"h@3\", \"aXbb\", \"counter\")"
    )
    let donor = try number(
      of: "held_probability(\"aXbb\", \"b\", \"\", \"counter\")")
    #expect(abs(other - donor) < 1e-12 && abs(other - plain) > 0.1)
  }

  @Test func countsAreThoseOfTheCells() throws {
    #expect(try number(of: "cell_weights(\"lstm\", 50, 128)") == 91_648)
    #expect(try number(of: "cell_weights(\"gru\", 50, 128)") == 68_864)
  }

  @Test(arguments: [
    "held_loss(\"aaXbb\", \"q=1\", \"counter\")", "cell_weights(\"x\", 1, 1)",
    "held_loss(\"aaXbb\", \"f[99]=1\", \"counter\")",
    "held_out(\"c[1]\", \"nothing\")",
  ])
  func whatIsNotThereIsNamed(_ formula: String) {
    #expect(throws: FormulaError.self) { try number(of: formula) }
  }
}
