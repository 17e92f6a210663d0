import Testing

@testable import LessonKit

struct NumberTextTests {
  private static let forms: [(String, Double)] = [
    ("0.5", 0.5), (".5", 0.5), ("5e-1", 0.5), ("+0.5", 0.5), ("−0.5", -0.5),
    ("–30", -30), ("1/2", 0.5), ("7/9", 7.0 / 9), ("½", 0.5), ("51%", 0.51),
    ("92.5 %", 0.925), ("16,128", 16_128), ("2,400.5", 2400.5),
    ("33 steps", 33), ("10 s", 10), ("10s", 10), ("0.0475.", 0.0475),
    ("≈0.0475", 0.0475), ("0.95*0.05", 0.0475), ("0.95 · 0.05", 0.0475),
    ("sigma(0)", 0.5), ("none", 0), ("2**3", 8), ("2³", 8), ("10⁻²", 0.01),
    ("3.3 nats per character", 3.3),
  ]

  @Test(arguments: forms)
  func whatPeopleTypeIsUnderstood(_ text: String, _ value: Double) throws {
    let number = try NumberText(text).value
    #expect(abs(number - value) < 1e-12, "\(text)")
  }

  @Test(arguments: ["0,5", "f", "1 2", "nan", "0x10", "1e999", "1/0", "ten"])
  func whatIsNoNumberIsRefused(_ text: String) {
    #expect(throws: AnswerError.self) { try NumberText(text) }
  }

  @Test func roundingKeepsToTheDigitsThatWereTyped() throws {
    #expect(try NumberText("0.33").isRounding(of: 0.3297))
    #expect(try !NumberText("0.34").isRounding(of: 0.3297))
    #expect(try NumberText("10").isRounding(of: 9.6))
    let digits = ["0.5": 1, "-0.054": 2, "1e3": 1, "16,128": 5, "1/3": 16]
    for (text, count) in digits {
      #expect(try NumberText(text).significantDigits == count, "\(text)")
    }
    #expect(try !NumberText("9.99").isRounding(of: 10))
    #expect(try NumberText("33%").isRounding(of: 0.3297))
    #expect(try !NumberText("1/3").isRounding(of: 1.0 / 3))
  }
}
