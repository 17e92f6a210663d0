import Drawing

// What stands under a diagram: the key, the equations, the notes.

extension CellDiagramLayout {
  /// The key, in as many rows as it needs.
  func keyElements(y: inout Double) -> [Scene.Element] {
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
  func equationElements(y: inout Double) -> [Scene.Element] {
    guard !diagram.equations.isEmpty else { return [] }
    y += max(equationText - 0.1 * pen.keyUnit, 1.2 * equationText)
    let equations = diagram.equations
    let room = style.width - 2 * style.margin
    let half = (equations.count + 1) / 2
    let halves = [equations.prefix(half), equations.dropFirst(half)]
      .map { extent(of: $0) }
    let pitch = max(room / 2, halves[0].width + equationText)
    let isDouble = equations.count > 2 && pitch + halves[1].width <= room
    let columns = isDouble ? halves : [extent(of: equations[...])]
    let rows = isDouble ? half : equations.count
    // Both columns as far in as there is room for.
    let inset =
      zip(columns, isDouble ? [pitch, room - pitch] : [room]).map {
        max(0, min(0.5 * pen.keyUnit, $1 - $0.width))
      }.min() ?? 0
    defer { y += (Double(rows) - 0.55) * equationHeight }
    let top = y
    return equations.enumerated().flatMap { index, equation in
      let (column, row) = index.quotientAndRemainder(dividingBy: rows)
      let left = style.margin + inset + Double(column) * pitch
      return elements(
        of: equation,
        equals: Point(
          left + columns[column].indent, top + Double(row) * equationHeight))
    }
  }

  /// How far into a column of equations the equals signs stand, and how wide it
  /// is in all.
  private func extent(
    of equations: ArraySlice<CellDiagram.Equation>
  ) -> (indent: Double, width: Double) {
    let indent = indent(of: equations)
    let widest =
      equations.map {
        max(measure.width(of: rightSide($0)), measure.width(of: words($0)))
      }.max() ?? 0
    return (indent, indent + widest)
  }

  private func indent(
    of equations: ArraySlice<CellDiagram.Equation>
  ) -> Double {
    let left =
      equations.map {
        measure.width(of: .formula($0.left, size: equationText))
      }.max() ?? 0
    return left + 0.6 * equationText
  }

  /// The right side and, where there is one and room for it, its value.
  private func rightSide(_ equation: CellDiagram.Equation) -> Text {
    let text = Text.formula("= \(equation.right)", size: equationText)
    let full = valued(text, of: equation)
    return hasRoom(for: full) ? full : text
  }

  private func valued(_ text: Text, of equation: CellDiagram.Equation) -> Text {
    guard let value = diagram.values[equation.wire] else { return text }
    var text = text
    text.runs.append(Text.Run("  =  "))
    text.runs.append(Text.Run(value.text, .bold))
    return text
  }

  /// Whether a right side fits on the page beside the left sides.
  private func hasRoom(for text: Text) -> Bool {
    indent(of: diagram.equations[...]) + measure.width(of: text)
      <= style.width - 2 * style.margin
  }

  /// What an equation means or, where there are values, its right side in
  /// numbers.
  private func words(_ equation: CellDiagram.Equation) -> Text {
    guard !diagram.values.isEmpty, let numbers = equation.numbers else {
      return Text.prose(equation.words, size: pen.smallText)
    }
    let text = Text(
      "= " + diagram.filled(numbers), size: pen.smallText, .roman)
    // The value stands here where the line above has no room for it.
    let right = Text.formula("= \(equation.right)", size: equationText)
    return hasRoom(for: valued(right, of: equation))
      ? text : valued(text, of: equation)
  }

  /// One equation, its equals sign at a place, and its words below.
  private func elements(
    of equation: CellDiagram.Equation, equals: Point
  ) -> [Scene.Element] {
    let ink = pen.colour(equation.isAccented ? .accent : .plain)
    let labels = [
      Label(
        .formula(equation.left, size: equationText),
        at: equals - Point(0.5 * equationText, 0), anchor: .end, colour: ink),
      Label(rightSide(equation), at: equals, colour: ink),
      Label(
        words(equation), at: equals + Point(0, 1.4 * pen.smallText),
        colour: style.theme.muted),
    ]
    return labels.map { .label($0) }
  }

  func noteElements(y: inout Double) -> [Scene.Element] {
    let room = style.width - 2 * style.margin
    let notes = diagram.notes + (diagram.cost.map { [$0] } ?? [])
    let lines = notes.flatMap {
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
