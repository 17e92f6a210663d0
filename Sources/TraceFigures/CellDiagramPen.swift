import Drawing

/// Turns the elements of a cell diagram into shapes of one look: line widths,
/// arrowheads, corners and hops are the same everywhere.
struct CellDiagramPen {
  let theme: Theme
  /// How long one unit of the grid is.
  let unit: Double
  /// Where the grid's (0, 0) is.
  let origin: Point

  /// The size of formulas on wires.
  var labelText: Double { 0.205 * unit }
  /// The size of words.
  var smallText: Double { 0.145 * unit }
  private var lineWidth: Double { 0.02 * unit }
  private var arrowLength: Double { 0.15 * unit }

  /// A place on the grid, in the scene.
  func place(_ point: Point) -> Point {
    origin + unit * Point(point.x, -point.y)
  }

  /// The colour of lines and letters.
  func colour(emphasised: Bool) -> Colour {
    emphasised ? theme.ink : theme.ink.mixed(with: theme.body, share: 0.78)
  }

  /// The rounded body of the cell.
  var body: Scene.Element {
    let corner = place(Point(0.6, 5.4))
    return .rectangle(
      Rect(x: corner.x, y: corner.y, width: 8.8 * unit, height: 4.8 * unit),
      radius: 0.3 * unit,
      Paint(
        fill: theme.body, stroke: Stroke(theme.hairline, width: lineWidth)))
  }

  /// A line of text whose middle is at a place on the grid.
  func label(
    _ text: Text, at point: Point, anchor: Label.Anchor, colour: Colour
  ) -> Scene.Element {
    .label(
      Label(
        text, at: place(point) + Point(0, FigureStyle.drop(text.size)),
        anchor: anchor, colour: colour))
  }

  /// A node without its letters.
  func shape(
    of node: CellDiagram.Node, emphasised: Bool
  ) -> Scene.Element {
    shape(node.kind, at: place(node.centre), emphasised: emphasised)
  }

  private func shape(
    _ kind: CellDiagram.Node.Kind, at centre: Point, scale: Double = 1,
    emphasised: Bool = true
  ) -> Scene.Element {
    let side = unit * scale
    var paint = kind == .learned ? theme.learned : theme.pointwise
    paint.stroke?.width = 0.8 * lineWidth
    if !emphasised {
      paint = Paint(
        fill: theme.body,
        stroke: Stroke(colour(emphasised: false), width: 0.8 * lineWidth))
    }
    switch kind {
    case .learned:
      let box = Rect(around: centre, width: 0.84 * side, height: 0.52 * side)
      return .rectangle(box, radius: 0.09 * side, paint)
    case .pointwise: return .circle(centre, radius: 0.26 * side, paint)
    case .function:
      let box = Rect(around: centre, width: 0.96 * side, height: 0.48 * side)
      return .ellipse(box, paint)
    }
  }
}

// MARK: Wires

extension CellDiagramPen {
  /// A wire with its dot and arrowhead, without its label.
  func elements(
    of wire: CellDiagram.Wire, colour: Colour
  ) -> [Scene.Element] {
    guard wire.points.count > 1 else { return [] }
    var points = wire.points.map(place)
    var elements: [Scene.Element] = []
    if wire.hasArrow {
      let last = points.count - 1
      let (tip, before) = (points[last], points[last - 1])
      let size = wire.isBelt ? 1.5 * arrowLength : arrowLength
      elements.append(
        arrowhead(at: tip, from: before, length: size, colour: colour))
      // The line stops within the head, whose tip stays sharp.
      points[last] = tip - size * 0.8 * direction(from: before, to: tip)
    }
    let width = wire.isBelt ? 3 * lineWidth : lineWidth
    let path = line(
      through: points, cornerRadius: (wire.isJoin ? 0.3 : 0.14) * unit,
      hop: wire.hop.map(place))
    elements.insert(.path(path, .line(colour, width: width)), at: 0)
    if wire.isCopy {
      elements.append(
        .circle(points[0], radius: 0.05 * unit, .fill(colour)))
    }
    return elements
  }

  private func direction(from a: Point, to b: Point) -> Point {
    (1 / (b - a).length) * (b - a)
  }

  private func arrowhead(
    at tip: Point, from before: Point, length: Double, colour: Colour
  ) -> Scene.Element {
    let ahead = direction(from: before, to: tip)
    let aside = Point(-ahead.y, ahead.x)
    let base = tip - length * ahead
    return .path(
      Path(
        [tip, base + 0.42 * length * aside, base - 0.42 * length * aside],
        closed: true), .fill(colour))
  }

  /// Straight pieces with rounded corners; at the hop, an arc to the right of
  /// an upward line.
  private func line(
    through points: [Point], cornerRadius: Double, hop: Point?
  ) -> Path {
    var path = Path()
    path.move(to: points[0])
    for index in 1..<points.count {
      let (before, corner) = (points[index - 1], points[index])
      if let hop, hop.x == before.x, hop.x == corner.x {
        let radius = 0.17 * unit
        path.line(to: hop + Point(0, radius))
        path.curve(
          hop + Point(1.33 * radius, radius),
          hop + Point(1.33 * radius, -radius), to: hop - Point(0, radius))
      }
      guard index + 1 < points.count else {
        path.line(to: corner)
        break
      }
      let after = points[index + 1]
      let start = corner - cornerRadius * direction(from: before, to: corner)
      let end = corner + cornerRadius * direction(from: corner, to: after)
      path.line(to: start)
      // 0.55 of the way makes a cubic curve nearly a quarter circle.
      path.curve(
        start + 0.55 * (corner - start), end + 0.55 * (corner - end), to: end)
    }
    return path
  }

  /// What the key shows, each around (0, 0) to (0.65, 0) of the grid.
  var keySamples: [(String, [Scene.Element])] {
    let (left, middle, right) = (
      Point(0, 0), Point(0.32 * unit, 0), Point(0.62 * unit, 0)
    )
    let line = Paint.line(theme.ink, width: lineWidth)
    let upper = Point(right.x, -0.16 * unit)
    var joined = Path([left - Point(0, 0.16 * unit)])
    joined.curve(middle - Point(0, 0.16 * unit), middle, to: middle)
    var copied = Path([middle])
    copied.curve(
      middle - Point(0, 0.16 * unit), middle - Point(0, 0.16 * unit),
      to: upper)
    return [
      ("learned layer", [shape(.learned, at: middle, scale: 0.72)]),
      (
        "pointwise, no weights",
        [shape(.pointwise, at: middle, scale: 0.72)]
      ),
      ("join", [.path(Path([left, right]), line), .path(joined, line)]),
      (
        "copy",
        [
          .path(Path([left, right]), line), .path(copied, line),
          .circle(middle, radius: 0.05 * unit, .fill(theme.ink)),
        ]
      ),
      (
        "memory",
        [.path(Path([left, right]), .line(theme.ink, width: 3 * lineWidth))]
      ),
    ]
  }
}
