import Drawing
import LSTMCore

extension CellDiagram {
  /// The memory block of 1997: nothing leaves the memory, a block's cells
  /// share their gates, and everything reads the gates of the step before.
  package static let lstm1997: CellDiagram = {
    var diagram = variant(
      CellFamily.known("lstm-1997"), letters: "1997",
      ghosts: ["forget gate", "to forget gate", "f"])
    diagram.insert(0.3, above: 2.6)
    diagram.insert(0.4, above: 1)
    diagram.insert(0.45, rightOf: 7)
    diagram.bridge(
      "forget", with: "kept", from: Point(1.74, 5.4),
      carrying: .before(.cell))
    diagram.changeNode("output gate") { $0.centre.x = 5.9 }
    diagram.change("to output gate") {
      $0.points = [Point(4.6, 1.6), Point(5.9, 1.6), Point(5.9, 2.34)]
      $0.label?.position.x = 6.05
    }
    diagram.change("o") {
      $0.points = [Point(5.9, 2.86), Point(5.9, 3.6), Point(7.59, 3.6)]
      $0.hops = [Point(5.9, 3.15)]
    }
    diagram.change("candidate value") { $0.hops = [Point(4.6, 3.15)] }
    diagram.change("squashed") {
      $0.carries = .tanh(.scaled(0.5, .now(.cell)))
    }
    diagram.change("h up") {
      $0.points = [Point(8.65, 1.6), Point(8.65, 6.7)]
      $0.hops = [Point(8.65, 5.4)]
      $0.label?.position.x = 8.79
    }
    // With the gates it is more than one unit's value that comes and goes.
    diagram.change("h before") { $0.carries = nil }
    diagram.change("h") {
      $0.points[2] = Point(9.7, 1.6)
      ($0.hasArrow, $0.label) = (false, nil)
    }
    diagram.wires += gates1997
    diagram.accented.formUnion(
      gates1997.map(\.name) + ["candidate", "squash"])
    diagram.stacked = ["candidate", "select", "add", "squash", "show"]
    diagram.letter1997()
    diagram.writeEquations(
      words: [
        "y": "all that the step before hands on",
        "y_in": "input gate: how much is written",
        "g": "candidate, from −2 to 2: what would be written",
        "s": "memory: nothing leaves it",
        "y_c": "output: the memory, squashed to ±1 and gated",
      ], at: ["y": "gates"], accented: ["y", "g", "s", "y_c"])
    diagram.notes.insert(
      """
      A block has one input gate and one output gate for all its S cells; the \
      memory’s own weight is fixed at 1, the constant error carousel.
      """, at: 0)
    diagram.notations["1997"] = diagram.ownLetters
    return diagram
  }()

  /// Experiments 2a and 2b: nothing recurrent but the memory, which is shown
  /// as it is.
  package static let lstm1997Task2a: CellDiagram = {
    var diagram = variant(
      CellFamily.known("lstm-1997-2a"), letters: "1997",
      ghosts: [
        "forget gate", "to forget gate", "f", "output gate", "to output gate",
        "o", "h before", "to squash", "squash", "squashed", "show", "h",
      ],
      accented: ["candidate", "h up"])
    diagram.bridge(
      "forget", with: "kept", from: Point(1.74, 4.7),
      carrying: .before(.cell))
    diagram.change("h before") { $0.points[1] = Point(1.7, 1.2) }
    diagram.change("x") {
      $0.points = [Point(1.1, 0), Point(1.1, 1.2), Point(4.6, 1.2)]
      $0.isJoin = false
      $0.hasArrow = false
    }
    diagram.change("to candidate") {
      $0.points = [Point(4.6, 1.2), Point(4.6, 1.94)]
      $0.isCopy = false
    }
    diagram.change("h up") {
      $0.points = [Point(8.7, 4.7), Point(8.7, 6)]
      $0.hops = []
    }
    diagram.letter1997()
    diagram.changeNode("candidate") { $0.symbol = "σ" }
    for name in ["C before", "C"] {
      diagram.change(name) {
        $0.label?.formula = name == "C" ? "s(t)" : "s(t−1)"
      }
    }
    diagram.writeEquations(
      words: [
        "y_in": "input gate: how much is written",
        "g": "candidate, from 0 to 1: what would be written",
        "s": "memory: it can only grow", "y_c": "output: the memory as it is",
      ], accented: ["g", "s", "y_c"])
    diagram.notations["1997"] = diagram.ownLetters
    return diagram
  }()

  /// What the cell is drawn in, as a notation to ask for.
  private var ownLetters: Lettering {
    Lettering(
      labels: [:], shown: [], symbols: [:], equations: equations, notes: [])
  }

  /// The paper's letters on wires and in nodes, and its squashing functions.
  private mutating func letter1997() {
    let letters = [
      "C before": "s(t−1)", "C": "s(t)", "i": "y^{in}(t)",
      "candidate value": "g(t)", "write": "y^{in} ⊙ g", "o": "y^{out}(t)",
      "squashed": "2σ(s(t)) − 1", "h": "y(t)", "h up": "y^c(t)",
      "h before": "y(t−1)", "x": "x(t)", "to input gate": "net_{in}",
      "to candidate": "net_c", "to output gate": "net_{out}",
    ]
    for (name, formula) in letters {
      change(name) { $0.label?.formula = formula }
    }
    changeNode("candidate") { $0.symbol = "4σ−2" }
    changeNode("squash") { $0.symbol = "2σ−1" }
  }

  /// The gates on their way to the next step: from the input gate over the
  /// candidate, joined by the output gate, into the line that leaves.
  private static let gates1997 = [
    Wire(
      name: "y", points: [Point(9.7, 1.6), Point(10.45, 1.6)],
      label: Tag(
        formula: "y(t)", position: Point(10.43, 1.82), anchor: .end)),
    Wire(
      name: "gates",
      points: [
        Point(3.3, 3.15), Point(7.4, 3.15), Point(7.4, 0.95),
        Point(9.2, 0.95), Point(9.2, 1.6), Point(9.7, 1.6),
      ],
      hasArrow: false, isCopy: true, isJoin: true),
    Wire(
      name: "o to gates",
      points: [Point(6.32, 2.6), Point(7.4, 2.6), Point(7.4, 2.1)],
      hasArrow: false, isJoin: true),
  ]
}
