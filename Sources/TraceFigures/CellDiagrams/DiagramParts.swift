import Drawing
import LSTMCore

/// A cell diagram laid out for whoever draws it and writes values on its wires:
/// places in pixels, lines in the notation of SVG.
package struct DiagramParts: Encodable, Sendable {
  package let title: String
  package let width, height: Double
  package let bodies: [Body]
  package let nodes: [Node]
  package let wires: [Wire]

  package struct Body: Encodable, Sendable {
    let x, y, width, height, radius: Double
  }

  package struct Node: Encodable, Sendable {
    let kind, symbol: String
    let x, y, width, height: Double
    /// Where the symbol is.
    let symbolX, symbolY: Double
  }

  package struct Wire: Encodable, Sendable {
    let name, path: String
    let head: String?
    /// Where a copy begins.
    let dot: [Double]?
    let isBelt: Bool
    let label: Tag?
    let carries: CellDiagram.Carried?
  }

  package struct Tag: Encodable, Sendable {
    let formula, anchor: String
    let x, y: Double
    let needsValue, isSmall: Bool
  }

  /// How long a unit of the grid is, and how much more upward.
  private static let (unit, rise) = (38.0, 1.3)

  /// The parts of a diagram, without what it only hints at.
  package init(_ diagram: CellDiagram) {
    let (unit, rise) = (Self.unit, Self.rise)
    let pen = CellDiagramPen(
      theme: .light, unit: unit, origin: Point(0, diagram.height * rise * unit),
      minimumText: 10, labelText: 10, gutter: 0, gridWidth: diagram.width,
      rise: rise)
    // Of a block the page shows one cell.
    var single = diagram
    single.stacked = []
    title = diagram.title
    (width, height) = (diagram.width * unit, diagram.height * rise * unit)
    bodies = diagram.bodies.map { body in
      let corner = pen.place(Point(body.x, body.y + body.height))
      return Body(
        x: corner.x, y: corner.y, width: body.width * unit,
        height: body.height * rise * unit, radius: 0.3 * unit)
    }
    nodes = diagram.nodes.filter { !diagram.ghosts.contains($0.name) }
      .compactMap { Node($0, pen) }
    wires = diagram.wires.filter { !diagram.ghosts.contains($0.name) }
      .map { [single] in Wire($0, in: single, pen) }
  }
}

extension DiagramParts.Node {
  init?(_ node: CellDiagram.Node, _ pen: CellDiagramPen) {
    let box: Rect
    switch pen.shape(of: node, look: .plain).first {
    case .rectangle(let rect, _, _), .ellipse(let rect, _): box = rect
    default: return nil
    }
    let place = pen.place(node.centre + node.symbolOffset)
    self.init(
      kind: node.kind == .learned ? "learned" : "pointwise",
      symbol: node.symbol, x: box.centre.x, y: box.centre.y, width: box.width,
      height: box.height, symbolX: place.x, symbolY: place.y)
  }
}

extension DiagramParts.Wire {
  init(
    _ wire: CellDiagram.Wire, in diagram: CellDiagram, _ pen: CellDiagramPen
  ) {
    // With a value a wire is two lines, then its head and its dot.
    var (paths, dot) = ([String](), [Double]?.none)
    for element in pen.elements(
      of: wire, in: diagram, look: .plain, value: .white)
    {
      switch element {
      case .path(let path, _): paths.append(path.description)
      case .ellipse(let rect, _): dot = [rect.centre.x, rect.centre.y]
      default: break
      }
    }
    (name, path) = (wire.name, paths.first ?? "")
    head = wire.hasArrow && paths.count > 2 ? paths[2] : nil
    (self.dot, isBelt, carries) = (dot, wire.isBelt, wire.carries)
    label = wire.label.map { tag in
      let place = pen.place(tag.position)
      return DiagramParts.Tag(
        formula: tag.formula, anchor: "\(tag.anchor)", x: place.x,
        y: place.y + 4, needsValue: tag.needsValue, isSmall: tag.isSmall)
    }
  }
}

extension CellDiagram.Carried: Encodable {
  /// As a list that begins with its kind: ["product", ["now", "f"], …].
  package func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    switch self {
    case .now(let quantity):
      try list.encode("now")
      try list.encode(quantity.key)
    case .before(let quantity):
      try list.encode("before")
      try list.encode(quantity.key)
    case .product(let a, let b):
      try list.encode("product")
      try list.encode(a)
      try list.encode(b)
    case .tanh(let a):
      try list.encode("tanh")
      try list.encode(a)
    case .scaled(let scale, let a):
      try list.encode("scaled")
      try list.encode(scale)
      try list.encode(a)
    case .complement(let a):
      try list.encode("rest")
      try list.encode(a)
    case .input: try list.encode("input")
    }
  }
}
