import LSTMCore
import Wording

/// Experiment 3: two classes told apart by the first N elements, ±1; all later
/// ones are noise of variance 0.2 on the same input line (Bengio et al. 1994).
///
/// 3a: as said. 3b: noise on the first N as well. 3c: as 3a, and the target is
/// 0.8 or 0.2 with noise of variance 0.1.
///
/// That 3c has no noise on the first N is read from the paper's own figures:
/// with it at least 1.3 per cent would be misclassified for N = 1, and the
/// paper has 0.4.
package struct NoisyClassTask: PaperTask {
  /// Which of the three.
  package enum Variant: String, Sendable { case a, b, c }

  /// Which of the three.
  package let variant: Variant
  /// T: sequences have T to T + T/10 elements.
  package let length: Int
  /// N, how many elements tell the class.
  package let informative: Int

  private static let inputDeviation = 0.2.squareRoot()
  private static let targetDeviation = 0.1.squareRoot()

  /// A task of the given kind.
  package init(_ variant: Variant, length: Int, informative: Int) {
    precondition(
      informative >= 1 && length >= informative,
      "\(informative) elements of \(length)")
    (self.variant, self.length) = (variant, length)
    self.informative = informative
  }

  /// One.
  package var inputCount: Int { 1 }
  /// Information, then noise.
  package var inputNames: [String] { ["element"] }
  /// One.
  package var outputCount: Int { 1 }

  /// A sequence of either class.
  package func generate(
    into example: inout Example, using generator: inout SplitMix64
  ) {
    let target = fill(&example, &generator)
    let noise =
      variant == .c ? generator.normalPair(Self.targetDeviation).0 : 0
    example.expect(0, value: target + noise)
  }

  /// The same with the target free of noise.
  package func generateTest(
    into example: inout Example, using generator: inout SplitMix64
  ) {
    let target = fill(&example, &generator)
    example.expect(0, value: target)
  }

  private func fill(
    _ example: inout Example, _ generator: inout SplitMix64
  ) -> Double {
    example.clear()
    let isFirst = generator.coin()
    let count = length + generator.index(below: length / 10 + 1)
    while example.count < count {
      let (one, other) = generator.normalPair(Self.inputDeviation)
      example.read(one)
      if example.count < count { example.read(other) }
    }
    for t in 0..<informative {
      let noise = variant == .b ? example.value(at: t) : 0
      example.set((isFirst ? 1 : -1) + noise, at: t)
    }
    return variant == .c ? (isFirst ? 0.8 : 0.2) : (isFirst ? 1 : 0)
  }

  /// + or − for the elements that tell the class, · for noise.
  package func labels(of example: Example) -> [String] {
    example.values.enumerated().map { t, value in
      t < informative ? (value < 0 ? "−" : "+") : "·"
    }
  }

  /// The elements with two decimals, and the target.
  package func text(of example: Example) -> String {
    example.values.map { plain($0, decimals: 2) }.joined(separator: " ")
      + "  → "
      + (example.targetValues.first.map { plain($0, decimals: 2) } ?? "")
  }
}
