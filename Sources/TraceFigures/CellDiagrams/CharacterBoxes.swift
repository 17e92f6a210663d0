import Drawing

/// Characters that were read, each in a box of its own on a colour: how wide
/// the box must be, and what stands in it.
struct CharacterBoxes<Measure: TextMeasure> {
  let style: FigureStyle
  let measure: Measure
  private var labels: [String: (label: StepLabel, width: Double)] = [:]

  init(style: FigureStyle, measure: Measure) {
    (self.style, self.measure) = (style, measure)
  }

  /// The size of the characters of a text.
  var size: Double { style.characterText }
  /// How tall their boxes are.
  var height: Double { (1.5 * size).rounded() }

  /// How wide the box of a character of the text must be.
  mutating func width(of character: String) -> Double {
    shown(character).width
  }

  /// A character in the middle of its box.
  mutating func elements(
    _ character: String, in box: Rect, size: Double, on colour: Colour
  ) -> [Scene.Element] {
    let text: Text
    switch shown(character).label {
    // A coloured gap shows a space better than a sign would.
    case .standIn where character == " " && size == self.size: return []
    case .character(let string), .standIn(let string):
      text = StepLabel.text(string, size: size)
    case .boxed(let string):
      text = Text(
        string, size: string == character ? size : style.minimumText,
        .monospaced)
    }
    let baseline = box.centre.y + FigureStyle.drop(0.95 * text.size)
    return [
      .label(
        Label(
          text, at: Point(box.centre.x, baseline), anchor: .middle,
          colour: colour.ink))
    ]
  }

  private mutating func shown(
    _ character: String
  ) -> (label: StepLabel, width: Double) {
    if let known = labels[character] { return known }
    let label = StepLabel(character, measure: measure)
    let width =
      switch label {
      case .character(let string), .standIn(let string):
        max(0.72, StepLabel.breadth(of: string, measure: measure) + 0.1) * size
      // A word stands as it is, a code point small.
      case .boxed(let string) where string == character:
        measure.width(of: Text(string, size: size, .monospaced)) + 0.6 * size
      case .boxed(let string):
        0.62 * Double(string.count) * style.minimumText + 6
      }
    labels[character] = (label, width)
    return (label, width)
  }
}
