import Testing
import Wording

@Suite struct SuggestionTests {
  static let commands = [
    "trace", "train", "plot-gates", "plot-text", "explore",
  ]

  @Test(
    arguments: [
      ("tarce", "trace"), ("plotgates", "plot-gates"), ("explor", "explore"),
      ("Trace", "trace"), ("trian", "train"), ("expl", "explore"),
    ])
  func aSlipIsFound(_ written: String, _ meant: String) {
    #expect(nearest(to: written, among: Self.commands) == meant)
    #expect(
      didYouMean(written, among: Self.commands) == " Did you mean '\(meant)'?")
  }

  @Test(arguments: ["x", "nonsense", "zz", ""])
  func whatResemblesNothingHasNone(_ written: String) {
    #expect(didYouMean(written, among: Self.commands).isEmpty)
  }
}
