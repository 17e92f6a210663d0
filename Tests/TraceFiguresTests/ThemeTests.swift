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

  /// Okabe and Ito's colours, for readers who see all colours and for those of
  /// three kinds who do not.
  @Test(arguments: [Theme.light, .dark, .print], ColourVision.allCases)
  func linesAreToldApart(theme: Theme, vision: ColourVision) {
    #expect(theme.series.count <= 7)
    for (k, a) in theme.series.enumerated() {
      for b in theme.series[(k + 1)...] {
        #expect(vision.difference(a, b) > 15, "\(a) and \(b), \(vision)")
      }
    }
  }

  /// A photocopy of what is printed keeps the sign: lighter is negative.
  @Test(arguments: [ColourMap.orangeToBlueInPrint, .lightToDark])
  func greyKeepsTheSign(map: ColourMap) {
    let lightness = map.levels.map(\.lightness)
    for (a, b) in zip(lightness, lightness.dropFirst()) {
      #expect(b < a + 1e-9)
    }
    let middle = lightness[ColourMap.levelCount / 2]
    #expect(lightness[0] - middle > 20)
    #expect(middle - lightness[ColourMap.levelCount - 1] > 20)
  }

  @Test func nothingIsFilledBehindTextInPrint() {
    #expect(Theme.print.learned.fill == .white)
    #expect(Theme.print.pointwise.fill == .white)
    #expect(Theme.print.body == .white && Theme.print.surface == .white)
  }
}
