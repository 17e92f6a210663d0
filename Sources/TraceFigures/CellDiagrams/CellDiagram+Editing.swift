import Drawing
import LSTMCore
import Wording

// How the tables of one cell become those of another.

extension CellDiagram {
  /// The LSTM's tables under another name and a few letters, without its other
  /// notations and its parts.
  static func variant(
    _ about: CellDefinition, letters: String, ghosts: Set<String> = [],
    accented: Set<String> = []
  ) -> CellDiagram {
    var diagram = CellDiagram.lstm
    diagram.cell = about.name
    diagram.abbreviation = letters
    diagram.title = about.title
    diagram.summary =
      "The LSTM cell, but that it \(about.difference). " + diagram.summary
    diagram.notes = [provenance(of: about)]
    diagram.cost = cost(of: about)
    (diagram.ghosts, diagram.accented) = (ghosts, accented)
    (diagram.highlights, diagram.notations) = ([:], [:])
    for wire in diagram.wires where ghosts.contains(wire.name) {
      diagram.change(wire.name) { $0.carries = nil }
    }
    return diagram
  }

  /// What the cell is against the LSTM, and who says so.
  static func provenance(of about: CellDefinition) -> String {
    let source = about.source.prefix(1).uppercased() + about.source.dropFirst()
    return "Against the LSTM: \(about.difference). \(source)."
  }

  /// How many weights the cell has: a formula and an example.
  static func cost(of about: CellDefinition) -> String {
    let count = about.weightCount(inputs: 50, units: 128)
    return """
      Weights: \(about.weightFormula), which is \
      \(grouped(count)) for H = 128 \
      units that read I = 50 values.
      """
  }

  /// Changes a wire.
  mutating func change(_ name: String, _ change: (inout Wire) -> Void) {
    guard let index = wires.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("\(cell) has no wire \(name)")
    }
    change(&wires[index])
  }

  /// Changes a node.
  mutating func changeNode(_ name: String, _ change: (inout Node) -> Void) {
    guard let index = nodes.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("\(cell) has no node \(name)")
    }
    change(&nodes[index])
  }

  /// Makes the wire that leaves a missing node run through it, and carry on
  /// what came in. A name of the node moves aside, a sign goes: beside an empty
  /// circle it would say that something is struck out.
  mutating func bridge(
    _ node: String, with wire: String, from start: Point,
    carrying value: Carried
  ) {
    pass(through: node)
    accented.insert(wire)
    change(wire) {
      $0.points[0] = start
      $0.label = nil
      $0.carries = value
    }
  }

  /// Makes a ghost of a node through which a wire runs.
  mutating func pass(through node: String) {
    ghosts.insert(node)
    changeNode(node) {
      if $0.kind == .pointwise { $0.symbol = "" }
      $0.symbolOffset = Point(0.6, 0)
    }
  }

  /// Makes room: everything at a height or above it moves up, and what crosses
  /// that height grows.
  mutating func insert(_ gap: Double, above y: Double) {
    move { $0.y >= y ? Point(0, gap) : Point(0, 0) }
    height += gap
    for index in bodies.indices { bodies[index].height += gap }
  }

  /// Makes room: everything at a place or right of it moves to the right, and
  /// what crosses that place grows.
  mutating func insert(_ gap: Double, rightOf x: Double) {
    move { $0.x >= x ? Point(gap, 0) : Point(0, 0) }
    width += gap
    for index in bodies.indices { bodies[index].width += gap }
  }

  /// Moves the letters, nodes and corners, each by as much as its place says.
  private mutating func move(_ shift: (Point) -> Point) {
    func moved(_ point: Point) -> Point { point + shift(point) }
    for index in nodes.indices {
      nodes[index].centre = moved(nodes[index].centre)
    }
    for index in wires.indices {
      wires[index].points = wires[index].points.map(moved)
      wires[index].hops = wires[index].hops.map(moved)
      if let place = wires[index].label?.position {
        wires[index].label?.position = moved(place)
      }
    }
  }
}
