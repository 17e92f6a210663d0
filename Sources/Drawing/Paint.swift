/// How a shape looks: what fills it, and what line goes around it.
public struct Paint: Hashable, Sendable {
  /// The colour inside, or nil for none.
  public var fill: Colour?
  /// The line, or nil for none.
  public var stroke: Stroke?

  /// A paint of the given parts.
  public init(fill: Colour? = nil, stroke: Stroke? = nil) {
    (self.fill, self.stroke) = (fill, stroke)
  }

  /// Filled, without a line.
  public static func fill(_ colour: Colour) -> Paint { Paint(fill: colour) }

  /// A line, nothing inside.
  public static func line(
    _ colour: Colour, width: Double = 1, dash: [Double] = []
  ) -> Paint {
    Paint(stroke: Stroke(colour, width: width, dash: dash))
  }
}

/// A line's look.
public struct Stroke: Hashable, Sendable {
  /// Its colour.
  public var colour: Colour
  /// Its width in the scene's units.
  public var width: Double
  /// Lengths of ink and gap in turn, or empty for an unbroken line.
  public var dash: [Double]

  /// A line of the given look; ends are flat and corners round.
  public init(_ colour: Colour, width: Double, dash: [Double] = []) {
    (self.colour, self.width, self.dash) = (colour, width, dash)
  }
}
