import LSTMCore
import Testing

@testable import LessonKit

struct UnitNameTests {
  @Test(arguments: ["c[11]", "C[11]", "c11", "c 11", "unit c[11]", "C′[11]"])
  func aUnitIsNamedInManyWays(_ text: String) throws {
    #expect(try UnitName(text).text == "c[11]")
  }

  @Test(arguments: ["", "11", "q[3]", "c[]", "c[-1]", "c[1,2]"])
  func whatNamesNoUnitIsRefused(_ text: String) {
    #expect(throws: AnswerError.self) { try UnitName(text) }
  }
}
