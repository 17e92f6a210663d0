import Drawing
import Testing

struct TypesetterTests {
  let typesetter = Typesetter()

  @Test(arguments: [Text.Run.Style.variable, .plain, .bold, .monospaced])
  func tildeStandsOverC(style: Text.Run.Style) {
    let plain = typesetter.extent(of: Text("C", size: 100, style))
    let tilde = typesetter.extent(of: Text("C\u{303}", size: 100, style))
    #expect(tilde.ink.y < plain.ink.y - 5, "something above the letter")
    #expect(abs(tilde.ink.maxY - plain.ink.maxY) < 1, "nothing below it")
    #expect(abs(tilde.width - plain.width) <= 1, "and nothing beside it")
  }

  @Test func subscriptsAreSmallerAndLower() {
    let lowered = Text.Run.Style(script: .lowered)
    let plain = typesetter.extent(of: Text("x", size: 100))
    let small = typesetter.extent(of: Text("x", size: 100, lowered))
    #expect(small.width < 0.75 * plain.width)
    #expect(small.ink.maxY > plain.ink.maxY + 10)
  }

  @Test func widthsGrowWithSize() {
    let small = typesetter.width(of: Text("forget gate", size: 10))
    let large = typesetter.width(of: Text("forget gate", size: 40))
    #expect(abs(large / small - 4) < 0.15)
  }

  @Test func missingGlyphsAreNoticed() {
    #expect(typesetter.canShow("aC\u{303}␣⏎σ⊙−"))
    #expect(!typesetter.canShow("\u{10FFFD}"))
  }
}
