import Drawing

extension CellDiagramPen {
  /// What the key shows of a diagram, each around (0, 0) to (0.65, 0) of its
  /// grid.
  func key(
    of diagram: CellDiagram
  ) -> [(name: String, shapes: [Scene.Element])] {
    let (nodes, wires) = (diagram.nodes, diagram.wires)
    let isThere = [
      nodes.contains { $0.kind == .learned },
      nodes.contains { $0.kind == .pointwise || $0.kind == .function },
      wires.contains(where: \.isJoin), wires.contains(where: \.isCopy),
      wires.contains(where: \.isBelt), !diagram.accented.isEmpty,
      !diagram.ghosts.isEmpty, !diagram.stacked.isEmpty,
    ]
    return zip(samples(accent: diagram.accentMeaning), isThere).filter(\.1).map(
      \.0)
  }

  private func samples(
    accent: String
  ) -> [(name: String, shapes: [Scene.Element])] {
    let unit = keyUnit
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
    let scale = 0.72 * unit / (self.unit * widening)
    return [
      ("learned layer", [shape(.learned, at: middle, scale: scale)]),
      (
        "pointwise, no weights",
        [shape(.pointwise, at: middle, scale: scale)]
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
      (
        accent,
        [.path(Path([left, right]), .line(theme.accent, width: 2 * lineWidth))]
      ),
      (
        "missing here",
        [
          .path(
            Path([left, right]),
            .line(colour(.ghost), width: lineWidth, dash: dash(.ghost)))
        ]
      ),
      (
        "one for each cell of a block",
        [2.0, 1, 0].map {
          shape(
            .pointwise, at: middle + 0.065 * $0 * unit * Point(1, -1),
            scale: scale)
        }
      ),
    ]
  }

  /// How long a unit is in the key, which keeps its size however many cells
  /// there are.
  var keyUnit: Double { smallText / 0.145 }
}
