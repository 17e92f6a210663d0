import Drawing

/// The colours of a figure. What a colour means never changes: blue is
/// positive, orange negative, dark to bright is closed to open. In print the
/// negative is lighter and the positive darker as well.
package struct Theme: Equatable, Sendable {
  /// The page.
  package var surface: Colour
  /// Titles and labels.
  package var ink: Colour
  /// What is said quietly: ticks, notes, stand-ins for invisible characters.
  package var muted: Colour
  /// Thin lines.
  package var hairline: Colour
  /// What stands out.
  package var accent: Colour
  /// Values between 0 and 1.
  package var gates: ColourMap
  /// Values around 0.
  package var signed: ColourMap
  /// Values that are not numbers.
  package var invalid: Colour
  /// The inside of a cell in a diagram.
  package var body: Colour
  /// What has weights.
  package var learned: Paint
  /// What has none.
  package var pointwise: Paint
  /// Lines in a plot: seven at most, which differ for colour-blind readers too;
  /// `SeriesLook` tells more of them apart by their dashes.
  ///
  /// Okabe & Ito, *Color Universal Design*, 2008.
  package var series: [Colour]

  /// How much of something there is: the page's own colour for nothing, the
  /// accent for much.
  package var amounts: ColourMap {
    ColourMap("amounts", through: [surface, accent])
  }

  /// Dark on white.
  package static let light = Theme(
    surface: .white, ink: Colour(0x1B1F24), muted: Colour(0x5B6470),
    hairline: Colour(0xB6BEC8), accent: Colour(0xB3261E), gates: .viridis,
    signed: .orangeToBlue, invalid: Colour(0xE6007E),
    body: Colour(0xEFF4EC),
    learned: Paint(
      fill: Colour(0xFFE9A8), stroke: Stroke(Colour(0x9A7400), width: 1.5)),
    pointwise: Paint(
      fill: Colour(0xFFC9D6), stroke: Stroke(Colour(0xA83254), width: 1.5)),
    series: [
      0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xE69F00, 0x000000,
    ].map { Colour($0) })

  /// Black on white for printers: nothing is filled behind text.
  package static let print = Theme(
    surface: .white, ink: .black, muted: Colour(0x3C3C3C),
    hairline: Colour(0x8C8C8C), accent: Colour(0xB3261E), gates: .viridis,
    signed: .orangeToBlueInPrint, invalid: Colour(0xE6007E), body: .white,
    learned: Paint(fill: .white, stroke: Stroke(.black, width: 1.5)),
    pointwise: Paint(fill: .white, stroke: Stroke(.black, width: 1.5)),
    series: Theme.light.series)

  /// Bright on near black: page and ink change places, meanings stay.
  package static let dark = Theme(
    surface: Colour(0x14171B), ink: Colour(0xE8EAED), muted: Colour(0x9AA5B1),
    hairline: Colour(0x4A535E), accent: Colour(0xFF8A80), gates: .viridis,
    signed: .orangeToBlueOnDark, invalid: Colour(0xFF4DA6),
    body: Colour(0x20262C),
    learned: Paint(
      fill: Colour(0x6B5400), stroke: Stroke(Colour(0xE0B93B), width: 1.5)),
    pointwise: Paint(
      fill: Colour(0x6E2238), stroke: Stroke(Colour(0xF08CA6), width: 1.5)),
    series: [
      0x56B4E9, 0xE69F00, 0x009E73, 0xCC79A7, 0xF0E442, 0xD55E00, 0xEEEEEE,
    ].map { Colour($0) })
}
