import Drawing
import Testing
import TraceFigures

struct ThemeTests {
  @Test(arguments: [Theme.light, .dark, .print])
  func lettersAreLegible(theme: Theme) {
    for page in [theme.surface, theme.body] {
      for ink in [theme.ink, theme.muted, theme.accent] {
        #expect(ink.contrast(with: page) >= 4.5, "\(ink) on \(page)")
      }
    }
    for paint in [theme.learned, theme.pointwise] {
      let fill = paint.fill ?? theme.surface
      #expect(theme.ink.contrast(with: fill) >= 4.5)
    }
    for probability in [0, 0.25, 0.5, 0.75, 1] {
      let colour = theme.guess(probability)
      #expect(colour.contrast(with: colour.ink) >= 4.5)
    }
  }

  @Test func nothingIsFilledBehindTextInPrint() {
    #expect(Theme.print.learned.fill == .white)
    #expect(Theme.print.pointwise.fill == .white)
    #expect(Theme.print.body == .white && Theme.print.surface == .white)
  }
}
