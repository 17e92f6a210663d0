import LSTMCore

/// Two numbers far apart in a stream of numbers are to be added: each step
/// shows a number from [0, 1] and a mark that is 1 at two of the steps, one in
/// the first tenth, one in the first half, and at the end the sum of the two
/// is wanted. (After Hochreiter & Schmidhuber 1997, experiment 4.) Who always
/// says 1 has a mean squared error of 1/6.
package struct AddingProblem: Equatable, Sendable {
  /// How many steps a sequence has; at least 4.
  package let steps: Int

  /// Sequences of so many steps.
  package init(steps: Int) {
    precondition(steps >= 4, "an adding problem of \(steps) steps")
    self.steps = steps
  }

  /// A random sequence of (number, mark), and the sum.
  package func sequence(
    using generator: inout some RandomNumberGenerator
  ) -> (inputs: [Vector], target: Double) {
    var inputs = (0..<steps).map { _ in
      Vector([Double.random(in: 0..<1, using: &generator), 0])
    }
    let first = Int.random(in: 0..<max(1, steps / 10), using: &generator)
    let second = Int.random(
      in: first + 1..<max(first + 2, steps / 2), using: &generator)
    inputs[first][1] = 1
    inputs[second][1] = 1
    return (inputs, inputs[first][0] + inputs[second][0])
  }
}
