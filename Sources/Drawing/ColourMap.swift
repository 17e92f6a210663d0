/// Colours for a range of numbers, in 255 levels: an odd count, so that the
/// middle of the range has a level, and a colour, of its own.
package struct ColourMap: Equatable, Sendable {
  /// What the map is called.
  package let name: String
  /// The colours from the lowest number to the highest.
  package let levels: [Colour]

  /// How many levels every map has.
  package static let levelCount = 255

  /// A map that passes through the given colours at equal distances.
  package init(_ name: String, through anchors: [Colour]) {
    precondition(anchors.count > 1, "a colour map of \(anchors.count) colours")
    self.name = name
    levels = (0..<Self.levelCount).map { level in
      let place =
        Double(level) / Double(Self.levelCount - 1) * Double(anchors.count - 1)
      let below = min(Int(place), anchors.count - 2)
      return anchors[below].mixed(
        with: anchors[below + 1], share: place - Double(below))
    }
  }

  /// The level of a number between 0 and 1; outside, the nearest end's; of
  /// what is not a number, the lowest.
  package func level(of share: Double) -> Int {
    guard share > 0 else { return 0 }
    return Int((min(share, 1) * Double(Self.levelCount - 1)).rounded())
  }

  /// The colour of a number between 0 and 1; outside, the nearest end's.
  package func colour(at share: Double) -> Colour { levels[level(of: share)] }
}

extension ColourMap {
  /// Dark violet to yellow, lightness rising steadily, safe for colour-blind
  /// readers. (Smith & van der Walt, 2015; sampled at 17 points.)
  package static let viridis = ColourMap(
    "viridis",
    through: [
      0x440154, 0x48186A, 0x472D7B, 0x424086, 0x3B528B, 0x33638D, 0x2C728E,
      0x26828E, 0x21918C, 0x1F9F88, 0x27AD81, 0x3DBC74, 0x5CC863, 0x81D34D,
      0xAADC32, 0xD5E21A, 0xFDE725,
    ].map { Colour($0) })

  /// Dark blue to yellow, the same to most colour-blind readers as to others.
  /// (Nuñez, Anderton & Renslow, PLoS ONE 13(7), 2018; at 17 points.)
  package static let cividis = ColourMap(
    "cividis",
    through: [
      0x00224E, 0x002E6A, 0x1A386F, 0x32436D, 0x434E6C, 0x535A6D, 0x61656F,
      0x6F7073, 0x7D7C78, 0x8B8778, 0x9A9376, 0xAAA073, 0xBBAD6D, 0xCCBA64,
      0xDDC858, 0xEFD748, 0xFEE838,
    ].map { Colour($0) })

  /// Near black to near white in equal steps of CIE L*, for printers without
  /// colour.
  package static let grey = ColourMap(
    "grey",
    through: [
      0x191919, 0x303030, 0x484848, 0x636363, 0x7E7E7E, 0x9B9B9B, 0xB9B9B9,
      0xD8D8D8, 0xF7F7F7,
    ].map { Colour($0) })

  /// Orange below the middle, near white at it, blue above: equal steps of
  /// CIE L*, and the same lightness at the same distance on either side.
  package static let orangeToBlue = ColourMap(
    "orange to blue",
    through: [
      0x9C4402, 0xB35501, 0xC86706, 0xD27F37, 0xDB975A, 0xE3AE7B, 0xEBC69E,
      0xF1DCC4, 0xF3F3F3, 0xC9E3F8, 0xA8D1F5, 0x89BEF0, 0x6EAAEA, 0x5496E3,
      0x3E81DB, 0x2A6CD3, 0x1C56CA,
    ].map { Colour($0) })

  /// The same for printers that may have no colour: lighter below the middle
  /// and darker above it, in equal steps of CIE L*, so that grey keeps the sign.
  package static let orangeToBlueInPrint = ColourMap(
    "orange to blue in print",
    through: [
      0xFFC66B, 0xF0BD6F, 0xE0B472, 0xD0AB75, 0xC1A278, 0xB19A7A, 0xA1917C,
      0x91887E, 0x808080, 0x767681, 0x6C6C81, 0x616281, 0x555881, 0x494F81,
      0x3A4681, 0x293D80, 0x0B3480,
    ].map { Colour($0) })

  /// The same without colour: near white to near black.
  package static let lightToDark = ColourMap(
    "light to dark",
    through: [
      0xF1F1F1, 0xD3D3D3, 0xB7B7B7, 0x9B9B9B, 0x808080, 0x666666, 0x4D4D4D,
      0x353535, 0x1F1F1F,
    ].map { Colour($0) })

  /// The same on a dark page: near black in the middle, bright at both ends.
  package static let orangeToBlueOnDark = ColourMap(
    "orange to blue on dark",
    through: [
      0xFF955C, 0xF37D23, 0xD37017, 0xB46310, 0x955610, 0x784A14, 0x5C3D18,
      0x40301C, 0x242424, 0x203546, 0x214664, 0x255784, 0x2D68A4, 0x3879C4,
      0x478BE5, 0x5F9DFF, 0x86B1FF,
    ].map { Colour($0) })
}
