/// What layout needs to know about text. It is handed to layout as a
/// parameter, so that a test can use a measure that needs no fonts.
package protocol TextMeasure {
  /// How much room a text takes.
  func extent(of text: Text) -> TextExtent

  /// Whether the fonts here can show every character of `string`.
  func canShow(_ string: String) -> Bool
}

/// How much room a text takes, in the units of its size.
package struct TextExtent: Equatable, Sendable {
  /// How far the pen moves.
  package var width: Double
  /// What is inked, relative to the start of the baseline.
  package var ink: Rect

  /// An extent of the given parts.
  package init(width: Double, ink: Rect) {
    (self.width, self.ink) = (width, ink)
  }
}

extension TextMeasure {
  /// How far the pen moves along a text.
  package func width(of text: Text) -> Double { extent(of: text).width }

  /// The upright rectangle around the ink of a label, in the scene's units.
  package func box(of label: Label) -> Rect {
    let extent = extent(of: label.text)
    let ink = extent.ink
    let left = ink.x - extent.width * label.anchor.share
    let angle = label.rotation * .pi / 180
    let corners = [
      (left, ink.y), (left + ink.width, ink.y), (left, ink.maxY),
      (left + ink.width, ink.maxY),
    ].map { x, y in
      (x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle))
    }
    let xs = corners.map { $0.0 + label.position.x }.sorted()
    let ys = corners.map { $0.1 + label.position.y }.sorted()
    return Rect(
      x: xs[0], y: ys[0], width: xs[3] - xs[0], height: ys[3] - ys[0])
  }
}

/// A measure without fonts: every character advances by the same share of the
/// font size, and is inked from the baseline to 0.73 of it.
package struct EvenTextMeasure: TextMeasure {
  /// The advance of one character, as a share of its size.
  package var advance: Double

  /// A measure with the given advance; 0.6 is that of most fixed-width fonts.
  package init(advance: Double = 0.6) { self.advance = advance }

  /// Characters times the advance.
  package func extent(of text: Text) -> TextExtent {
    let width = text.runs.reduce(0) { sum, run in
      sum + Double(run.string.count) * advance * text.size
        * run.style.script.scale
    }
    return TextExtent(
      width: width,
      ink: Rect(
        x: 0, y: -0.73 * text.size, width: width, height: 0.73 * text.size))
  }

  /// Everything can be shown.
  package func canShow(_ string: String) -> Bool { true }
}
