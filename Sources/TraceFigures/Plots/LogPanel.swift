/// One plot of sizes on a logarithmic scale: a line for each of several
/// series, with its name at its end.
package struct LogPanel: Equatable, Sendable {
  /// What is measured: the title over the plot.
  package var title: String
  /// What the horizontal axis counts.
  package var axis: String
  /// Whether 1 stands for an error that neither grows nor fades, and epsilon
  /// for one that is lost; then both are marked.
  package var meansErrorFlow: Bool
  /// The lines.
  package var series: [Series]

  /// One line.
  package struct Series: Equatable, Sendable {
    /// What stands at the line's end.
    package var name: String
    /// Which of the theme's colours it has.
    package var colour: Int
    /// Where it stands between the first and the last of an order, 0 to 1, which
    /// then is its shade, dark to light; nil where there is no order.
    package var shade: Double?
    /// The size at 0, 1, … of the horizontal axis.
    package var values: [Double]
    /// The lower edge of the band around the line, or nil for no band.
    package var lower: [Double]?
    /// The upper edge.
    package var upper: [Double]?
    /// A second line, drawn dashed; or nil.
    package var dashed: [Double]?

    /// A line of the given values.
    package init(
      name: String, colour: Int, values: [Double], lower: [Double]? = nil,
      upper: [Double]? = nil, dashed: [Double]? = nil
    ) {
      (self.name, self.colour, self.values) = (name, colour, values)
      (self.lower, self.upper, self.dashed) = (lower, upper, dashed)
    }

    /// Every size that the line, its band and its dashes show.
    var sizes: [Double] {
      values + (lower ?? []) + (upper ?? []) + (dashed ?? [])
    }
  }

  /// A plot of the given lines.
  package init(
    title: String, axis: String, meansErrorFlow: Bool = true, series: [Series]
  ) {
    (self.title, self.axis, self.series) = (title, axis, series)
    self.meansErrorFlow = meansErrorFlow
  }
}

/// Sizes side by side on a logarithmic scale, each with its range.
package struct RangePanel: Equatable, Sendable {
  /// What is measured.
  package var title: String
  /// What the columns are.
  package var axis: String
  /// The columns, from left to right.
  package var columns: [Column]

  /// One dot and the range around it.
  package struct Column: Equatable, Sendable {
    /// What stands below it.
    package var name: String
    /// Which of the theme's colours it has.
    package var colour: Int
    /// The size.
    package var value: Double
    /// The lower end of its range.
    package var lower: Double
    /// The upper end of its range.
    package var upper: Double

    /// A dot and its range.
    package init(
      name: String, colour: Int, value: Double, lower: Double, upper: Double
    ) {
      (self.name, self.colour, self.value) = (name, colour, value)
      (self.lower, self.upper) = (lower, upper)
    }
  }

  /// A panel of the given columns.
  package init(title: String, axis: String, columns: [Column]) {
    (self.title, self.axis, self.columns) = (title, axis, columns)
  }
}
