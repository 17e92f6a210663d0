import Drawing
import Testing

struct ColourMapTests {
  @Test(arguments: [ColourMap.viridis, .cividis, .grey])
  func sequentialLightnessRises(map: ColourMap) {
    for (darker, lighter) in zip(map.levels, map.levels.dropFirst()) {
      // Eight bits a channel round L* by up to 0.3.
      #expect(lighter.lightness > darker.lightness - 0.3)
    }
    for (a, b) in zip(0..<16, 1...16) {
      #expect(
        map.colour(at: Double(b) / 16).lightness
          > map.colour(at: Double(a) / 16).lightness + 0.5)
    }
  }

  @Test(arguments: [ColourMap.orangeToBlue, .orangeToBlueOnDark])
  func divergingIsSymmetric(map: ColourMap) {
    let neutral = map.colour(at: 0.5)
    #expect(neutral.red == neutral.green && neutral.green == neutral.blue)
    for step in 1...100 {
      let distance = Double(step) / 200
      let (below, above) = (
        map.colour(at: 0.5 - distance), map.colour(at: 0.5 + distance)
      )
      #expect(abs(below.lightness - above.lightness) < 1.5)
      if step > 10 {
        #expect(below.red > below.blue, "orange below the middle")
        #expect(above.blue > above.red, "blue above it")
      }
    }
  }

  @Test(arguments: [
    ColourMap.viridis, .cividis, .grey, .orangeToBlue, .orangeToBlueOnDark,
  ])
  func inkIsLegibleOnEveryLevel(map: ColourMap) {
    for level in map.levels { #expect(level.contrast(with: level.ink) >= 4.5) }
  }

  @Test func outsideTheRangeTheEndsAreUsed() {
    let map = ColourMap.viridis
    #expect(map.colour(at: -3) == map.levels[0])
    #expect(map.colour(at: 7) == map.levels[ColourMap.levelCount - 1])
    #expect(map.level(of: 0.5) == ColourMap.levelCount / 2)
    #expect(map.colour(at: .infinity) == map.levels.last)
  }

  @Test func contrastIsThatOfTheStandard() {
    #expect(abs(Colour.black.contrast(with: .white) - 21) < 1e-9)
    #expect(abs(Colour(0x777777).contrast(with: .white) - 4.48) < 0.01)
    #expect(Colour(0x21908C).ink == .black)
    #expect(Colour(0x053061).ink == .white)
    #expect(abs(Colour(0x777777).lightness - 50.03) < 0.05)
  }
}
