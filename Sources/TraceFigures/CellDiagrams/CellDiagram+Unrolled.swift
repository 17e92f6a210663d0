import Drawing

extension CellDiagram {
  /// The same cell at `count` steps in a row, each handing its memory and its
  /// hidden state to the next: in full where the style leaves room for the
  /// letters, otherwise as closed boxes.
  package func unrolled(_ count: Int, style: FigureStyle) -> CellDiagram {
    precondition(count > 0, "a cell unrolled over \(count) steps")
    guard count > 1 else { return self }
    let unit = (style.width - 2 * style.margin) / (width * Double(count))
    let fits = Self.letterInARow * unit >= style.minimumText
    var result = fits ? opened(count) : closed(count)
    result.title += ", unrolled over \(count) steps"
    result.summary += " The same cell is drawn at \(count) steps in a row."
    result.notes.append(
      "The same weights at every step; what is read and handed on differs.")
    return result
  }

  /// How large letters are in a row of cells, in units of the grid: larger
  /// beside their lines than in one cell, whose lines are longer.
  private static let letterInARow = 0.29

  /// Copies side by side, each with all that is in the cell.
  private func opened(_ count: Int) -> CellDiagram {
    var row = repeated(count) { offset in
      var wires = self.wires
      if offset > 0 {
        // What comes in on the left is what the copy before sent out.
        for index in wires.indices where wires[index].points.first?.x == 0 {
          wires[index].label = nil
        }
      }
      return (nodes, wires)
    }
    row.letterSize = Self.letterInARow
    return row
  }

  /// Boxes side by side.
  private func closed(_ count: Int) -> CellDiagram {
    var box = self
    (box.width, box.height) = (3, 3.8)
    box.bodies = [Rect(x: 0.5, y: 1, width: 2, height: 1.8)]
    let letters = wires.reduce(into: [String: String]()) {
      $0[$1.name] = $1.label?.formula
    }
    let sides = self.sides
    return box.repeated(count) { offset in
      let wires = sides.flatMap { name, y, isBelt in
        [
          Wire(
            name: name + " in", points: [Point(0, y), Point(0.5, y)],
            hasArrow: false, isBelt: isBelt),
          Wire(
            name: name + " out", points: [Point(2.5, y), Point(3, y)],
            hasArrow: offset == count - 1, isBelt: isBelt),
        ]
      }
      let node = Node(
        name: "box", kind: .cell,
        symbol: abbreviation
          ?? String(cell.prefix { $0 != "-" }).uppercased(),
        centre: Point(1.5, 1.9))
      return (
        [node],
        wires + [
          Wire(
            name: "x", points: [Point(1.5, 0.45), Point(1.5, 1)],
            label: Tag(
              formula: letters["x"] ?? "x_t", position: Point(1.5, 0.18),
              anchor: .middle)),
          Wire(
            name: "h up", points: [Point(1.5, 2.8), Point(1.5, 3.35)],
            label: Tag(
              formula: letters["h up"] ?? "h_t", position: Point(1.5, 3.62),
              anchor: .middle)),
        ]
      )
    }
  }

  /// What goes from one closed box to the next, from the top down, and how
  /// high.
  private var sides: [(name: String, y: Double, isBelt: Bool)] {
    let handed = wires.filter { wire in
      wire.points.first?.x == 0 && !ghosts.contains(wire.name)
    }.sorted { ($0.points[0].y) > ($1.points[0].y) }
    let gap = 1 / Double(max(1, handed.count - 1))
    return handed.enumerated().map { index, wire in
      let y =
        handed.count == 1 && !wire.isBelt ? 1.4 : 2.4 - gap * Double(index)
      return (wire.name, y, wire.isBelt)
    }
  }

  /// A diagram of `count` copies, named apart and with steps of their own.
  private func repeated(
    _ count: Int, _ parts: (Int) -> ([Node], [Wire])
  ) -> CellDiagram {
    var result = self
    result.width = width * Double(count)
    (result.nodes, result.wires, result.bodies) = ([], [], [])
    for k in 0..<count {
      let shift = Point(Double(k) * width, 0)
      let offset = k - (count - 1) / 2
      let (nodes, wires) = parts(k)
      result.bodies += bodies.map {
        Rect(x: $0.x + shift.x, y: $0.y, width: $0.width, height: $0.height)
      }
      result.nodes += nodes.map { node in
        var node = node
        node.name = Self.name(node.name, copy: k)
        node.centre = node.centre + shift
        node.caption = nil
        return node
      }
      result.wires += wires.map {
        $0.moved(by: shift, copy: k, step: offset)
      }
    }
    func expanded(_ names: Set<String>) -> Set<String> {
      Set(
        names.flatMap { name in
          (0..<count).map { Self.name(name, copy: $0) }
        })
    }
    (result.accented, result.ghosts) = (expanded(accented), expanded(ghosts))
    result.stacked = expanded(stacked)
    result.emphasised = emphasised.map(expanded)
    for index in equations.indices {
      result.equations[index].wire = Self.name(equations[index].wire, copy: 0)
    }
    return result
  }

  fileprivate static func name(_ name: String, copy: Int) -> String {
    "\(name) \(copy)"
  }
}

extension CellDiagram.Wire {
  fileprivate func moved(
    by shift: Point, copy: Int, step: Int
  ) -> CellDiagram.Wire {
    var wire = self
    wire.name = CellDiagram.name(name, copy: copy)
    wire.points = points.map { $0 + shift }
    wire.hops = hops.map { $0 + shift }
    if let label {
      wire.label?.position = label.position + shift
      wire.label?.formula = Formula.shifted(label.formula, steps: step)
    }
    return wire
  }
}

extension Formula {
  /// A formula of step t as that of step t + `steps`: every t by itself, as in
  /// `h_{t−1}`, `a^t` and `s_c(t)`, and none within a word.
  package static func shifted(_ formula: String, steps: Int) -> String {
    let characters = Array(formula)
    var (result, index) = ("", 0)
    while index < characters.count {
      let before = index > 0 ? characters[index - 1] : " "
      let after = index + 1 < characters.count ? characters[index + 1] : " "
      guard characters[index] == "t", !before.isLetter, !after.isLetter else {
        result.append(characters[index])
        index += 1
        continue
      }
      let isEarlier = characters[(index + 1)...].starts(with: "−1")
      index += isEarlier ? 3 : 1
      let total = steps - (isEarlier ? 1 : 0)
      let name = total == 0 ? "t" : total > 0 ? "t+\(total)" : "t−\(-total)"
      result += before == "_" || before == "^" ? "{\(name)}" : name
    }
    return result
  }
}
