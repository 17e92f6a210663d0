import Drawing

/// Turns the elements of a cell diagram into shapes of one look: line widths,
/// arrowheads, corners and hops are the same everywhere.
struct CellDiagramPen {
  let theme: Theme
  /// How long one unit of the grid is.
  let unit: Double
  /// Where the grid's (0, 0) is.
  let origin: Point
  /// No text is smaller.
  let minimumText: Double
  /// The size of formulas on wires.
  let labelText: Double
  /// How far the wires reach out of the grid on either side.
  let gutter: Double
  /// How wide the grid is.
  let gridWidth: Double
  /// How long one unit upward is, in units to the right: more than 1 where
  /// letters are large beside the cell and lines must stand apart.
  let rise: Double

  /// Where letters are large, so are the boxes around them.
  var widening: Double { min(rise, 1.25) }

  /// How an element is drawn.
  enum Look {
    /// As it is.
    case plain
    /// As what differs from the LSTM.
    case accent
    /// Pale, so that others stand out.
    case faded
    /// Dashed: what the LSTM has here and this cell has not.
    case ghost
  }

  /// The size of words.
  var smallText: Double { max(minimumText, 0.145 * unit) }
  /// The size of formulas with numbers.
  var valueText: Double { max(minimumText, 0.17 * unit) }
  /// The size of equations.
  var equationText: Double { 0.205 * keyUnit }
  /// Whether there is room for words between the boxes.
  var hasCaptions: Bool { 0.17 * unit >= minimumText }
  var lineWidth: Double { max(0.6, 0.02 * unit) }
  private var arrowLength: Double { 0.15 * unit }

  /// A place on the grid, in the scene; what is on its left or right edge
  /// lies at the end of the gutter.
  func place(_ point: Point) -> Point {
    let x =
      point.x < 0.3
      ? point.x - gutter
      : point.x > gridWidth - 0.3 ? point.x + gutter : point.x
    return origin + unit * Point(x, -rise * point.y)
  }

  /// The colour of lines and letters.
  func colour(_ look: Look) -> Colour {
    switch look {
    case .plain: theme.ink
    case .accent: theme.accent
    case .faded: theme.ink.mixed(with: theme.body, share: 0.78)
    case .ghost: theme.ink.mixed(with: theme.body, share: 0.68)
    }
  }

  /// The rounded body of a cell, its lower left corner at (x, y) of the grid.
  func body(_ rect: Rect) -> Scene.Element {
    let corner = origin + unit * Point(rect.x, -rise * rect.maxY)
    return .rectangle(
      Rect(
        x: corner.x, y: corner.y, width: rect.width * unit,
        height: rect.height * rise * unit),
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
  func shape(of node: CellDiagram.Node, look: Look) -> [Scene.Element] {
    guard node.kind != .cell else { return [] }
    return [shape(node.kind, at: place(node.centre), look: look)]
  }

  /// The edges of the nodes behind one of which a block has several.
  func stack(behind node: CellDiagram.Node, look: Look) -> [Scene.Element] {
    [2, 1].map { k in
      shape(
        node.kind,
        at: place(node.centre) + behind(k), look: look)
    }
  }

  /// How wide and tall a node is drawn; 0 for a whole cell, whose body is its
  /// box.
  func size(
    of kind: CellDiagram.Node.Kind, scale: Double = 1
  ) -> (width: Double, height: Double) {
    let side = unit * scale
    return switch kind {
    case .learned: (0.84 * side * widening, 0.52 * side * widening)
    case .pointwise: (0.52 * side, 0.52 * side)
    case .function: (0.96 * side * widening, 0.48 * side * widening)
    case .cell: (0, 0)
    }
  }

  func shape(
    _ kind: CellDiagram.Node.Kind, at centre: Point, scale: Double = 1,
    look: Look = .plain
  ) -> Scene.Element {
    let side = unit * scale
    let size = size(of: kind, scale: scale)
    let box = Rect(around: centre, width: size.width, height: size.height)
    var paint = kind == .learned ? theme.learned : theme.pointwise
    paint.stroke?.width = 0.8 * lineWidth
    switch look {
    case .plain: break
    case .accent: paint.stroke = Stroke(theme.accent, width: 2 * lineWidth)
    case .faded, .ghost:
      paint = Paint(
        fill: theme.body,
        stroke: Stroke(
          colour(look), width: 0.8 * lineWidth, dash: dash(look)))
    }
    switch kind {
    case .learned, .cell: return .rectangle(box, radius: 0.09 * side, paint)
    case .pointwise, .function: return .ellipse(box, paint)
    }
  }

  func dash(_ look: Look) -> [Double] {
    look == .ghost ? [0.07 * unit, 0.06 * unit] : []
  }
}

// MARK: Wires

extension CellDiagramPen {
  /// A wire with its dot and arrowhead, without its label. A wire that shows a
  /// number has its colour between two lines of ink.
  ///
  /// - Parameter diagram: whose nodes wires lead from and to; where letters are
  ///   large and nodes with them, wires end at the outlines as they are drawn.
  func elements(
    of wire: CellDiagram.Wire, in diagram: CellDiagram, look: Look,
    value: Colour? = nil
  ) -> [Scene.Element] {
    guard wire.points.count > 1 else { return [] }
    let ink = colour(look)
    var points = corners(of: wire, in: diagram)
    var heads: [Scene.Element] = []
    let size =
      arrowLength * (wire.isBelt ? 1.5 : 1) * (value == nil ? 1 : 1.25)
    let last = points.count - 1
    let (tip, before) = (points[last], points[last - 1])
    if wire.hasArrow {
      heads.append(
        arrowhead(
          at: tip, from: before, length: size, fill: value ?? ink, line: ink))
      // The line stops within the head, whose tip stays sharp.
      points[last] = tip - size * 0.8 * direction(from: before, to: tip)
    }
    let path = line(
      through: points, cornerRadius: (wire.isJoin ? 0.3 : 0.14) * unit,
      hops: wire.hops.map(place))
    if wire.isCopy {
      heads.append(.circle(points[0], radius: 0.05 * unit, .fill(ink)))
    }
    return strokes(path, wire: wire, look: look, value: value) + heads
  }

  private func strokes(
    _ path: Path, wire: CellDiagram.Wire, look: Look, value: Colour?
  ) -> [Scene.Element] {
    guard let value else {
      let width = lineWidth * (wire.isBelt ? 3 : look == .accent ? 1.6 : 1)
      return [.path(path, .line(colour(look), width: width, dash: dash(look)))]
    }
    let width = lineWidth * (wire.isBelt ? 5 : 3)
    return [
      .path(path, .line(colour(look), width: width + 1.2 * lineWidth)),
      .path(path, .line(value, width: width)),
    ]
  }

  private func direction(from a: Point, to b: Point) -> Point {
    (1 / (b - a).length) * (b - a)
  }

  private func arrowhead(
    at tip: Point, from before: Point, length: Double, fill: Colour,
    line: Colour
  ) -> Scene.Element {
    let ahead = direction(from: before, to: tip)
    let aside = Point(-ahead.y, ahead.x)
    let base = tip - length * ahead
    let outline =
      fill == line ? nil : Stroke(line, width: 0.6 * lineWidth)
    return .path(
      Path(
        [tip, base + 0.42 * length * aside, base - 0.42 * length * aside],
        closed: true), Paint(fill: fill, stroke: outline))
  }

  /// Straight pieces with rounded corners; at each hop, an arc to the right of
  /// an upright line.
  private func line(
    through points: [Point], cornerRadius: Double, hops: [Point]
  ) -> Path {
    var path = Path()
    path.move(to: points[0])
    for index in 1..<points.count {
      let (before, corner) = (points[index - 1], points[index])
      for hop in hops where hop.x == before.x && hop.x == corner.x {
        leap(over: hop, towards: corner, in: &path)
      }
      guard index + 1 < points.count else {
        path.line(to: corner)
        break
      }
      let after = points[index + 1]
      // Where two corners share a piece, each has half of it.
      let radius = min(
        cornerRadius, (corner - before).length / (index > 1 ? 2 : 1),
        (after - corner).length / (index + 2 < points.count ? 2 : 1))
      let start = corner - radius * direction(from: before, to: corner)
      let end = corner + radius * direction(from: corner, to: after)
      path.line(to: start)
      // 0.55 of the way makes a cubic curve nearly a quarter circle.
      path.curve(
        start + 0.55 * (corner - start), end + 0.55 * (corner - end), to: end)
    }
    return path
  }

  private func leap(over hop: Point, towards end: Point, in path: inout Path) {
    let radius = 0.17 * unit
    let ahead = radius * direction(from: hop, to: end)
    let aside = Point(1.33 * radius, 0)
    path.line(to: hop - ahead)
    path.curve(hop - ahead + aside, hop + ahead + aside, to: hop + ahead)
  }
}
