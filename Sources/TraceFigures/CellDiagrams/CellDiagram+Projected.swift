import Drawing
import LSTMCore

extension CellDiagram {
  /// The output passes through one more matrix, which makes h smaller than C.
  package static let projected: CellDiagram = {
    var diagram = variant(
      CellFamily.known("projected"), letters: "LSTMP",
      accented: ["projection", "m", "h", "h up"])
    diagram.nodes.append(
      Node(
        name: "projection", kind: .learned, symbol: "W_h",
        centre: Point(7.4, 1.98), caption: "projection",
        captionOffset: Point(0.12, -0.5)))
    diagram.wires.append(
      Wire(
        name: "m", points: [Point(7.4, 2.64), Point(7.4, 2.24)],
        label: Tag(
          formula: "m_t", position: Point(7.54, 2.47), anchor: .start),
        carries: .now(.unprojected)))
    diagram.change("h") { $0.points[0] = Point(7.4, 1.72) }
    // h has values of its own, none of which is one unit's.
    for name in ["h before", "h", "h up"] {
      diagram.change(name) { $0.carries = nil }
    }
    diagram.writeEquations(
      words: [
        "m": "output: one value per unit",
        "h": "hidden state: P mixtures of the H outputs",
      ], at: ["h": "h"], accented: ["m", "h"])
    return diagram
  }()
}
