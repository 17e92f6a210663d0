import Drawing

/// Draws a cell diagram: its elements on the grid, the key below, and the
/// equations and notes below that.
struct CellDiagramLayout<Measure: TextMeasure> {
  private let diagram: CellDiagram
  private let style: FigureStyle
  private let measure: Measure
  private var pen: CellDiagramPen

  init(_ diagram: CellDiagram, style: FigureStyle, measure: Measure) {
    (self.diagram, self.style, self.measure) = (diagram, style, measure)
    func pen(gutter: Double) -> CellDiagramPen {
      let unit =
        (style.width - 2 * style.margin) / (diagram.width + 2 * gutter)
      let rise = min(1.5, max(1, style.minimumText / (0.205 * unit)))
      return CellDiagramPen(
        theme: style.theme, unit: unit,
        origin: Point(
          style.margin + gutter * unit,
          style.margin + diagram.height * rise * unit),
        minimumText: style.minimumText, gutter: gutter,
        gridWidth: diagram.width, rise: rise)
    }
    self.pen = pen(gutter: 0)
    self.pen = pen(gutter: gutter)
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
      .group("wires", ordered.flatMap(wire)),
      .group("nodes", diagram.nodes.flatMap(node)),
      .group("key", keyElements(y: &y)),
      .group("equations", equationElements(y: &y)),
      .group("notes", noteElements(y: &y)),
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
      of: wire, look: look, value: value(of: wire).flatMap(colour))
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
  /// one, and the value alone where letters are large beside the cell.
  private func text(of wire: CellDiagram.Wire) -> Text? {
    guard let tag = wire.label else { return nil }
    guard let value = value(of: wire) else {
      return tag.needsValue
        ? nil
        : .formula(
          tag.formula, size: tag.isSmall ? pen.valueText : pen.labelText)
    }
    let isEnd = tag.position.x < 0.3 || tag.position.x > diagram.width - 0.3
    guard pen.rise < 1.1 || isEnd || value.number == nil else {
      return Text(value.brief, size: pen.valueText)
    }
    var text = Text.formula(tag.formula, size: pen.valueText)
    let shown = pen.rise < 1.1 ? value.text : value.brief
    text.runs.append(Text.Run(" = \(shown)"))
    return text
  }

  private func colour(_ value: CellDiagram.WireValue) -> Colour? {
    guard let number = value.number else { return nil }
    guard number.isFinite else { return style.theme.invalid }
    return value.scale.map(in: style.theme)
      .colour(at: value.scale.share(of: number))
  }

  private func node(_ node: CellDiagram.Node) -> [Scene.Element] {
    let look = diagram.look(of: node.name)
    let colour = look == .accent ? style.theme.ink : pen.colour(look)
    var elements = pen.shape(of: node, look: look)
    elements.append(symbol(of: node, colour: colour))
    if let caption = node.caption, pen.hasCaptions {
      elements.append(
        pen.label(
          Text(caption, size: pen.smallText),
          at: node.centre + Point(0.08, -0.7), anchor: .start,
          colour: look == .plain ? style.theme.muted : colour))
    }
    return elements
  }

  private func symbol(
    of node: CellDiagram.Node, colour: Colour
  ) -> Scene.Element {
    switch node.kind {
    case .pointwise:
      // Signs stand lower on the line than capitals and figures do.
      pen.label(
        Text(node.symbol, size: max(style.minimumText, 0.36 * pen.unit)),
        at: node.centre + Point(0, 0.017), anchor: .middle, colour: colour)
    case .cell:
      pen.label(
        Text(node.symbol, size: pen.labelText), at: node.centre,
        anchor: .middle, colour: colour)
    case .learned, .function:
      pen.label(
        symbolText(node.symbol), at: node.centre, anchor: .middle,
        colour: colour)
    }
  }

  private func symbolText(_ symbol: String) -> Text {
    let size = max(style.minimumText, 0.21 * pen.unit)
    return symbol == "tanh" || symbol == "σ"
      ? Text(symbol, size: size, .roman) : .formula(symbol, size: size)
  }
}

// MARK: Key, equations, notes

extension CellDiagramLayout {
  /// The key, in as many rows as it needs.
  private func keyElements(y: inout Double) -> [Scene.Element] {
    guard diagram.nodes.contains(where: { $0.kind != .cell }) else { return [] }
    y += 0.3 * pen.keyUnit
    let entries =
      diagram.values.isEmpty
      ? pen.key(of: diagram)
      : DiagramColours(diagram, theme: style.theme, pen: pen).entries
    let sample = diagram.values.isEmpty ? 0.75 : 1.5
    let widths = entries.map {
      sample * pen.keyUnit
        + measure.width(of: Text($0.name, size: pen.smallText))
    }
    let room = style.width - 2 * style.margin
    let least = 0.3 * pen.keyUnit
    var rows: [[Int]] = [[]]
    for index in entries.indices {
      let used = (rows[rows.count - 1] + [index]).reduce(0) {
        $0 + widths[$1] + least
      }
      if used > room, !rows[rows.count - 1].isEmpty { rows.append([]) }
      rows[rows.count - 1].append(index)
    }
    return rows.flatMap { row in
      let free = room - row.reduce(0) { $0 + widths[$1] }
      let gap = free / Double(row.count + 1)
      var x = style.margin + gap
      defer { y += 0.55 * pen.keyUnit }
      return row.flatMap { index in
        defer { x += widths[index] + gap }
        let label = Label(
          Text(entries[index].name, size: pen.smallText),
          at: Point(
            x + sample * pen.keyUnit, y + FigureStyle.drop(pen.smallText)),
          colour: style.theme.ink)
        return entries[index].shapes.map { $0.moved(by: Point(x, y)) }
          + [.label(label)]
      }
    }
  }

  private var equationText: Double { pen.equationText }
  private var equationHeight: Double { 2.75 * equationText }

  /// The equations in two columns where they fit, else in one.
  private func equationElements(y: inout Double) -> [Scene.Element] {
    guard !diagram.equations.isEmpty else { return [] }
    y += max(equationText - 0.1 * pen.keyUnit, 1.2 * equationText)
    let equations = diagram.equations
    let left =
      equations.map {
        measure.width(of: .formula($0.left, size: equationText))
      }.max() ?? 0
    let widest =
      equations.map { equation in
        max(
          measure.width(of: rightSide(equation)),
          measure.width(of: words(equation)))
      }.max() ?? 0
    let indent = left + 0.6 * equationText
    let room = style.width - 2 * style.margin
    let isDouble =
      equations.count > 2 && 2 * (indent + widest) + equationText <= room
    let columns = isDouble ? 2 : 1
    let rows = (equations.count + columns - 1) / columns
    let pitch = isDouble ? room / 2 : 0
    let inset = max(
      0, min(0.5 * pen.keyUnit, (isDouble ? pitch : room) - indent - widest))
    defer { y += (Double(rows) - 0.55) * equationHeight }
    return equations.enumerated().flatMap { index, equation in
      elements(
        of: equation,
        equals: Point(
          style.margin + inset + indent + Double(index / rows) * pitch,
          y + Double(index % rows) * equationHeight))
    }
  }

  private func rightSide(_ equation: CellDiagram.Equation) -> Text {
    var text = Text.formula("= \(equation.right)", size: equationText)
    if let value = diagram.values[equation.wire] {
      text.runs.append(Text.Run("  =  "))
      text.runs.append(Text.Run(value.text, .bold))
    }
    return text
  }

  /// What an equation means or, where there are values, its right side in
  /// numbers.
  private func words(_ equation: CellDiagram.Equation) -> Text {
    guard !diagram.values.isEmpty, let numbers = equation.numbers else {
      return Text.prose(equation.words, size: pen.smallText)
    }
    return Text(
      "= " + diagram.filled(numbers), size: pen.smallText, .roman)
  }

  /// One equation, its equals sign at a place, and its words below.
  private func elements(
    of equation: CellDiagram.Equation, equals: Point
  ) -> [Scene.Element] {
    let look: CellDiagramPen.Look =
      diagram.isEmphasised(equation.wire) || diagram.highlights.isEmpty
      ? (diagram.accented.contains(equation.wire) ? .accent : .plain) : .faded
    let ink = pen.colour(look)
    let labels = [
      Label(
        .formula(equation.left, size: equationText),
        at: equals - Point(0.5 * equationText, 0), anchor: .end, colour: ink),
      Label(rightSide(equation), at: equals, colour: ink),
      Label(
        words(equation), at: equals + Point(0, 1.4 * pen.smallText),
        colour: look == .faded ? ink : style.theme.muted),
    ]
    return labels.map { .label($0) }
  }

  private func noteElements(y: inout Double) -> [Scene.Element] {
    let room = style.width - 2 * style.margin
    let lines = diagram.notes.flatMap {
      TextWrapping.lines($0, width: room, measure: measure) {
        Text.prose($0, size: pen.smallText)
      }
    }
    guard !lines.isEmpty else { return [] }
    y += 0.5 * pen.smallText
    return lines.map { line in
      y += 1.5 * pen.smallText
      return .label(
        Label(
          Text.prose(line, size: pen.smallText), at: Point(style.margin, y),
          colour: style.theme.muted))
    }
  }
}
