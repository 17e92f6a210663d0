import LSTMCore

extension CellDiagram {
  /// Writes the equations of the cell under the diagram: letters from the cell's
  /// own, numbers from the wires that carry what stands in them.
  ///
  /// - Parameters:
  ///   - words: what equations mean, by the letters that they define, where the
  ///     usual words do not say it.
  ///   - places: the wire that carries what an equation defines, where none
  ///     carries it as a number.
  ///   - accented: which equations differ from the LSTM's.
  mutating func writeEquations(
    words: [String: String] = [:], at places: [String: String] = [:],
    accented: Set<String> = []
  ) {
    let definition = CellFamily.known(cell)
    let letters = DiagramLetters(definition)
    let numbers = DiagramNumbers(definition, wires: wires, ghosts: ghosts)
    equations = definition.equations.map { equation in
      let name = equation.left[0].letters
      let quantity = definition.notation.quantity(of: name)
      return Equation(
        wire: places[name] ?? numbers.wire(of: .now(quantity)) ?? name,
        left: letters.left(of: equation), right: letters.right(of: equation),
        words: words[name] ?? Self.usualWords[quantity] ?? "",
        numbers: numbers.right(of: equation, quantity),
        isAccented: accented.contains(name))
    }
  }

  /// What quantities mean in most cells that have them.
  private static let usualWords: [Quantity: String] = [
    .forgetGate: "forget gate: how much of the old memory stays",
    .inputGate: "input gate: how much of the candidate is written",
    .candidate: "candidate: what would be written",
    .outputGate: "output gate: how much of the memory is shown",
    .cell: "cell: the memory",
    .hidden: "hidden state: what the rest of the network sees",
    .resetGate: "reset gate: how much of h the candidate sees",
    .updateGate: "update gate: how much of the old h stays",
    .candidateHidden: "candidate: what would take its place",
  ]

  /// An equation of this diagram cut to one summand of its right side, with an
  /// ellipsis for the other.
  func summand(
    _ index: Int, of wire: String, words: String
  ) -> Equation? {
    guard var equation = equations.first(where: { $0.wire == wire }) else {
      return nil
    }
    let summands = equation.right.split(separator: " + ").map(String.init)
    guard summands.count == 2 else { return nil }
    equation.right =
      index == 0 ? summands[0] + " + …" : "… + " + summands[1]
    (equation.words, equation.numbers) = (words, nil)
    return equation
  }
}
