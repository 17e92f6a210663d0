import Drawing
import LSTMCore

extension CellDiagram {
  /// The vanilla recurrent network: one learned layer, nothing gated, and no
  /// memory but the hidden state itself.
  package static let rnn: CellDiagram = {
    var diagram = CellDiagram(
      cell: "rnn-tanh",
      title: "A vanilla recurrent cell",
      summary: """
        The input x and the previous hidden state are weighted, summed and \
        squashed by tanh. The result is the hidden state h, which goes on to the \
        next step and up to the next layer.
        """,
      height: 4.2,
      bodies: [Rect(x: 0.6, y: 0.6, width: 8.8, height: 3)],
      nodes: [
        Node(
          name: "hidden", kind: .learned, symbol: "tanh",
          centre: Point(4.6, 2.2), caption: "hidden state")
      ],
      wires: [
        Wire(
          name: "h before", points: [Point(0, 1.2), Point(1.7, 1.2)],
          hasArrow: false,
          label: Tag(
            formula: "h_{t−1}", position: Point(0.02, 1.42), anchor: .start),
          carries: .before(.hidden)),
        Wire(
          name: "x", points: [Point(1.1, 0), Point(1.1, 1.2), Point(1.7, 1.2)],
          hasArrow: false, isJoin: true,
          label: Tag(
            formula: "x_t", position: Point(1.2, 0.2), anchor: .start),
          carries: .input),
        Wire(
          name: "to hidden",
          points: [Point(1.7, 1.2), Point(4.6, 1.2), Point(4.6, 1.94)],
          label: Tag(
            formula: "z_h", position: Point(4.75, 1.77), anchor: .start,
            needsValue: true, isSmall: true),
          carries: .now(.hiddenPreactivation)),
        Wire(
          name: "h",
          points: [
            Point(4.6, 2.46), Point(4.6, 3), Point(6.4, 3), Point(6.4, 1.2),
            Point(10, 1.2),
          ],
          label: Tag(
            formula: "h_t", position: Point(9.98, 1.42), anchor: .end),
          carries: .now(.hidden)),
        Wire(
          name: "h up", points: [Point(8.7, 1.2), Point(8.7, 4.2)],
          isCopy: true,
          label: Tag(
            formula: "h_t", position: Point(8.84, 3.92), anchor: .start),
          carries: .now(.hidden)),
      ],
      cost: cost(of: CellFamily.known("rnn-tanh")))
    diagram.writeEquations(
      words: ["h": "hidden state: memory and output at once"])
    return diagram
  }()

  /// The same with a rectifier in the place of tanh.
  package static let rectifiedRNN: CellDiagram = {
    var diagram = rnn
    let about = CellFamily.known("rnn-relu")
    diagram.cell = about.name
    diagram.abbreviation = "IRNN"
    diagram.title = about.title
    diagram.summary = """
      The input x and the previous hidden state are weighted and summed; what \
      is below 0 becomes 0. The result is the hidden state h, which goes on to \
      the next step and up to the next layer.
      """
    diagram.changeNode("hidden") { $0.symbol = "ReLU" }
    diagram.writeEquations(
      words: ["h": "hidden state: never below 0, and without a limit above"])
    diagram.notes = [
      """
      With U = I and b = 0, where training starts, h is kept as it is and \
      max(0, W x_t) is added. \(about.source).
      """
    ]
    diagram.cost = cost(of: about)
    return diagram
  }()
}
