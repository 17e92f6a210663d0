import LSTMCore

/// Experiment 2a: two sequences, (y, a₁ … a_{p−1}, y) and (x, a₁ … a_{p−1}, x),
/// equally often; every next symbol is to be predicted, so the first must be
/// kept for p steps. In 2b random symbols stand between, which nobody could
/// predict; there the last can be asked alone.
package struct TwoSequencesTask: PaperTask {
  /// p, the lag.
  package let lag: Int
  /// Whether what stands between is random (2b) or always the same (2a).
  package let isRandom: Bool
  /// Whether every next symbol is asked, or the last alone.
  package let isSupervisedThroughout: Bool

  /// A task with the given lag.
  package init(lag: Int, isRandom: Bool, asksEveryStep: Bool = true) {
    precondition(lag >= 2, "a lag of \(lag) leaves nothing between")
    (self.lag, self.isRandom) = (lag, isRandom)
    isSupervisedThroughout = asksEveryStep
  }

  /// p + 1: a₁ … a_{p−1}, x, y.
  package var inputCount: Int { lag + 1 }
  /// As many as inputs.
  package var outputCount: Int { lag + 1 }
  /// The two sequences of 2a; 2b has too many.
  package var allExamples: [Example] {
    guard !isRandom else { return [] }
    return [lag - 1, lag].map { end in
      var example = Example()
      fill(&example, end: end) { $0 }
      return example
    }
  }

  /// One of the two, or of the two classes.
  package func generate(
    into example: inout Example, using generator: inout SplitMix64
  ) {
    let end = generator.coin() ? lag - 1 : lag
    let (isRandom, lag) = (isRandom, lag)
    fill(&example, end: end) {
      isRandom ? generator.index(below: lag - 1) : $0
    }
  }

  private func fill(
    _ example: inout Example, end: Int, middle: (Int) -> Int
  ) {
    example.clear()
    example.read(end)
    for k in 0..<lag - 1 {
      let symbol = middle(k)
      if isSupervisedThroughout { example.expect(symbol) }
      example.read(symbol)
    }
    example.expect(end)
  }

  /// The symbols read, and the last to predict.
  package func text(of example: Example) -> String {
    let last = example.targetOutputs.last.map(Int.init) ?? 0
    return symbolText(example, symbols: name, target: name(last))
  }

  /// x, y, or a for all others.
  package func labels(of example: Example) -> [String] {
    example.inputs.map { String(name(Int($0)).prefix(1)) }
  }

  private func name(_ symbol: Int) -> String {
    symbol == lag ? "y" : symbol == lag - 1 ? "x" : "a\(symbol + 1)"
  }
}

/// Experiment 2c: b, then x or y, then at least q random symbols until an e,
/// then x or y again, which is to be predicted; error at the end alone.
///
/// After q symbols each further step is the e with probability 1/10.
package struct LongLagTask: PaperTask {
  /// q, how many symbols stand between at least.
  package let lag: Int
  /// p, how many different symbols may stand there.
  package let distractors: Int

  /// A task of the given lag and alphabet.
  package init(lag: Int, distractors: Int) {
    precondition(lag >= 1 && distractors >= 1, "q \(lag), p \(distractors)")
    (self.lag, self.distractors) = (lag, distractors)
  }

  /// p + 4: a₁ … a_p, e, b, x, y.
  package var inputCount: Int { distractors + 4 }
  /// Two: x or y.
  package var outputCount: Int { 2 }

  /// A sequence of either class.
  package func generate(
    into example: inout Example, using generator: inout SplitMix64
  ) {
    example.clear()
    let last = generator.index(below: 2)
    example.read(distractors + 1)
    example.read(distractors + 2 + last)
    for _ in 0..<lag { example.read(generator.index(below: distractors)) }
    while generator.index(below: 10) != 0 {
      example.read(generator.index(below: distractors))
    }
    example.read(distractors)
    example.expect(last)
  }

  /// The symbols read, and the one to predict.
  package func text(of example: Example) -> String {
    symbolText(
      example, symbols: name,
      target: example.targetOutputs.first == 0 ? "x" : "y")
  }

  /// e, b, x, y, or a for all others.
  package func labels(of example: Example) -> [String] {
    example.inputs.map { String(name(Int($0)).prefix(1)) }
  }

  private func name(_ symbol: Int) -> String {
    let names = ["e", "b", "x", "y"]
    return symbol < distractors
      ? "a\(symbol + 1)" : names[symbol - distractors]
  }
}
