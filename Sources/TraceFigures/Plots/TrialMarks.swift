import Drawing

/// What stands on a row of trials beside their dots: the mean, what was given up,
/// and the paper's mean.
struct TrialMarks {
  let style: FigureStyle
  /// Where a number of sequences is on the axis.
  let x: (Int) -> Double

  private var small: Double { style.smallText }

  /// A bar at the mean of several trials, which is what the paper reports.
  func mean(
    of solved: [Int], y: Double, _ colour: Colour
  ) -> [Scene.Element] {
    guard solved.count > 1 else { return [] }
    let x = x(solved.reduce(0, +) / solved.count)
    let reach = 0.42 * small
    return [
      .line(
        from: Point(x, y - reach), to: Point(x, y + reach),
        .line(colour, width: small / 6))
    ]
  }

  /// A cross for all trials given up after as many sequences, and how many they
  /// are where they are several.
  func crosses(_ unsolved: [Int], y: Double) -> [Scene.Element] {
    Dictionary(grouping: unsolved, by: \.self).sorted { $0.key < $1.key }
      .flatMap { sequences, trials -> [Scene.Element] in
        let place = Point(x(sequences), y)
        guard trials.count > 1 else { return [cross(at: place)] }
        return [
          cross(at: place),
          .label(
            Label(
              style.small("\(trials.count)"),
              at: place + Point(0.5 * small, FigureStyle.drop(small)),
              colour: style.theme.muted)),
        ]
      }
  }

  private func cross(at centre: Point) -> Scene.Element {
    let reach = 0.22 * small
    var path = Path()
    for side in [1.0, -1] {
      path.move(to: Point(centre.x - reach, centre.y - side * reach))
      path.line(to: Point(centre.x + reach, centre.y + side * reach))
    }
    return .path(path, .line(style.theme.muted, width: small / 10))
  }

  func diamond(at centre: Point) -> Scene.Element {
    let reach = 0.42 * small
    var path = Path()
    path.move(to: Point(centre.x, centre.y - reach))
    path.line(to: Point(centre.x + reach, centre.y))
    path.line(to: Point(centre.x, centre.y + reach))
    path.line(to: Point(centre.x - reach, centre.y))
    path.close()
    return .path(
      path,
      Paint(
        fill: style.theme.surface,
        stroke: Stroke(style.theme.accent, width: small / 8)))
  }
}
