import Drawing
import LSTMCore

extension CellDiagram {
  /// The LSTM cell with a forget gate: memory along the top, the four learned
  /// layers side by side, reading and writing between them.
  package static let lstm: CellDiagram = {
    var diagram = CellDiagram(
      cell: CellFamily.lstm.name,
      title: "An LSTM cell",
      summary: """
        The memory C runs along the top from left to right. It is multiplied by \
        the forget gate f, then the input gate i times the candidate C̃ is added. \
        Its tanh times the output gate o is the hidden state h. Each gate and \
        the candidate read the input x and the previous hidden state.
        """,
      nodes: lstmNodes, wires: lstmWires, cost: cost(of: CellFamily.lstm),
      notations: ["gamma": gammaLetters, "1997": letters1997])
    diagram.writeEquations()
    diagram.highlights = diagram.lstmHighlights
    return diagram
  }()

  private static let lstmNodes = [
    Node(
      name: "forget gate", kind: .learned, symbol: "σ",
      centre: Point(2, 2.2), caption: "forget gate"),
    Node(
      name: "input gate", kind: .learned, symbol: "σ",
      centre: Point(3.3, 2.2), caption: "input gate"),
    Node(
      name: "candidate", kind: .learned, symbol: "tanh",
      centre: Point(4.6, 2.2), caption: "candidate"),
    Node(
      name: "output gate", kind: .learned, symbol: "σ",
      centre: Point(6.2, 2.2), caption: "output gate"),
    Node(
      name: "forget", kind: .pointwise, symbol: "×", centre: Point(2, 4.7)),
    Node(
      name: "select", kind: .pointwise, symbol: "×",
      centre: Point(4.6, 3.5)),
    Node(
      name: "add", kind: .pointwise, symbol: "+", centre: Point(4.6, 4.7)),
    Node(
      name: "squash", kind: .function, symbol: "tanh",
      centre: Point(7.4, 3.9)),
    Node(
      name: "show", kind: .pointwise, symbol: "×", centre: Point(7.4, 2.9)),
  ]

  private static let lstmWires = memory + inputs + taps + gates + output

  /// The belt along the top, in three pieces.
  private static let memory = [
    Wire(
      name: "C before", points: [Point(0, 4.7), Point(1.74, 4.7)],
      hasArrow: false, isBelt: true,
      label: Tag(
        formula: "C_{t−1}", position: Point(0.02, 4.98), anchor: .start),
      carries: .before(.cell)),
    Wire(
      name: "kept", points: [Point(2.26, 4.7), Point(4.34, 4.7)],
      hasArrow: false, isBelt: true,
      label: Tag(
        formula: "f_t ⊙ C_{t−1}", position: Point(3.3, 4.98), anchor: .middle,
        needsValue: true),
      carries: .product(.now(.forgetGate), .before(.cell))),
    Wire(
      name: "C", points: [Point(4.86, 4.7), Point(10, 4.7)], isBelt: true,
      label: Tag(
        formula: "C_t", position: Point(9.98, 4.98), anchor: .end),
      carries: .now(.cell)),
  ]

  private static let inputs = [
    Wire(
      name: "h before", points: [Point(0, 1.2), Point(4.6, 1.2)],
      hasArrow: false,
      label: Tag(
        formula: "h_{t−1}", position: Point(0.02, 1.42), anchor: .start),
      carries: .before(.hidden)),
    Wire(
      name: "x", points: [Point(1.1, 0), Point(1.1, 1.2), Point(1.4, 1.2)],
      hasArrow: false, isJoin: true,
      label: Tag(
        formula: "x_t", position: Point(1.2, 0.2), anchor: .start),
      carries: .input),
  ]

  /// From the joined inputs up to each learned layer.
  private static let taps = [
    Wire(
      name: "to forget gate", points: [Point(2, 1.2), Point(2, 1.94)],
      isCopy: true,
      label: Tag(
        formula: "z_f", position: Point(2.15, 1.77), anchor: .start,
        needsValue: true, isSmall: true),
      carries: .now(.forgetPreactivation)),
    Wire(
      name: "to input gate", points: [Point(3.3, 1.2), Point(3.3, 1.94)],
      isCopy: true,
      label: Tag(
        formula: "z_i", position: Point(3.45, 1.77), anchor: .start,
        needsValue: true, isSmall: true),
      carries: .now(.inputPreactivation)),
    Wire(
      name: "to candidate", points: [Point(4.6, 1.2), Point(4.6, 1.94)],
      isCopy: true,
      label: Tag(
        formula: "z_C\u{303}", position: Point(4.75, 1.77), anchor: .start,
        needsValue: true, isSmall: true),
      carries: .now(.candidatePreactivation)),
    Wire(
      name: "to output gate",
      points: [Point(4.6, 1.2), Point(6.2, 1.2), Point(6.2, 1.94)],
      label: Tag(
        formula: "z_o", position: Point(6.35, 1.77), anchor: .start,
        needsValue: true, isSmall: true),
      carries: .now(.outputPreactivation)),
  ]

  private static let gates = [
    Wire(
      name: "f", points: [Point(2, 2.46), Point(2, 4.44)],
      label: Tag(
        formula: "f_t", position: Point(2.12, 2.75), anchor: .start),
      carries: .now(.forgetGate)),
    Wire(
      name: "i", points: [Point(3.3, 2.46), Point(3.3, 3.5), Point(4.34, 3.5)],
      label: Tag(
        formula: "i_t", position: Point(3.42, 2.75), anchor: .start),
      carries: .now(.inputGate)),
    Wire(
      name: "candidate value", points: [Point(4.6, 2.46), Point(4.6, 3.24)],
      label: Tag(
        formula: "C\u{303}_t", position: Point(4.72, 2.75), anchor: .start),
      carries: .now(.candidate)),
    Wire(
      name: "write", points: [Point(4.6, 3.76), Point(4.6, 4.44)],
      label: Tag(
        formula: "i_t ⊙ C\u{303}_t", position: Point(4.74, 4.08),
        anchor: .start, needsValue: true),
      carries: .product(.now(.inputGate), .now(.candidate))),
    Wire(
      name: "o", points: [Point(6.2, 2.46), Point(6.2, 2.9), Point(7.14, 2.9)],
      label: Tag(
        formula: "o_t", position: Point(7.02, 3.13), anchor: .end),
      carries: .now(.outputGate)),
  ]

  private static let output = [
    Wire(
      name: "to squash", points: [Point(7.4, 4.7), Point(7.4, 4.14)],
      isCopy: true, carries: .now(.cell)),
    Wire(
      name: "squashed", points: [Point(7.4, 3.66), Point(7.4, 3.16)],
      label: Tag(
        formula: "tanh(C_t)", position: Point(7.28, 3.45), anchor: .end,
        needsValue: true),
      carries: .tanh(.now(.cell))),
    Wire(
      name: "h", points: [Point(7.4, 2.64), Point(7.4, 1.2), Point(10, 1.2)],
      label: Tag(
        formula: "h_t", position: Point(9.98, 1.42), anchor: .end),
      carries: .now(.hidden)),
    Wire(
      name: "h up", points: [Point(8.7, 1.2), Point(8.7, 6)], isCopy: true,
      hops: [Point(8.7, 4.7)],
      label: Tag(
        formula: "h_t", position: Point(8.84, 5.72), anchor: .start),
      carries: .now(.hidden)),
  ]
}

extension CellDiagram {
  /// The three things that an LSTM does, each with its equations.
  private var lstmHighlights: [String: Highlight] {
    func those(_ wires: String...) -> [Equation] {
      wires.compactMap { wire in equations.first { $0.wire == wire } }
    }
    func cell(_ index: Int, _ words: String) -> [Equation] {
      [summand(index, of: "C", words: words)].compactMap { $0 }
    }
    return [
      "forget": Highlight(
        names: [
          "forget gate", "forget", "C before", "kept", "h before", "x",
          "to forget gate", "f",
        ],
        equations: those("f")
          + cell(0, "at 1 the memory stays as it was, at 0 it is erased"),
        ends: ["h before": Point(2, 1.2)]),
      "write": Highlight(
        names: [
          "input gate", "candidate", "select", "add", "h before", "x",
          "to input gate", "to candidate", "i", "candidate value", "write",
          "C",
        ],
        equations: those("i", "candidate value")
          + cell(
            1, "the candidate is added, as far as the input gate lets it")),
      "read": Highlight(
        names: [
          "output gate", "squash", "show", "h before", "x", "to output gate",
          "o", "C", "to squash", "squashed", "h", "h up",
        ],
        equations: those("o", "h")),
    ]
  }
}
