import Drawing

/// The way from dot to dot, which a text that is short enough has.
extension TrajectoryFigure {
  /// The most steps whose path can be followed.
  private static let mostSteps = 400
  /// The most steps whose characters stand beside their dots.
  private static let mostLetters = 80

  /// Whether the way is drawn.
  var hasPath: Bool {
    isWhole && trajectory.points.count <= Self.mostSteps
  }

  /// A line from each step to the next, with arrowheads on what is long enough
  /// to have one.
  func path(_ plot: PlotAxes, _ style: FigureStyle) -> [Scene.Element] {
    guard hasPath else { return [] }
    let places = trajectory.points.map { place($0, plot) }
    let paint = Paint.line(
      style.theme.muted.with(alpha: 150), width: style.gridWidth)
    let length = 0.5 * style.smallText
    let heads = zip(places, places.dropFirst()).compactMap {
      start, end -> Scene.Element? in
      let way = end - start
      guard way.length > 3 * length else { return nil }
      let along = (1 / way.length) * way
      let across = Point(-along.y, along.x)
      let tip = start + 0.5 * way + 0.5 * length * along
      let foot = tip - length * along
      return .path(
        Path(
          [tip, foot + 0.35 * length * across, foot - 0.35 * length * across],
          closed: true), .fill(style.theme.muted))
    }
    return [.path(Path(places), paint)] + heads
  }

  /// The characters of a short text, each beside its dot where there is room.
  func letters(
    _ plot: PlotAxes, _ style: FigureStyle, _ measure: some TextMeasure
  ) -> [Scene.Element] {
    guard hasPath, labels.count == trajectory.points.count,
      labels.count <= Self.mostLetters
    else { return [] }
    let size = style.smallText
    let dots = trajectory.points.map { place($0, plot) }
    var taken: [Rect] = []
    return zip(labels, trajectory.points).compactMap {
      name, point -> Scene.Element? in
      let (text, colour): (String, Colour) =
        switch StepLabel(name, measure: measure) {
        case .character(let text): (text, style.theme.ink)
        case .standIn(let text): (text, style.theme.muted)
        case .boxed: ("□", style.theme.muted)
        }
      let centre = place(point, plot)
      let places: [(Double, Double)] = [
        (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1.4), (0, 1.4),
      ]
      for (x, y) in places {
        let label = Label(
          StepLabel.text(text, size: size),
          at: centre
            + Point(0.7 * size * x, 0.6 * size * y + FigureStyle.drop(size)),
          anchor: .middle, colour: colour)
        let box = measure.box(of: label)
        guard plot.frame.contains(box), !taken.contains(where: box.overlaps),
          dots.allSatisfy({ ($0 - box.centre).length > 0.6 * size })
        else { continue }
        taken.append(box)
        return .label(label)
      }
      return nil
    }
  }
}
