import Drawing

extension CellDiagram {
  /// Diagrams of one cell that are shown one after another, with as much room for
  /// letters at both ends as the widest needs, so that nothing moves but them.
  package static func sharingRoom(
    _ diagrams: [CellDiagram], style: FigureStyle, measure: some TextMeasure
  ) -> [CellDiagram] {
    let gutter = diagrams.reduce(0) {
      max($0, CellDiagramLayout($1, style: style, measure: measure).pen.gutter)
    }
    return diagrams.map { diagram in
      var diagram = diagram
      diagram.leastGutter = gutter
      return diagram
    }
  }

  /// How far letters can go from a place, in units of the grid, before they
  /// meet an upright wire, a box or the cell's edge; without limit where they are
  /// centred.
  func room(at place: Point, anchor: Label.Anchor) -> Double {
    guard anchor != .middle else { return .infinity }
    let body = bodies.first {
      $0.x < place.x && place.x < $0.maxX && $0.y < place.y
        && place.y < $0.maxY
    }
    let edges =
      upright(at: place.y) + sides(at: place.y)
      + (body.map { [$0.x, $0.maxX] } ?? [])
    let distances = edges.map { anchor == .start ? $0 - place.x : place.x - $0 }
    // What is nearest on the other side is the wire that the letters name.
    return (distances.filter { $0 > 0 }.min() ?? .infinity) - 0.12
  }

  /// Where wires pass a height.
  private func upright(at y: Double) -> [Double] {
    wires.filter { !ghosts.contains($0.name) }.flatMap { wire in
      zip(wire.points, wire.points.dropFirst()).compactMap { a, b in
        a.x == b.x && min(a.y, b.y) - 0.1 < y && y < max(a.y, b.y) + 0.1
          ? a.x : nil
      }
    }
  }

  /// Where nodes begin and end at a height.
  private func sides(at y: Double) -> [Double] {
    nodes.filter { abs($0.centre.y - y) < 0.34 }.flatMap { node in
      let half = node.kind == .pointwise ? 0.26 : 0.45
      return [node.centre.x - half, node.centre.x + half]
    }
  }
}

/// Draws a cell diagram: its elements on the grid, the key below, and the
/// equations and notes below that.
struct CellDiagramLayout<Measure: TextMeasure> {
  let diagram: CellDiagram
  let style: FigureStyle
  let measure: Measure
  private(set) var pen: CellDiagramPen

  init(_ diagram: CellDiagram, style: FigureStyle, measure: Measure) {
    (self.diagram, self.style, self.measure) = (diagram, style, measure)
    func pen(gutter: Double) -> CellDiagramPen {
      let unit =
        (style.width - 2 * style.margin) / (diagram.width + 2 * gutter)
      let letters = max(style.minimumText, diagram.letterSize * unit)
      let rise = min(1.5, max(1, letters / (0.205 * unit)))
      return CellDiagramPen(
        theme: style.theme, unit: unit,
        origin: Point(
          style.margin + gutter * unit,
          style.margin + diagram.height * rise * unit),
        minimumText: style.minimumText, labelText: letters, gutter: gutter,
        gridWidth: diagram.width, rise: rise)
    }
    self.pen = pen(gutter: 0)
    self.pen = pen(gutter: max(gutter, diagram.leastGutter))
  }

  /// How much room the letters at both ends need beyond the grid's own: with g
  /// units on either side of its n, and 0.55 within, (g + 0.55)·W/(n + 2g) is
  /// to be the widest's width.
  private var gutter: Double {
    let ends = diagram.wires.compactMap { wire -> Double? in
      guard let tag = wire.label,
        pen.place(tag.position).x < pen.place(Point(0.3, 0)).x
          || tag.position.x > diagram.width - 0.3
      else { return nil }
      return text(of: wire).map(measure.width)
    }
    let room = style.width - 2 * style.margin
    let widest = min(ends.max() ?? 0, 0.2 * room)
    return max(
      0,
      (diagram.width * widest - 0.55 * room) / (room - 2 * widest))
  }

  /// The whole figure.
  var scene: Scene {
    var y = pen.origin.y
    let groups: [Scene.Element] = [
      .group("body", diagram.bodies.map(pen.body)),
      .group("ghosts", diagram.nodes.filter(isGhost).flatMap(node)),
      .group("stacks", diagram.nodes.flatMap(stack)),
      .group("wires", ordered.flatMap(wire)),
      .group(
        "nodes", diagram.nodes.filter { !isGhost($0) }.flatMap(node)),
      .group("legend", keyElements(y: &y)),
      .group(
        "caption",
        [
          .group("equations", equationElements(y: &y)),
          .group("notes", noteElements(y: &y)),
        ]),
    ]
    return Scene(
      width: style.width, height: (y + style.margin).rounded(.up),
      title: diagram.title, summary: diagram.summary,
      background: style.theme.surface, elements: groups)
  }

  /// Pale wires first, so that they never cover the others; what has no colour
  /// of its own last.
  private var ordered: [CellDiagram.Wire] {
    func rank(_ wire: CellDiagram.Wire) -> Int {
      switch diagram.look(of: wire.name) {
      case .ghost: 0
      case .faded: 1
      case .plain: wire.isBelt ? 2 : 3
      case .accent: 4
      }
    }
    return (0...4).flatMap { k in diagram.wires.filter { rank($0) == k } }
  }

  private func wire(_ wire: CellDiagram.Wire) -> [Scene.Element] {
    let look = diagram.look(of: wire.name)
    var elements = pen.elements(
      of: wire, in: diagram, look: look,
      value: value(of: wire).flatMap(colour))
    if let tag = wire.label, let text = text(of: wire) {
      elements.append(
        pen.label(
          text, at: tag.position, anchor: tag.anchor, colour: pen.colour(look)))
    }
    return elements
  }

  private func value(of wire: CellDiagram.Wire) -> CellDiagram.WireValue? {
    diagram.look(of: wire.name) == .faded ? nil : diagram.values[wire.name]
  }

  /// What is written beside a wire: its letters, with the value where there is
  /// one, and the value alone where there is no room for both.
  private func text(of wire: CellDiagram.Wire) -> Text? {
    guard let tag = wire.label else { return nil }
    guard let value = value(of: wire) else {
      // A small letter in the midst of numbers is lost where they are large.
      let isCrowded = tag.isSmall && pen.rise >= 1.1
      return tag.needsValue || isCrowded
        ? nil
        : .formula(
          tag.formula, size: tag.isSmall ? pen.valueText : pen.labelText)
    }
    func lettered(_ number: String) -> Text {
      var text = Text.formula(tag.formula, size: pen.valueText)
      text.runs.append(Text.Run(" = \(number)"))
      return text
    }
    let isLarge = pen.rise >= 1.1
    let isEnd = tag.position.x < 0.3 || tag.position.x > diagram.width - 0.3
    guard !isEnd, value.number != nil else {
      return lettered(isLarge ? value.brief : value.text)
    }
    let brief = Text(value.brief, size: pen.valueText)
    guard !isLarge else { return brief }
    let room = pen.unit * diagram.room(at: tag.position, anchor: tag.anchor)
    return [lettered(value.text), lettered(value.brief)].first {
      measure.width(of: $0) <= room
    } ?? brief
  }

  private func colour(_ value: CellDiagram.WireValue) -> Colour? {
    guard let number = value.number else { return nil }
    guard number.isFinite else { return style.theme.invalid }
    return value.scale.map(in: style.theme)
      .colour(at: value.scale.share(of: number))
  }

  /// What is missing lies under the wires, one of which may run through it.
  private func isGhost(_ node: CellDiagram.Node) -> Bool {
    diagram.look(of: node.name) == .ghost
  }

  /// The edges behind a node lie under the wires, whose heads reach it.
  private func stack(behind node: CellDiagram.Node) -> [Scene.Element] {
    diagram.stacked.contains(node.name)
      ? pen.stack(behind: node, look: diagram.look(of: node.name)) : []
  }

  private func node(_ node: CellDiagram.Node) -> [Scene.Element] {
    let look = diagram.look(of: node.name)
    let colour = look == .accent ? style.theme.ink : pen.colour(look)
    var elements = pen.shape(of: node, look: look)
    if !node.symbol.isEmpty {
      elements.append(symbol(of: node, colour: colour))
    }
    if let caption = node.caption, pen.hasCaptions {
      elements.append(
        pen.label(
          Text.prose(caption, size: pen.smallText),
          at: node.centre + node.captionOffset, anchor: .start,
          colour: look == .plain || look == .accent ? style.theme.muted : colour
        ))
    }
    return elements
  }

  private func symbol(
    of node: CellDiagram.Node, colour: Colour
  ) -> Scene.Element {
    let place = node.centre + node.symbolOffset
    let anchor: Label.Anchor = node.symbolOffset.x > 0 ? .start : .middle
    switch node.kind {
    case .pointwise:
      // Signs stand lower on the line than capitals and figures do.
      let size = (node.symbol.count == 1 ? 0.36 : 0.24) * pen.unit
      return pen.label(
        Text(node.symbol, size: max(style.minimumText, size)),
        at: place + Point(0, 0.017), anchor: anchor, colour: colour)
    case .cell:
      return pen.label(
        Text(node.symbol, size: pen.labelText), at: place, anchor: anchor,
        colour: colour)
    case .learned, .function:
      return pen.label(
        symbolText(node.symbol), at: place, anchor: anchor, colour: colour)
    }
  }

  private func symbolText(_ symbol: String) -> Text {
    let size = max(pen.minimumText, 0.21 / 0.205 * pen.labelText)
    return symbol == "tanh" || symbol == "σ"
      ? Text(symbol, size: size, .roman) : .formula(symbol, size: size)
  }
}
