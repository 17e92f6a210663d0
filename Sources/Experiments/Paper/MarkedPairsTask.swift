import LSTMCore
import Wording

/// Experiments 4 and 5: a value and a marker at each step; at the end the sum,
/// or the product, of the two values that were marked.
///
/// The marker is 1 at the two, −1 at the first and last step, and 0 elsewhere.
/// X₁ is among the first ten pairs, X₂ among the first T/2 − 1 that are then
/// unmarked. Where the first pair of all is chosen, its value is set to what
/// leaves the result alone (0 or 1) and its marker stays −1.
package struct MarkedPairsTask: PaperTask {
  /// Sum or product.
  package enum Operation: String, Sendable { case addition, multiplication }

  /// Sum or product.
  package let operation: Operation
  /// T: sequences have T to T + T/10 pairs.
  package let length: Int

  /// A task of the given kind.
  package init(_ operation: Operation, length: Int) {
    precondition(length >= 22, "\(length) pairs leave no room for two marks")
    (self.operation, self.length) = (operation, length)
  }

  /// Two: value and marker.
  package var inputCount: Int { 2 }
  /// What is added or multiplied, and which.
  package var inputNames: [String] { ["value", "mark"] }
  /// One.
  package var outputCount: Int { 1 }
  /// Both.
  package var inputsPerStep: Int { 2 }

  /// The target for two marked values: 0.5 + (X₁ + X₂)/4 with values in
  /// [−1, 1], or X₁·X₂ with values in [0, 1].
  package func target(_ first: Double, _ second: Double) -> Double {
    operation == .addition ? 0.5 + (first + second) / 4 : first * second
  }

  /// A random sequence.
  package func generate(
    into example: inout Example, using generator: inout SplitMix64
  ) {
    example.clear()
    let low: Double = operation == .addition ? -1 : 0
    let count = length + generator.index(below: length / 10 + 1)
    for _ in 0..<count { example.read(generator.uniform(low, 1), 0) }
    let first = generator.index(below: 10)
    // The first T/2 − 1 that are still unmarked end one further on where X₁
    // is among them.
    var second = generator.index(below: length / 2 - 1)
    if second >= first { second += 1 }
    example.set(1, input: 1, at: first)
    example.set(1, input: 1, at: second)
    if first == 0 || second == 0 {
      example.set(operation == .addition ? 0 : 1, at: 0)
    }
    example.set(-1, input: 1, at: 0)
    example.set(-1, input: 1, at: count - 1)
    example.expect(
      0, value: target(example.value(at: first), example.value(at: second)))
  }

  /// 1 at a marked pair, · at the others.
  package func labels(of example: Example) -> [String] {
    (0..<example.count).map {
      example.value(input: 1, at: $0) == 1 ? "1" : "·"
    }
  }

  /// The values, the marked ones in brackets, and the target.
  package func text(of example: Example) -> String {
    (0..<example.count).map { t in
      let value = plain(example.value(at: t), decimals: 2)
      return example.value(input: 1, at: t) == 1 ? "[\(value)]" : value
    }.joined(separator: " ") + "  → "
      + (example.targetValues.first.map { plain($0) } ?? "")
  }
}
