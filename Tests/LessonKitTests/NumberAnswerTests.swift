import Testing

@testable import LessonKit

struct NumberAnswerTests {
  private func numbers(_ text: String, _ parts: [String]) throws -> [Double] {
    try NumberAnswer(parts: parts).numbers(in: text).map(\.value)
  }

  @Test(arguments: [
    "0 1 6", "0,1,6", "0, 1, 6", "0; 1; 6", "c=6 a=0, b = 1", "A=0 B=1 C′=6",
  ])
  func listsAreTakenApart(_ text: String) throws {
    #expect(try numbers(text, ["a", "b", "c"]) == [0, 1, 6])
  }

  @Test func aSingleNumberMayBeACalculation() throws {
    #expect(try numbers("x = 0.95 * 2", [""]) == [1.9])
    #expect(throws: AnswerError.count(found: 2, expected: [])) {
      try numbers("1 2", [""])
    }
  }

  @Test func aMissingPartIsCounted() {
    #expect(throws: AnswerError.count(found: 1, expected: ["a", "b"])) {
      try numbers("a=1", ["a", "b"])
    }
  }
}
