import LSTMCore

/// A task of the 1997 paper: an endless source of sequences.
package protocol PaperTask: Sendable {
  /// How many inputs the network has.
  var inputCount: Int { get }
  /// What the inputs are called where they are numbers; empty where a step
  /// reads a symbol.
  var inputNames: [String] { get }
  /// How many outputs the network has.
  var outputCount: Int { get }
  /// How many inputs a step sets.
  var inputsPerStep: Int { get }
  /// Whether every step has a target, or the last alone.
  var isSupervisedThroughout: Bool { get }
  /// All sequences that there are, where they are few enough to go through;
  /// else empty.
  var allExamples: [Example] { get }

  /// Replaces `example` by the next random one.
  func generate(
    into example: inout Example, using generator: inout SplitMix64)

  /// Replaces `example` by one to test with: as the others, but for targets
  /// without noise.
  func generateTest(
    into example: inout Example, using generator: inout SplitMix64)

  /// An example in a line: what is read, and what is asked.
  func text(of example: Example) -> String

  /// What each step reads, in a character or two.
  func labels(of example: Example) -> [String]
}

extension PaperTask {
  /// Symbols.
  package var inputNames: [String] { [] }
  /// One input per step.
  package var inputsPerStep: Int { 1 }
  /// The last step alone.
  package var isSupervisedThroughout: Bool { false }
  /// Endlessly many.
  package var allExamples: [Example] { [] }

  /// As in training.
  package func generateTest(
    into example: inout Example, using generator: inout SplitMix64
  ) {
    generate(into: &example, using: &generator)
  }

  /// The next random example.
  package func example(using generator: inout SplitMix64) -> Example {
    var example = Example(inputsPerStep: inputsPerStep)
    generate(into: &example, using: &generator)
    return example
  }
}

/// The symbols that an example reads, joined by spaces, and its last target.
func symbolText(
  _ example: Example, symbols: (Int) -> String, target: String
) -> String {
  example.inputs.map { symbols(Int($0)) }.joined(separator: " ")
    + "  → " + target
}
