import Drawing

/// Draws a cell diagram: its elements on the grid, the key below, and the
/// equations below that.
struct CellDiagramLayout<Measure: TextMeasure> {
  private let diagram: CellDiagram
  private let style: FigureStyle
  private let measure: Measure
  /// How long one unit of the grid is.
  private let unit: Double
  private let pen: CellDiagramPen

  init(_ diagram: CellDiagram, style: FigureStyle, measure: Measure) {
    (self.diagram, self.style, self.measure) = (diagram, style, measure)
    unit = (style.width - 2 * style.margin) / 10
    pen = CellDiagramPen(
      theme: style.theme, unit: unit,
      origin: Point(style.margin, style.margin + 6 * unit))
  }

  /// The whole figure.
  var scene: Scene {
    let key = style.margin + 6.3 * unit
    let equations = key + 0.75 * unit
    let rows = Double((diagram.equations.count + 1) / 2)
    return Scene(
      width: style.width,
      height: (equations + rows * equationHeight + style.margin).rounded(),
      title: diagram.title, summary: diagram.summary,
      background: style.theme.surface,
      elements: [
        .group("body", [pen.body]),
        .group("wires", ordered.flatMap(wire)),
        .group("nodes", diagram.nodes.flatMap(node)),
        .group("key", keyElements(y: key)),
        .group("equations", equationElements(top: equations)),
      ])
  }

  /// Emphasised wires last, so that faded ones never cover them.
  private var ordered: [CellDiagram.Wire] {
    diagram.wires.filter { !diagram.isEmphasised($0.name) }
      + diagram.wires.filter { diagram.isEmphasised($0.name) }
  }

  private func wire(_ wire: CellDiagram.Wire) -> [Scene.Element] {
    let colour = pen.colour(emphasised: diagram.isEmphasised(wire.name))
    var elements = pen.elements(of: wire, colour: colour)
    if let tag = wire.label {
      var text = Text.formula(tag.formula, size: pen.labelText)
      if let value = diagram.values[wire.name] {
        text.runs.append(Text.Run(" = \(value)"))
      }
      elements.append(
        pen.label(text, at: tag.position, anchor: tag.anchor, colour: colour))
    }
    return elements
  }

  private func node(_ node: CellDiagram.Node) -> [Scene.Element] {
    let isEmphasised = diagram.isEmphasised(node.name)
    let colour = pen.colour(emphasised: isEmphasised)
    // Signs stand lower on the line than capitals and figures do.
    let symbol =
      node.kind == .pointwise
      ? pen.label(
        Text(node.symbol, size: 0.36 * unit), at: node.centre + Point(0, 0.017),
        anchor: .middle, colour: colour)
      : pen.label(
        Text(node.symbol, size: 0.21 * unit, .roman), at: node.centre,
        anchor: .middle, colour: colour)
    var elements = [pen.shape(of: node, emphasised: isEmphasised), symbol]
    if let caption = node.caption {
      elements.append(
        pen.label(
          Text(caption, size: pen.smallText),
          at: node.centre + Point(0.08, -0.62), anchor: .start,
          colour: isEmphasised ? self.style.theme.muted : colour))
    }
    return elements
  }
}

// MARK: Key and equations

extension CellDiagramLayout {
  private func keyElements(y: Double) -> [Scene.Element] {
    let entries: [(String, [Scene.Element])] = pen.keySamples
    let widths = entries.map {
      0.75 * unit + measure.width(of: Text($0.0, size: pen.smallText))
    }
    let free = 10 * unit - widths.reduce(0, +)
    let gap = max(0.1 * unit, free / Double(entries.count + 1))
    var x = style.margin + gap
    return zip(entries, widths).flatMap { entry, width in
      defer { x += width + gap }
      let label = Label(
        Text(entry.0, size: pen.smallText),
        at: Point(x + 0.75 * unit, y + FigureStyle.drop(pen.smallText)),
        colour: style.theme.ink)
      return entry.1.map { $0.moved(by: Point(x, y)) } + [.label(label)]
    }
  }

  private var equationHeight: Double { 0.56 * unit }

  private func equationElements(top: Double) -> [Scene.Element] {
    let rows = (diagram.equations.count + 1) / 2
    return diagram.equations.enumerated().flatMap { index, equation in
      let (column, row) = (index / rows, index % rows)
      let equals = Point(
        style.margin + (0.75 + 5.1 * Double(column)) * unit,
        top + Double(row) * equationHeight)
      return elements(of: equation, equals: equals)
    }
  }

  /// One equation, its equals sign at a place, and its words below.
  private func elements(
    of equation: CellDiagram.Equation, equals: Point
  ) -> [Scene.Element] {
    let isEmphasised = diagram.isEmphasised(equation.wire)
    let ink = pen.colour(emphasised: isEmphasised)
    let labels = [
      Label(
        .formula(equation.left, size: pen.labelText),
        at: equals - Point(0.08 * unit, 0), anchor: .end, colour: ink),
      Label(
        .formula("= \(equation.right)", size: pen.labelText), at: equals,
        colour: ink),
      Label(
        Text(equation.words, size: pen.smallText),
        at: equals + Point(0, 0.21 * unit),
        colour: isEmphasised ? style.theme.muted : ink),
    ]
    return labels.map { .label($0) }
  }
}
