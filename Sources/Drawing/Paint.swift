/// How a shape looks: what fills it, and what line goes around it.
package struct Paint: Hashable, Sendable {
  /// The colour inside, or nil for none.
  package var fill: Colour?
  /// The line, or nil for none.
  package var stroke: Stroke?

  /// A paint of the given parts.
  package init(fill: Colour? = nil, stroke: Stroke? = nil) {
    (self.fill, self.stroke) = (fill, stroke)
  }

  /// Filled, without a line.
  package static func fill(_ colour: Colour) -> Paint { Paint(fill: colour) }

  /// A line, nothing inside.
  package static func line(
    _ colour: Colour, width: Double = 1, dash: [Double] = []
  ) -> Paint {
    Paint(stroke: Stroke(colour, width: width, dash: dash))
  }
}

/// A line's look.
package struct Stroke: Hashable, Sendable {
  /// Its colour.
  package var colour: Colour
  /// Its width in the scene's units.
  package var width: Double
  /// Lengths of ink and gap in turn, or empty for an unbroken line.
  package var dash: [Double]

  /// A line of the given look; ends are flat and corners round.
  package init(_ colour: Colour, width: Double, dash: [Double] = []) {
    (self.colour, self.width, self.dash) = (colour, width, dash)
  }
}
