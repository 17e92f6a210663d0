import Drawing

/// How the k-th of several things in one plot is told from the others: by one
/// of the theme's seven colours, and from the eighth on by dashes or the shape
/// of its marks as well.
struct SeriesLook {
  /// The colour of its line and marks.
  let colour: Colour
  private let round: Int

  /// The look of the thing of that number, counted from 0.
  init(_ index: Int, in theme: Theme) {
    let colours = theme.series
    colour = colours[index % colours.count]
    round = index / colours.count
  }

  /// The look of a thing in an order, by its share of the way from the first to
  /// the last: dark to light, but never as light as the page.
  init(shade: Double, in theme: Theme) {
    let isDark = theme.surface.lightness < 50
    colour = theme.gates.colour(at: isDark ? 0.3 + 0.7 * shade : 0.75 * shade)
    round = 0
  }

  /// Its line. A plain dashed line means something else in these figures: the
  /// direct path through the memory.
  func line(width: Double) -> Paint {
    let dash: [Double] =
      switch round % 3 {
      case 0: []
      case 1: [6, 1.5, 1.5, 1.5]
      default: [1.5, 1.5]
      }
    return .line(colour, width: width, dash: dash.map { $0 * width })
  }

  /// A mark of its shape around a point: a disc, then a square, a triangle, a
  /// diamond.
  static func mark(
    _ shape: Int, at centre: Point, radius: Double, _ paint: Paint
  ) -> Scene.Element {
    func polygon(_ corners: [(Double, Double)]) -> Scene.Element {
      .path(
        Path(
          corners.map { centre + radius * Point($0.0, $0.1) }, closed: true),
        paint)
    }
    switch shape % 4 {
    case 0: return .circle(centre, radius: radius, paint)
    case 1:
      return .rectangle(
        Rect(around: centre, width: 1.8 * radius, height: 1.8 * radius), paint)
    case 2: return polygon([(0, -1.25), (1.15, 0.85), (-1.15, 0.85)])
    default: return polygon([(0, -1.4), (1.2, 0), (0, 1.4), (-1.2, 0)])
    }
  }
}
