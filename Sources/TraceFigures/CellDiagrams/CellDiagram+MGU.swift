import Drawing
import LSTMCore

extension CellDiagram {
  /// The minimal gated unit: the GRU with reset before the product, whose two
  /// gates are one.
  package static let mgu: CellDiagram = {
    let about = CellFamily.known("mgu")
    var diagram = gruBefore
    (diagram.cell, diagram.abbreviation) = (about.name, "MGU")
    diagram.title = about.title
    diagram.summary = """
      The hidden state h runs along the top from left to right and is the \
      memory. One gate f does two things: it lets the candidate n see h, and it \
      puts a share f of the candidate in the place of as much of h.
      """
    diagram.notes = [provenance(of: about)]
    diagram.cost = cost(of: about)
    diagram.leaveOutUpdateGate()
    diagram.shareGate()
    diagram.accented = ["forget gate", "to complement", "rest", "to replace"]
    diagram.accentMeaning = "one gate in the place of the GRU's two"
    diagram.writeEquations(
      words: [
        "f": "forget gate: how much of h is seen, and replaced",
        "h": "hidden state: memory and output at once",
      ], accented: ["f", "h"])
    return diagram
  }()

  private mutating func leaveOutUpdateGate() {
    nodes.removeAll { $0.name == "update gate" }
    wires.removeAll {
      ["to update gate", "z", "to complement", "rest"].contains($0.name)
    }
    changeNode("reset gate") {
      ($0.name, $0.caption) = ("forget gate", "forget gate")
    }
    change("to reset gate") {
      $0.name = "to forget gate"
      $0.label?.formula = "z_f"
      $0.carries = .now(.forgetPreactivation)
    }
    change("r") {
      $0.name = "f"
      $0.label?.formula = "f_t"
      $0.carries = .now(.forgetGate)
    }
    change("reset part") {
      $0.label?.formula = "f_t ⊙ h_{t−1}"
      $0.carries = .product(.now(.forgetGate), .before(.hidden))
    }
  }

  /// From the gate over to where h is kept, and on to where it is replaced.
  private mutating func shareGate() {
    changeNode("complement") { $0.centre = Point(4.9, 4.35) }
    change("kept") {
      $0.label?.formula = "(1 − f_t) ⊙ h_{t−1}"
      $0.carries = .product(.complement(.now(.forgetGate)), .before(.hidden))
    }
    change("write") {
      $0.label?.formula = "f_t ⊙ n_t"
      $0.carries = .product(.now(.forgetGate), .now(.candidateHidden))
    }
    wires += [
      Wire(
        name: "to complement",
        points: [Point(2.7, 2.85), Point(4.9, 2.85), Point(4.9, 4.09)],
        isCopy: true, hops: [Point(4.9, 3.3)], carries: .now(.forgetGate)),
      Wire(
        name: "rest", points: [Point(4.9, 4.61), Point(4.9, 5.04)],
        label: Tag(
          formula: "1 − f_t", position: Point(5.02, 4.82), anchor: .start,
          needsValue: true),
        carries: .complement(.now(.forgetGate))),
      Wire(
        name: "to replace",
        points: [
          Point(4.9, 3.75), Point(6.3, 3.75), Point(6.3, 4.35),
          Point(7.24, 4.35),
        ],
        isCopy: true, carries: .now(.forgetGate)),
    ]
  }
}
