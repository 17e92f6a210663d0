import LSTMCore
import Testing

@testable import LessonKit

struct EquationsJudgeTests {
  private func judge(_ text: String) throws -> Verdict {
    try EquationsJudge().judge(.file(name: "mine.cell", text: text))
  }

  @Test func theEquationsOfTheLSTMPassInAnyOrder() throws {
    #expect(try judge(CellFamily.lstm.text).isRight)
    let other = CellFamily.lstm.text
      .replacing("f ⊙ C + i ⊙ C̃", with: "i ⊙ C̃ + f ⊙ C")
    #expect(try judge(other).isRight)
  }

  @Test(arguments: [
    (BrokenCell.swapped, "**c**"), (.tanh, "**i**"), (.bias, "**f**"),
    (.uncarried, "**c**"), (.early, "**h**"),
  ])
  func eachMistakeIsPlaced(_ mistake: BrokenCell, _ place: String) throws {
    #expect(mistake.text != BrokenCell.healthy.text)
    let verdict = try judge(mistake.text)
    #expect(!verdict.isRight)
    #expect(verdict.reasons[0].contains(place), "\(verdict.reasons)")
  }

  @Test func whatCannotBeReadIsRefused() {
    #expect(throws: AnswerError.self) { try judge("f = σ(") }
    #expect(throws: AnswerError.self) { try judge(" ") }
  }

  @Test func otherWeightsAreNamed() throws {
    let verdict = try judge(
      BrokenCell.healthy.text.replacing("b_f)", with: "b_q)"))
    #expect(!verdict.isRight)
  }
}
