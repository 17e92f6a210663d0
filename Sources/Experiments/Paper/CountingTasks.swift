import LSTMCore

/// The parity of T to T + T/10 bits, each ±1, asked at the end. (The paper's
/// section 6: a task that guessing solves and the truncated gradient, begun
/// with small weights, does not; after Bengio & Frasconi 1994.)
package struct ParityTask: PaperTask {
  /// T, how many bits there are at least.
  package let length: Int

  /// A task of the given length.
  package init(length: Int) {
    precondition(length >= 2, "the parity of \(length) bits")
    self.length = length
  }

  /// One.
  package var inputCount: Int { 1 }
  /// Coins.
  package var inputNames: [String] { ["input"] }
  /// One: on where the number of +1s is odd.
  package var outputCount: Int { 1 }

  /// A sequence of coins.
  package func generate(
    into example: inout Example, using generator: inout SplitMix64
  ) {
    example.clear()
    var isOdd = false
    for _ in 0..<length + generator.index(below: length / 10 + 1) {
      let isOne = generator.coin()
      example.read(isOne ? 1.0 : -1.0)
      isOdd = isOdd != isOne
    }
    example.expect(0, value: isOdd ? 1 : 0)
  }

  /// + or −.
  package func labels(of example: Example) -> [String] {
    example.values.map { $0 < 0 ? "−" : "+" }
  }

  /// The bits, and whether the +1s are odd.
  package func text(of example: Example) -> String {
    labels(of: example).joined() + "  → "
      + (example.targetValues.first == 1 ? "odd" : "even")
  }
}

/// A number of silent steps between a mark of 1 and a mark of −1: was it the
/// short one, or the long one? (The paper's section 6 says that no gradient
/// method counts 99 against 100, and that 3 against 11 is easy.)
package struct CountingTask: PaperTask {
  /// The two numbers of silent steps.
  package let short: Int
  /// The larger one, for which the output is on.
  package let long: Int

  /// Telling `short` from `long`.
  package init(short: Int, long: Int) {
    precondition(
      short >= 0 && long > short, "\(short) and \(long) steps to tell apart")
    (self.short, self.long) = (short, long)
  }

  /// One.
  package var inputCount: Int { 1 }
  /// What is counted.
  package var inputNames: [String] { ["input"] }
  /// One.
  package var outputCount: Int { 1 }
  /// Both sequences.
  package var allExamples: [Example] {
    [false, true].map { isLong in
      var example = Example()
      fill(&example, isLong: isLong)
      return example
    }
  }

  /// One of the two.
  package func generate(
    into example: inout Example, using generator: inout SplitMix64
  ) {
    fill(&example, isLong: generator.coin())
  }

  private func fill(_ example: inout Example, isLong: Bool) {
    example.clear()
    example.read(1.0)
    for _ in 0..<(isLong ? long : short) { example.read(0.0) }
    example.read(-1.0)
    example.expect(0, value: isLong ? 1 : 0)
  }

  /// The marks, and dots.
  package func labels(of example: Example) -> [String] {
    example.values.map { $0 == 0 ? "·" : $0 < 0 ? "−" : "+" }
  }

  /// The steps, and their number.
  package func text(of example: Example) -> String {
    labels(of: example).joined() + "  → \(example.count - 2)"
  }
}
