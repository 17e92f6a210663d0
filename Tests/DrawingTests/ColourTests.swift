import Drawing
import Testing

struct ColourTests {
  @Test(arguments: [
    (0.0, Colour.black), (1, .white), (-3, .black), (7, .white),
    (.infinity, .white), (-.infinity, .black), (.nan, .black),
  ])
  func everyShareHasAMixture(_ share: Double, _ mixture: Colour) {
    #expect(Colour.black.mixed(with: .white, share: share) == mixture)
  }

  @Test(arguments: [
    (0.0, 0), (1, 254), (0.5, 127), (1e300, 254), (-1, 0), (.nan, 0),
  ])
  func everyShareHasALevel(_ share: Double, _ level: Int) {
    #expect(ColourMap.viridis.level(of: share) == level)
  }
}
