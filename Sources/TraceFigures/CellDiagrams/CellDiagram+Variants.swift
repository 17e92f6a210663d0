import Drawing
import LSTMCore

// Cells that are the LSTM with one thing changed: its tables, with what is
// missing as a ghost and what differs in the accent colour.

extension CellDiagram {
  /// f = 1 − i: the forget gate has no weights of its own.
  package static let coupled: CellDiagram = {
    var diagram = variant(
      CellFamily.known("coupled"), letters: "CIFG",
      ghosts: ["forget gate", "to forget gate"],
      accented: ["f", "forget"])
    diagram.nodes.append(
      Node(
        name: "complement", kind: .pointwise, symbol: "1−",
        centre: Point(2.65, 3.1)))
    diagram.accented.formUnion(["complement", "to complement"])
    diagram.wires.append(
      Wire(
        name: "to complement", points: [Point(3.3, 3.1), Point(2.91, 3.1)],
        isCopy: true, carries: .now(.inputGate)))
    diagram.change("f") { wire in
      wire.points = [Point(2.39, 3.1), Point(2, 3.1), Point(2, 4.44)]
      wire.label?.position = Point(2.12, 3.7)
    }
    diagram.writeEquations(
      words: ["f": "forget gate: what is not written stays"],
      accented: ["f"])
    return diagram
  }()

  /// i = 1.
  package static let noInputGate: CellDiagram = {
    var diagram = variant(
      CellFamily.known("no-input-gate"), letters: "NIG",
      ghosts: ["input gate", "to input gate", "i"])
    diagram.bridge(
      "select", with: "write", from: Point(4.6, 3.24),
      carrying: .now(.candidate))
    diagram.change("candidate value") { $0.hasArrow = false }
    diagram.writeEquations(
      words: ["C": "cell: every candidate is written in full"],
      accented: ["C"])
    return diagram
  }()

  /// f = 1.
  package static let noForgetGate: CellDiagram = {
    var diagram = variant(
      CellFamily.known("no-forget-gate"), letters: "NFG",
      ghosts: ["forget gate", "to forget gate", "f"])
    diagram.bridge(
      "forget", with: "kept", from: Point(1.74, 4.7),
      carrying: .before(.cell))
    diagram.writeEquations(
      words: ["C": "cell: nothing leaves the memory"], accented: ["C"])
    return diagram
  }()

  /// o = 1.
  package static let noOutputGate: CellDiagram = {
    var diagram = variant(
      CellFamily.known("no-output-gate"), letters: "NOG",
      ghosts: ["output gate", "to output gate", "o"],
      accented: ["squashed", "h", "h up"])
    diagram.pass(through: "show")
    diagram.change("squashed") { $0.hasArrow = false }
    diagram.change("h") { $0.points[0] = Point(7.4, 3.16) }
    diagram.writeEquations(
      words: ["h": "hidden state: all of the memory, squashed"],
      accented: ["h"])
    return diagram
  }()

  /// The candidate is not squashed.
  package static let noInputActivation: CellDiagram = {
    var diagram = variant(
      CellFamily.known("no-input-activation"), letters: "NIAF", ghosts: [],
      accented: ["candidate", "candidate value"])
    diagram.changeNode("candidate") { $0.symbol = "Σ" }
    diagram.writeEquations(
      words: ["C\u{303}": "candidate: not squashed"], accented: ["C\u{303}"])
    return diagram
  }()

  /// The memory is shown as it is.
  package static let noOutputActivation: CellDiagram = {
    var diagram = variant(
      CellFamily.known("no-output-activation"), letters: "NOAF",
      accented: ["to squash"])
    diagram.change("to squash") { $0.hasArrow = false }
    diagram.bridge(
      "squash", with: "squashed", from: Point(7.4, 4.14),
      carrying: .now(.cell))
    diagram.writeEquations(
      words: ["h": "hidden state: gated memory, not squashed"],
      accented: ["h"])
    return diagram
  }()
}
