import Drawing
import LSTMCore

extension CellDiagram {
  /// The gates read the gates of the step before: a line of their own goes
  /// from step to step under that of h.
  package static let fullGateRecurrence: CellDiagram = {
    var diagram = variant(
      CellFamily.known("full-gate-recurrence"), letters: "FGR")
    diagram.insert(0.3, above: 2.6)
    diagram.insert(0.6, above: 1)
    diagram.changeNode("output gate") { $0.centre.x = 5.9 }
    diagram.change("to output gate") {
      $0.points = [Point(4.6, 1.8), Point(5.9, 1.8), Point(5.9, 2.54)]
      $0.label?.position.x = 6.05
    }
    diagram.change("o") {
      $0.points = [Point(5.9, 3.06), Point(5.9, 3.8), Point(7.14, 3.8)]
      $0.hops = [Point(5.9, 3.35)]
    }
    diagram.wires += gatesBefore + gatesAfter
    diagram.accented = Set((gatesBefore + gatesAfter).map(\.name))
    diagram.leapOverGates()
    diagram.writeEquations(
      words: ["y": "what the gates read of the step before"],
      at: ["y": "gates before"], accented: ["y", "f", "i", "o"])
    return diagram
  }()

  /// In from the left, and up to each gate, but not to the candidate.
  private static let gatesBefore = [
    Wire(
      name: "gates before",
      points: [Point(0, 1.05), Point(5.58, 1.05), Point(5.58, 2.54)],
      hops: [Point(5.58, 1.8)],
      label: Tag(
        formula: "[f, i, o]_{t−1}", position: Point(0.02, 1.27),
        anchor: .start)),
    Wire(
      name: "gates to forget gate",
      points: [Point(1.68, 1.05), Point(1.68, 2.54)], isCopy: true,
      hops: [Point(1.68, 1.8)]),
    Wire(
      name: "gates to input gate",
      points: [Point(2.98, 1.05), Point(2.98, 2.54)], isCopy: true,
      hops: [Point(2.98, 1.8)]),
  ]

  /// Out of the gates, together, and off to the right.
  private static let gatesAfter = [
    Wire(
      name: "gates",
      points: [
        Point(2, 3.35), Point(6.95, 3.35), Point(6.95, 1.05), Point(10, 1.05),
      ],
      isCopy: true,
      label: Tag(
        formula: "[f, i, o]_t", position: Point(9.98, 1.27), anchor: .end)),
    Wire(
      name: "i to gates",
      points: [
        Point(3.72, 2.8), Point(3.96, 2.8), Point(3.96, 3.35),
        Point(4.25, 3.35),
      ],
      hasArrow: false, isJoin: true),
    Wire(
      name: "o to gates",
      points: [Point(6.32, 2.8), Point(6.95, 2.8), Point(6.95, 2.3)],
      hasArrow: false, isJoin: true),
  ]

  /// The other wires leap over those of the gates, and their letters make
  /// room.
  private mutating func leapOverGates() {
    change("x") { $0.hops = [Point(1.1, 1.05)] }
    change("i") { $0.hops = [Point(3.3, 3.35)] }
    change("candidate value") { $0.hops = [Point(4.6, 3.35)] }
    for name in ["f", "i", "candidate value"] {
      change(name) { $0.label?.position.y = 3.7 }
    }
  }
}
