import Drawing
import LSTMCore

// Cells that are the LSTM with one thing changed: its tables, with what is
// missing as a ghost and what differs in the accent colour.

extension CellDiagram {
  /// f = 1 − i: the forget gate has no weights of its own.
  static let coupled: CellDiagram = {
    var diagram = variant(
      CoupledCell.about, ghosts: ["forget gate", "to forget gate"],
      accented: ["f", "forget"])
    diagram.replace("f") { wire in
      wire.points = [Point(3.3, 3.1), Point(2, 3.1), Point(2, 4.44)]
      wire.isCopy = true
      wire.label = Tag(
        formula: "1 − i_t", position: Point(2.12, 3.35), anchor: .start)
      wire.carries = .now(.forgetGate)
    }
    diagram.rewrite(
      "f", as: "1 − i_t", words: "forget gate: what is not written stays",
      numbers: "1 − {i}")
    return diagram
  }()

  /// i = 1.
  static let noInputGate: CellDiagram = {
    var diagram = variant(
      NoInputGateCell.about,
      ghosts: ["input gate", "to input gate", "i", "select"],
      accented: ["write"])
    diagram.drop("i")
    diagram.rewrite(
      "C", as: "f_t ⊙ C_{t−1} + C\u{303}_t",
      words: "cell: every candidate is written in full",
      numbers: "{f} × {C before} + {candidate value}")
    diagram.replace("write") {
      $0.label = nil
      $0.carries = .now(.candidate)
    }
    return diagram
  }()

  /// f = 1.
  static let noForgetGate: CellDiagram = {
    var diagram = variant(
      NoForgetGateCell.about,
      ghosts: ["forget gate", "to forget gate", "f", "forget"],
      accented: ["kept"])
    diagram.drop("f")
    diagram.rewrite(
      "C", as: "C_{t−1} + i_t ⊙ C\u{303}_t",
      words: "cell: nothing leaves the memory",
      numbers: "{C before} + {i} × {candidate value}")
    diagram.replace("kept") {
      $0.label = nil
      $0.carries = .before(.cell)
    }
    return diagram
  }()

  /// o = 1.
  static let noOutputGate: CellDiagram = {
    var diagram = variant(
      NoOutputGateCell.about,
      ghosts: ["output gate", "to output gate", "o", "show"],
      accented: ["squashed"])
    diagram.drop("o")
    diagram.rewrite(
      "h", as: "tanh(C_t)", words: "hidden state: all of the memory, squashed",
      numbers: "tanh({C})")
    return diagram
  }()

  /// The candidate is not squashed.
  static let noInputActivation: CellDiagram = {
    var diagram = variant(
      NoInputActivationCell.about, ghosts: [], accented: ["candidate"])
    for index in diagram.nodes.indices
    where diagram.nodes[index].name == "candidate" {
      diagram.nodes[index].symbol = "Σ"
    }
    diagram.rewrite(
      "candidate value", as: "W_C x_t + U_C h_{t−1} + b_C",
      words: "candidate: not squashed", numbers: "{to candidate}")
    return diagram
  }()

  /// The memory is shown as it is.
  static let noOutputActivation: CellDiagram = {
    var diagram = variant(
      NoOutputActivationCell.about, ghosts: ["squash"],
      accented: ["squashed", "to squash"])
    diagram.replace("squashed") {
      $0.label = nil
      $0.carries = .now(.cell)
    }
    diagram.rewrite(
      "h", as: "o_t ⊙ C_t", words: "hidden state: gated memory, not squashed",
      numbers: "{o} × {C}")
    return diagram
  }()

  /// The LSTM's tables under another name, without its other notations and
  /// its parts.
  private static func variant(
    _ about: CellDescription, ghosts: Set<String>, accented: Set<String>
  ) -> CellDiagram {
    var diagram = CellDiagram.lstm
    diagram.cell = about.name
    diagram.title = about.title
    diagram.summary =
      "The LSTM cell, but that it \(about.difference). " + diagram.summary
    diagram.notes = ["Against the LSTM: \(about.difference). \(about.source)."]
    (diagram.ghosts, diagram.accented) = (ghosts, accented)
    (diagram.highlights, diagram.notations) = ([:], [:])
    for wire in diagram.wires where ghosts.contains(wire.name) {
      diagram.replace(wire.name) { $0.carries = nil }
    }
    return diagram
  }

  private mutating func replace(_ name: String, _ change: (inout Wire) -> Void)
  {
    guard let index = wires.firstIndex(where: { $0.name == name }) else {
      return
    }
    change(&wires[index])
  }

  /// Leaves out the equation of a wire.
  private mutating func drop(_ wire: String) {
    equations.removeAll { $0.wire == wire }
  }

  /// Another right side for the equation of a wire, which then stands out.
  private mutating func rewrite(
    _ wire: String, as right: String, words: String, numbers: String
  ) {
    guard let index = equations.firstIndex(where: { $0.wire == wire }) else {
      return
    }
    equations[index].right = right
    equations[index].words = words
    equations[index].numbers = numbers
    accented.insert(wire)
  }
}
