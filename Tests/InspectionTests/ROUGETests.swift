import Testing

@testable import Inspection

/// Against the examples of Lin 2004 and counts by hand.
@Suite struct ROUGETests {
  @Test(arguments: [
    ("police kill the gunman", 0.75, 1.0 / 3, 0.75),
    ("the gunman kill police", 0.75, 1.0 / 3, 0.5),
    ("police killed the gunman", 1.0, 1.0, 1.0),
    ("Nobody knows.", 0.0, 0.0, 0.0),
  ])
  func besideOneSentence(
    _ summary: String, words: Double, pairs: Double, sequence: Double
  ) {
    let score = ROUGE(of: summary, reference: "Police killed the gunman.")
    #expect(abs(score.words - words) < 1e-12)
    #expect(abs(score.pairs - pairs) < 1e-12)
    #expect(abs(score.sequence - sequence) < 1e-12)
  }

  /// Of “the the the” one counts: P = 1/3, R = 1/2, F1 = 2/5.
  @Test func aWordCountsAsOftenAsBothHaveIt() {
    let score = ROUGE(of: "The, the: the", reference: "the end")
    #expect(abs(score.words - 0.4) < 1e-12)
    #expect(abs(score.sequence - 0.4) < 1e-12)
    #expect(score.pairs == 0)
  }

  @Test func nothingSharesNothing() {
    let score = ROUGE(of: "", reference: "")
    #expect(score == ROUGE(words: 0, pairs: 0, sequence: 0))
  }
}
