import Drawing
import Wording

/// The key of a diagram that carries values: a bar of colours for each scale
/// in use.
struct DiagramColours {
  private let diagram: CellDiagram
  private let theme: Theme
  private let pen: CellDiagramPen

  init(_ diagram: CellDiagram, theme: Theme, pen: CellDiagramPen) {
    (self.diagram, self.theme, self.pen) = (diagram, theme, pen)
  }

  /// Each bar, around (0, 0) to (1.4, 0) of the key's grid, and its words.
  var entries: [(name: String, shapes: [Scene.Element])] {
    var scales: [ValueScale] = []
    for wire in diagram.wires {
      guard let value = diagram.values[wire.name], value.number != nil,
        !scales.contains(value.scale)
      else { continue }
      scales.append(value.scale)
    }
    return scales.sorted { $0.limit < $1.limit }.map { scale in
      (words(scale), bar(scale))
    }
  }

  private func words(_ scale: ValueScale) -> String {
    guard case .signed(let limit) = scale else {
      return "gates: 0 closed to 1 open"
    }
    let name = diagram.wires.reduce(into: [String]()) { names, wire in
      guard diagram.values[wire.name]?.scale == scale else { return }
      let kind = kind(of: wire, limit: limit)
      if !names.contains(kind) { names.append(kind) }
    }.joined(separator: " and ")
    let end = ValueScale.end(limit)
    return name + ": −\(end) to +\(end)"
  }

  /// What a signed value is called in the key.
  private func kind(of wire: CellDiagram.Wire, limit: Double) -> String {
    if wire.isBelt { return "memory" }
    switch wire.carries {
    case .now(.cell): return "memory"
    case .now(let quantity) where quantity.isPreactivation:
      return "sums \(diagram.sumLetter)"
    case .now(.candidate) where limit != 1: return "candidate"
    case .now(.hidden) where limit != 1, .before(.hidden) where limit != 1:
      return "hidden state"
    default: return limit == 1 ? "squashed" : "products"
    }
  }

  private func bar(_ scale: ValueScale) -> [Scene.Element] {
    let levels = scale.map(in: theme).levels
    let rect = Rect(
      x: 0, y: -0.09 * pen.keyUnit, width: 1.35 * pen.keyUnit,
      height: 0.18 * pen.keyUnit)
    let image = CellImage(
      columns: levels.count, rows: 1, palette: levels,
      cells: levels.indices.map(UInt8.init))
    return [
      .cells(image, rect), .rectangle(rect, .line(theme.muted, width: 0.75)),
    ]
  }
}

extension CellDiagram {
  /// What weighted sums are called: z, or net as in 1997.
  var sumLetter: String {
    let isNet = wires.contains { $0.label?.formula.hasPrefix("net") ?? false }
    return isNet ? "net" : "z"
  }

  /// The same with a verb; a GRU has a gate z as well.
  var sumLetters: String {
    wires.contains { $0.carries == .now(.updateGate) }
      ? "z with an index is" : sumLetter + " is"
  }

  /// A formula's numbers in place of the wires' names in braces; negative ones
  /// in parentheses where a sign stands before them.
  func filled(_ template: String) -> String {
    var result = ""
    for (index, piece) in template.split(
      separator: "{", omittingEmptySubsequences: false
    ).enumerated() {
      guard index > 0, let end = piece.firstIndex(of: "}") else {
        result += piece
        continue
      }
      let value = values[String(piece[..<end])]?.text ?? "?"
      let isBare = result.isEmpty || result.hasSuffix("(")
      result += value.hasPrefix("−") && !isBare ? "(\(value))" : value
      result += piece[piece.index(after: end)...]
    }
    return result
  }
}
