/// A line of text at a place in a scene.
///
/// The place is an anchor on the baseline, so that a scene can be laid out
/// without measuring: where the text starts, its middle, or where it ends.
package struct Label: Hashable, Sendable {
  /// What it says.
  package var text: Text
  /// Where the anchor is.
  package var position: Point
  /// Which part of the text is at the position.
  package var anchor: Anchor
  /// Of the runs that have no colour of their own.
  package var colour: Colour
  /// Degrees clockwise around the position.
  package var rotation: Double

  /// Which part of a text its position marks.
  package enum Anchor: String, Sendable {
    /// Where the first character starts.
    case start
    /// Half way.
    case middle
    /// Where the last character ends.
    case end

    /// How much of the text lies before the position.
    package var share: Double {
      switch self {
      case .start: 0
      case .middle: 0.5
      case .end: 1
      }
    }
  }

  /// A label that says `text` at `position`.
  package init(
    _ text: Text, at position: Point, anchor: Anchor = .start, colour: Colour,
    rotation: Double = 0
  ) {
    (self.text, self.position, self.anchor) = (text, position, anchor)
    (self.colour, self.rotation) = (colour, rotation)
  }
}
