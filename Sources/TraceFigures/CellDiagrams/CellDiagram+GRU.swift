import Drawing
import LSTMCore

// The two GRUs differ in one exchange: whether what was remembered meets the
// reset gate before its weights or after them.

extension CellDiagram {
  /// The gated recurrent unit, reset after the product: the weights of h come
  /// first, then the reset gate.
  package static let gru = gatedRecurrentUnit(
    CellFamily.known("gru"),
    order: "The reset gate multiplies what U_n makes of h.",
    reset: [
      Wire(
        name: "h to product", points: [Point(0.95, 3.3), Point(1.28, 3.3)],
        isCopy: true, carries: .before(.hidden)),
      Wire(
        name: "recurrent part", points: [Point(2.12, 3.3), Point(2.44, 3.3)],
        label: Tag(
          formula: "U_n h_{t−1} + d_n", position: Point(1.1, 3.78),
          anchor: .start, needsValue: true),
        carries: .now(.recurrentCandidate)),
      Wire(
        name: "reset part", points: [Point(2.96, 3.3)] + intoCandidate,
        label: Tag(
          formula: "r_t ⊙ (…)", position: Point(3.02, 3.52), anchor: .start,
          needsValue: true),
        carries: .product(.now(.resetGate), .now(.recurrentCandidate))),
    ], product: Point(1.7, 3.3))

  /// The gated recurrent unit, reset before the product: the reset gate comes
  /// first, then the weights of h.
  package static let gruBefore = gatedRecurrentUnit(
    CellFamily.known("gru-before"),
    order: "The reset gate multiplies h before U_n.",
    reset: [
      Wire(
        name: "h to reset", points: [Point(0.95, 3.3), Point(2.44, 3.3)],
        isCopy: true, carries: .before(.hidden)),
      Wire(
        name: "reset part", points: [Point(2.96, 3.3), Point(5.48, 3.3)],
        label: Tag(
          formula: "r_t ⊙ h_{t−1}", position: Point(3.02, 3.52),
          anchor: .start, needsValue: true),
        carries: .product(.now(.resetGate), .before(.hidden))),
      Wire(name: "recurrent part", points: [Point(6.32, 3.3)] + intoCandidate),
    ], product: Point(5.9, 3.3))

  /// The end of the way from h to the candidate.
  private static let intoCandidate = [
    Point(6.7, 3.3), Point(6.7, 2.2), Point(7.08, 2.2),
  ]

  /// What both have in common, with the way of h to the candidate.
  private static func gatedRecurrentUnit(
    _ about: CellDefinition, order: String, reset: [Wire], product: Point
  ) -> CellDiagram {
    let recurrent = Node(
      name: "recurrent weights", kind: .learned, symbol: "U_n", centre: product)
    var diagram = CellDiagram(
      cell: about.name, abbreviation: "GRU", title: about.title,
      summary: """
        The hidden state h runs along the top from left to right and is the \
        memory. The update gate z keeps a share z of it and adds a share 1 − z \
        of the candidate n. The candidate reads the input x and what the reset \
        gate r lets it see of h. \(order)
        """,
      height: 6.6, bodies: [Rect(x: 0.6, y: 0.6, width: 8.8, height: 5.4)],
      nodes: gruNodes + [recurrent],
      wires: gruMemory + gruInputs + gruGates + reset,
      notes: [provenance(of: about)], cost: cost(of: about),
      accented: Set(reset.map(\.name) + [recurrent.name, "reset"]),
      accentMeaning: "where the two GRUs differ")
    diagram.writeEquations(
      words: ["h": "hidden state: memory and output at once"],
      accented: ["n"])
    return diagram
  }
}

// MARK: The tables

extension CellDiagram {
  private static let gruNodes = [
    Node(
      name: "reset gate", kind: .learned, symbol: "σ",
      centre: Point(2.7, 2.2), caption: "reset gate"),
    Node(
      name: "update gate", kind: .learned, symbol: "σ",
      centre: Point(4.9, 2.2), caption: "update gate"),
    Node(
      name: "candidate", kind: .learned, symbol: "tanh",
      centre: Point(7.5, 2.2), caption: "candidate"),
    Node(
      name: "reset", kind: .pointwise, symbol: "×", centre: Point(2.7, 3.3)),
    Node(name: "keep", kind: .pointwise, symbol: "×", centre: Point(4.9, 5.3)),
    Node(
      name: "complement", kind: .pointwise, symbol: "1−",
      centre: Point(6.2, 4.35)),
    Node(
      name: "replace", kind: .pointwise, symbol: "×",
      centre: Point(7.5, 4.35)),
    Node(name: "add", kind: .pointwise, symbol: "+", centre: Point(7.5, 5.3)),
  ]

  /// The belt along the top, which is h, and what leaves from it.
  private static let gruMemory = [
    Wire(
      name: "h before", points: [Point(0, 5.3), Point(4.64, 5.3)],
      hasArrow: false, isBelt: true,
      label: Tag(
        formula: "h_{t−1}", position: Point(0.02, 5.58), anchor: .start),
      carries: .before(.hidden)),
    Wire(
      name: "kept", points: [Point(5.16, 5.3), Point(7.24, 5.3)],
      hasArrow: false, isBelt: true,
      label: Tag(
        formula: "z_t ⊙ h_{t−1}", position: Point(6.2, 5.58), anchor: .middle,
        needsValue: true),
      carries: .product(.now(.updateGate), .before(.hidden))),
    Wire(
      name: "h", points: [Point(7.76, 5.3), Point(10, 5.3)], isBelt: true,
      label: Tag(formula: "h_t", position: Point(9.98, 5.58), anchor: .end),
      carries: .now(.hidden)),
    Wire(
      name: "h up", points: [Point(8.8, 5.3), Point(8.8, 6.6)], isCopy: true,
      label: Tag(formula: "h_t", position: Point(8.94, 6.32), anchor: .start),
      carries: .now(.hidden)),
  ]

  /// x and h to the gates together, x to the candidate alone.
  private static let gruInputs = [
    Wire(
      name: "h to gates",
      points: [Point(0.95, 5.3), Point(0.95, 1.2), Point(2.7, 1.2)],
      hasArrow: false, isCopy: true, carries: .before(.hidden)),
    Wire(
      name: "x", points: [Point(1.5, 0), Point(1.5, 1.2), Point(2.1, 1.2)],
      hasArrow: false, isJoin: true,
      label: Tag(formula: "x_t", position: Point(1.6, 0.2), anchor: .start),
      carries: .input),
    Wire(
      name: "to reset gate", points: [Point(2.7, 1.2), Point(2.7, 1.94)],
      isCopy: true,
      label: Tag(
        formula: "z_r", position: Point(2.85, 1.77), anchor: .start,
        needsValue: true, isSmall: true),
      carries: .now(.resetPreactivation)),
    Wire(
      name: "to update gate",
      points: [Point(2.7, 1.2), Point(4.9, 1.2), Point(4.9, 1.94)],
      label: Tag(
        formula: "z_z", position: Point(5.05, 1.77), anchor: .start,
        needsValue: true, isSmall: true),
      carries: .now(.updatePreactivation)),
    Wire(
      name: "to candidate",
      points: [Point(1.5, 0.85), Point(7.5, 0.85), Point(7.5, 1.94)],
      isCopy: true,
      label: Tag(
        formula: "z_n", position: Point(7.65, 1.77), anchor: .start,
        needsValue: true, isSmall: true),
      carries: .now(.candidateHiddenPreactivation)),
  ]

  private static let gruGates = [
    Wire(
      name: "r", points: [Point(2.7, 2.46), Point(2.7, 3.04)],
      label: Tag(formula: "r_t", position: Point(2.82, 2.7), anchor: .start),
      carries: .now(.resetGate)),
    Wire(
      name: "z", points: [Point(4.9, 2.46), Point(4.9, 5.04)],
      hops: [Point(4.9, 3.3)],
      label: Tag(formula: "z_t", position: Point(5.02, 2.7), anchor: .start),
      carries: .now(.updateGate)),
    Wire(
      name: "to complement", points: [Point(4.9, 4.35), Point(5.94, 4.35)],
      isCopy: true, carries: .now(.updateGate)),
    Wire(
      name: "rest", points: [Point(6.46, 4.35), Point(7.24, 4.35)],
      label: Tag(
        formula: "1 − z_t", position: Point(7.26, 4.76), anchor: .end,
        needsValue: true),
      carries: .complement(.now(.updateGate))),
    Wire(
      name: "n", points: [Point(7.5, 2.46), Point(7.5, 4.09)],
      label: Tag(formula: "n_t", position: Point(7.62, 2.75), anchor: .start),
      carries: .now(.candidateHidden)),
    Wire(
      name: "write", points: [Point(7.5, 4.61), Point(7.5, 5.04)],
      label: Tag(
        formula: "(1 − z_t) ⊙ n_t", position: Point(7.64, 4.82),
        anchor: .start, needsValue: true),
      carries: .product(.complement(.now(.updateGate)), .now(.candidateHidden))),
  ]
}
