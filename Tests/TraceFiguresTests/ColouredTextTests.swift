import Drawing
import LSTMCore
import Testing
import TraceFigures

struct ColouredTextTests {
  let text: ColouredText = {
    var text = ColouredText(.candidate, layer: 0, unit: 3)
    let guess = [ColouredText.Guess("<", probability: 0.6)]
    for (character, value) in [("a", 1.0), ("&", 0), ("\n", -1), ("日", -0.5)] {
      text.add(character, value: value, next: guess)
    }
    return text
  }()

  @Test func everyCharacterHasItsColourAndReadableInk() {
    let scene = text.scene(measure: EvenTextMeasure())
    let map = ColourMap.orangeToBlue
    let lines = scene.elements.filter {
      if case .group("line", _) = $0 { true } else { false }
    }
    #expect(lines.count == 2)
    let boxes = lines.flatMap(\.flattened).compactMap { element -> Colour? in
      if case .rectangle(_, _, let paint) = element { paint.fill } else { nil }
    }
    // Each character's box, then that of its guess.
    #expect(boxes.count == 8)
    #expect(boxes[0] == map.levels.last)
    #expect(boxes[2] == map.colour(at: 0.5))
    #expect(boxes[4] == map.levels.first)
    let a = scene.labels.first { $0.text.string == "a" }
    #expect(a.map { $0.colour.contrast(with: boxes[0]) >= 4.5 } == true)
  }

  @Test func theTerminalHasTrueColour() {
    let page = text.terminal(isColoured: true)
    // Full blue on a dark page, black upon it.
    #expect(page.contains("\u{1B}[48;2;134;177;255m\u{1B}[38;2;0;0;0ma"))
    #expect(page.contains("⏎"))
    let plain = text.terminal(isColoured: false)
    #expect(!plain.contains("\u{1B}"))
    #expect(plain.contains("a&⏎\n█▅▁\n<<<\n"), "\(plain)")
    #expect(plain.contains("日\n▃ \n< \n"), "\(plain)")
  }

  @Test func terminalLinesStayWithinTheirWidth() {
    var long = ColouredText(.forgetGate, layer: 0, unit: 0)
    for index in 0..<50 {
      long.add(index % 3 == 0 ? "日" : "b", value: 0.5)
    }
    let lines = long.terminal(width: 20, isColoured: false)
      .split(separator: "\n").filter { $0.contains("日") }
    for line in lines {
      let columns = line.reduce(0) { $0 + ($1 == "日" ? 2 : 1) }
      #expect(columns <= 20)
    }
    #expect(lines.joined().count == 50)
  }

  @Test func thePageNeedsNothingElseAndEscapesWhatItSays() {
    let page = text.html(
      metadata: PictureMetadata(software: "lstm-lab", command: "a \"b\" <c>"))
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains(">&amp;<"))
    #expect(page.contains("title=\"60%\">&lt;<"))
    #expect(page.contains("title=\"step 2: −1.0\""))
    #expect(page.contains("content=\"a &quot;b&quot; &lt;c&gt;\""))
    #expect(!page.contains("http"))
    #expect(page.components("<span class=\"c\"") == 4)
  }
}

extension String {
  /// How often a text occurs in this one.
  fileprivate func components(_ text: String) -> Int {
    var (rest, count) = (self[...], 0)
    while let range = rest.firstRange(of: text) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
