import Testing

import Wording

struct TerminalFactsTests {
  @Test func theWidthIsTold() {
    #expect(TerminalFacts.width(columns: "120", window: 100) == 120)
    #expect(TerminalFacts.width(columns: nil, window: 100) == 100)
    #expect(TerminalFacts.width(columns: "0", window: nil) == 80)
    #expect(TerminalFacts.width(columns: "wide", window: nil) == 80)
  }

  @Test func colourCanBeRefused() {
    #expect(TerminalFacts.mayColour(noColour: nil, terminal: "xterm"))
    #expect(!TerminalFacts.mayColour(noColour: "", terminal: "xterm"))
    #expect(!TerminalFacts.mayColour(noColour: nil, terminal: "dumb"))
  }
}
