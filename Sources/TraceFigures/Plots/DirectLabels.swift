import Drawing

/// Names at the ends of lines: each as near to its line as the others allow.
package struct DirectLabels {
  private let ends: [Point]
  private let gap: Double

  /// A name that found its place.
  package struct Placed: Equatable, Sendable {
    /// Which line it names.
    package let index: Int
    /// Where the line ends.
    package let end: Point
    /// How far down the middle of the name is.
    package let y: Double
  }

  /// Names for lines with the given ends, at least `gap` from each other.
  package init(_ ends: [Point], gap: Double) {
    (self.ends, self.gap) = (ends, gap)
  }

  /// The names in order from the top, none above or below the frame unless
  /// they are too many for it.
  package func placed(within frame: Rect) -> [Placed] {
    let order = ends.indices.sorted {
      (ends[$0].y, $0) < (ends[$1].y, $1)
    }
    var places: [Double] = []
    for index in order {
      places.append(
        max(ends[index].y, (places.last ?? -.infinity) + gap))
    }
    // Whatever was pushed out at the bottom pushes back from there.
    var lowest = frame.maxY
    for place in places.indices.reversed() {
      places[place] = min(places[place], lowest)
      lowest = places[place] - gap
    }
    return zip(order, places).map {
      Placed(index: $0, end: ends[$0], y: $1)
    }
  }
}
