import Drawing
import LSTMCore

extension CellDiagram {
  /// What comes from x, what comes from h, and the memory on its way out are
  /// each normalised over the layer.
  package static let layerNorm: CellDiagram = {
    var diagram = variant(CellFamily.known("layer-norm"), letters: "LN-LSTM")
    diagram.insert(0.55, above: 4.2)
    diagram.insert(0.75, above: 1)
    diagram.insert(1.3, rightOf: 1.5)
    diagram.normaliseSums()
    diagram.normaliseMemory()
    diagram.writeEquations(
      words: ["z_f": "both normalised over the layer"], at: ["z_f": "sums"],
      accented: ["z_f", "h"])
    diagram.notes.insert(
      """
      The boxes LN W and LN U hold the weights of all four layers, one above \
      another, and normalise their sums; each layer keeps its bias.
      """, at: 0)
    return diagram
  }()

  /// x and h each through their weights and a norm, then added.
  private mutating func normaliseSums() {
    nodes += [
      Node(
        name: "recurrent norm", kind: .learned, symbol: "LN U",
        centre: Point(1.35, 1.95)),
      Node(
        name: "input norm", kind: .learned, symbol: "LN W",
        centre: Point(2.3, 1.1)),
      Node(
        name: "sum", kind: .pointwise, symbol: "+", centre: Point(2.3, 1.95)),
    ]
    change("h before") {
      $0.points[1] = Point(0.93, 1.95)
      $0.hasArrow = true
    }
    change("x") {
      $0.points = [Point(2.3, 0), Point(2.3, 0.84)]
      ($0.isJoin, $0.hasArrow) = (false, true)
      $0.label?.position = Point(2.42, 0.2)
    }
    let added = [
      Wire(
        name: "recurrent sums", points: [Point(1.77, 1.95), Point(2.04, 1.95)]),
      Wire(name: "input sums", points: [Point(2.3, 1.36), Point(2.3, 1.69)]),
      Wire(
        name: "sums", points: [Point(2.56, 1.95), Point(5.9, 1.95)],
        hasArrow: false),
    ]
    wires += added
    accented.formUnion([
      "recurrent norm", "input norm", "sum", "to forget gate", "to input gate",
      "to candidate", "to output gate",
    ])
    accented.formUnion(added.map(\.name))
  }

  /// The memory through a norm before tanh.
  private mutating func normaliseMemory() {
    nodes.append(
      Node(
        name: "memory norm", kind: .learned, symbol: "LN",
        centre: Point(8.7, 5.42)))
    change("to squash") {
      $0.points = [Point(8.7, 5.16), Point(8.7, 4.89)]
      $0.isCopy = false
      $0.carries = .now(.shownPreactivation)
    }
    change("squashed") {
      $0.label?.formula = "tanh(LN(C_t))"
      $0.carries = .tanh(.now(.shownPreactivation))
    }
    wires.append(
      Wire(
        name: "to memory norm", points: [Point(8.7, 6), Point(8.7, 5.68)],
        isCopy: true, carries: .now(.cell)))
    accented.formUnion(["memory norm", "to memory norm", "to squash"])
  }
}
