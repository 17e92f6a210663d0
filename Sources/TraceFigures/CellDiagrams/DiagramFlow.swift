import Drawing

/// Which node's output goes where, read off the places of the wires: a wire
/// that ends at a node leads into it, and one that starts on another wire
/// carries on what that one carries.
package struct DiagramFlow {
  /// From one node, or input, to another, or an output.
  package struct Arrow: Equatable {
    package var from: String
    package var to: String
    /// What is carried, as a formula.
    package var letters: String?
  }

  /// Something that comes from outside, or leaves.
  package struct End: Equatable {
    package var id: String
    package var letters: String
  }

  package private(set) var inputs: [End] = []
  package private(set) var outputs: [End] = []
  package private(set) var arrows: [Arrow] = []
  private let diagram: CellDiagram

  package init(_ diagram: CellDiagram) {
    self.diagram = diagram
    for wire in diagram.wires where isThere(wire.name) {
      add(wire)
    }
  }

  /// Whether an element is part of the cell, and not faded.
  private func isThere(_ name: String) -> Bool {
    diagram.isEmphasised(name) && !diagram.ghosts.contains(name)
  }

  /// Whether any arrow touches a node.
  func uses(_ name: String) -> Bool {
    let id = CellDiagram.mermaidID(name)
    return arrows.contains { $0.from == id || $0.to == id }
  }

  private mutating func add(_ wire: CellDiagram.Wire) {
    guard let end = wire.points.last, let target = target(of: wire, at: end)
    else { return }
    for source in sources(of: wire) {
      let from: String
      switch source {
      case .node(let name): from = CellDiagram.mermaidID(name)
      case .outside(let outer):
        from = CellDiagram.mermaidID(outer.name)
        let input = End(id: from, letters: outer.label?.formula ?? outer.name)
        if !inputs.contains(input) { inputs.append(input) }
      }
      let letters = source.isNode ? formula(of: wire, from: source) : nil
      let arrow = Arrow(from: from, to: target, letters: letters)
      if !arrows.contains(arrow) { arrows.append(arrow) }
    }
  }

  /// The letters of a wire, or of the one that it copies.
  private func formula(
    of wire: CellDiagram.Wire, from source: Source
  ) -> String? {
    if let label = wire.label, !label.isSmall { return label.formula }
    return parents(of: wire).lazy.compactMap { $0.label?.formula }.first
  }

  private enum Source: Equatable {
    case node(String)
    case outside(CellDiagram.Wire)

    var isNode: Bool { if case .node = self { true } else { false } }
  }

  /// Where what a wire carries was made.
  private func sources(of wire: CellDiagram.Wire) -> [Source] {
    guard let start = wire.points.first else { return [] }
    if let node = node(at: start) { return [.node(node.name)] }
    let parents = parents(of: wire)
    return parents.isEmpty ? [.outside(wire)] : parents.flatMap(sources)
  }

  /// The wires on which a wire starts, and those that have joined them by
  /// then.
  private func parents(of wire: CellDiagram.Wire) -> [CellDiagram.Wire] {
    guard let start = wire.points.first else { return [] }
    let wires = diagram.wires.filter { !diagram.ghosts.contains($0.name) }
    let passing = wires.filter {
      $0.name != wire.name && $0.passes(start) && $0.points.first != start
    }
    let joining = wires.filter { other in
      guard other.isJoin, other.name != wire.name, let end = other.points.last
      else { return false }
      return end == start
        || passing.contains { $0.passes(end, before: start) }
    }
    return passing + joining
  }

  /// The node that a wire leads into, or the outside; nil where it ends on
  /// another wire.
  private mutating func target(
    of wire: CellDiagram.Wire, at end: Point
  ) -> String? {
    if let node = node(at: end) { return CellDiagram.mermaidID(node.name) }
    let output: End
    if end.x >= diagram.width {
      output = End(id: "next_step", letters: "next step")
    } else if end.y >= diagram.height {
      output = End(id: "next_layer", letters: "next layer")
    } else {
      return nil
    }
    if !outputs.contains(output) { outputs.append(output) }
    return output.id
  }

  /// The node at whose edge a point lies.
  private func node(at point: Point) -> CellDiagram.Node? {
    diagram.presentNodes.first { $0.isReached(at: point) }
  }
}

extension CellDiagram.Wire {
  /// Whether a point lies on the wire no later than another.
  fileprivate func passes(_ point: Point, before other: Point) -> Bool {
    guard let first = distance(to: point), let second = distance(to: other)
    else { return false }
    return first <= second
  }

  /// How far along the wire a point lies; nil where it lies elsewhere.
  private func distance(to point: Point) -> Double? {
    var length = 0.0
    for (a, b) in zip(points, points.dropFirst()) {
      if Self.holds(a, b, point) { return length + (point - a).length }
      length += (b - a).length
    }
    return nil
  }

  private static func holds(_ a: Point, _ b: Point, _ point: Point) -> Bool {
    Rect(
      x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x),
      height: abs(a.y - b.y)
    ).contains(Rect(x: point.x, y: point.y, width: 0, height: 0))
  }

  /// Whether a point lies on the wire, its start aside.
  fileprivate func passes(_ point: Point) -> Bool {
    zip(points, points.dropFirst()).contains { Self.holds($0, $1, point) }
  }
}
