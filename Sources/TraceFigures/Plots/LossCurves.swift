import Drawing
import Wording

/// How the loss fell while a model was trained, or several.
package struct LossCurves: Equatable, Figure {
  /// What stands over the plot.
  package var title = "Training"
  /// What is counted from left to right.
  package var xTitle = "update"
  /// What is measured upward.
  package var yTitle = "nats per character"
  /// Where the plot begins on the left.
  package var xStart = 0.0
  /// The lines, each named at its end.
  package var curves: [Curve]
  /// Where it comes from, under the plot.
  package var notes: [String]

  /// The range around each point of a line.
  package struct Band: Equatable, Sendable {
    /// The lower edge.
    package var lower: [Double]
    /// The upper edge.
    package var upper: [Double]

    /// A band between two edges.
    package init(lower: [Double], upper: [Double]) {
      precondition(
        lower.count == upper.count,
        "\(lower.count) lower and \(upper.count) upper edges")
      (self.lower, self.upper) = (lower, upper)
    }
  }

  /// One line: updates from left to right, nats per character upward.
  package struct Curve: Equatable, Sendable {
    /// What it shows, such as `validation`.
    package var name: String
    /// The update of each point.
    package var updates: [Double]
    /// The loss at each point, in nats per character; what is not finite is a
    /// gap.
    package var nats: [Double]
    /// Whether each point has a mark, as where there are few.
    package var hasMarks: Bool
    /// The range around each point; nil for none.
    package var band: Band?
    /// What the line is a mean of, pale behind it; empty for none.
    package var raw: [Double] = []
    /// Which of the theme's looks it has; nil for that of its place.
    package var look: Int?

    /// A line of the given points.
    package init(
      name: String, updates: [Double], nats: [Double], hasMarks: Bool = false,
      band: Band? = nil
    ) {
      precondition(
        updates.count == nats.count
          && band?.lower.count ?? nats.count == nats.count,
        """
        \(updates.count) updates, \(nats.count) losses, a band of \
        \(band?.lower.count ?? 0)
        """)
      (self.name, self.updates, self.nats) = (name, updates, nats)
      (self.hasMarks, self.band) = (hasMarks, band)
    }

    /// The mean of the last so many points up to each, and fewer at the
    /// beginning, where there are no more: it is nowhere pulled towards what
    /// came first. The points themselves are `raw`.
    package init(
      name: String, updates: [Double], nats: [Double], meanOf window: Int
    ) {
      precondition(window > 0, "a mean of \(window) points")
      var means: [Double] = []
      var (sum, count) = (0.0, 0)
      for (index, loss) in nats.enumerated() {
        if loss.isFinite { (sum, count) = (sum + loss, count + 1) }
        if index >= window, nats[index - window].isFinite {
          (sum, count) = (sum - nats[index - window], count - 1)
        }
        means.append(count > 0 && loss.isFinite ? sum / Double(count) : .nan)
      }
      self.init(name: name, updates: updates, nats: means)
      if window > 1 { raw = nats }
    }
  }

  /// A figure of the given lines.
  package init(_ curves: [Curve], notes: [String] = []) {
    (self.curves, self.notes) = (curves, notes)
  }

  /// The picture.
  package func scene(
    style: FigureStyle, measure: some TextMeasure
  ) -> Scene {
    LossLayout(figure: self, style: style, measure: measure).scene
  }
}

extension LossCurves {
  /// Every point of every line, with what it is a mean of and its range.
  package var numbers: FigureNumbers {
    FigureNumbers(
      ["curve", xTitle, "nats", "raw", "lower", "upper"],
      curves.flatMap { curve in
        curve.updates.indices.map { k in
          [
            curve.name, curve.updates[k].field, curve.nats[k].field,
            curve.raw.isEmpty ? "" : curve.raw[k].field,
            curve.band?.lower[k].field ?? "", curve.band?.upper[k].field ?? "",
          ]
        }
      })
  }
}
