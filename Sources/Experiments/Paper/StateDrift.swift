import LSTMCore

/// How far the states of a network of 1997 have gone before it has learned
/// anything: what is constant in a cell's net input moves its state along a
/// straight line, what is not makes it walk at random.
package struct StateDrift: Equatable, Sendable {
  /// What is changed in the network.
  package let rule: PaperRule
  /// s of the first cell after every step from the first on, a row a seed;
  /// (seeds × steps).
  package let states: [[Double]]

  /// Lets untrained networks of a condition read a sequence each.
  ///
  /// - Parameters:
  ///   - condition: the task and the network.
  ///   - rule: as published, or with nothing constant into the cells.
  ///   - steps: how many steps of a sequence are looked at; a sequence of the
  ///     condition must have as many.
  ///   - seeds: how many networks.
  ///   - seed: that of the first.
  package init(
    _ condition: PaperCondition, rule: PaperRule, steps: Int, seeds: Int,
    seed: UInt64
  ) {
    self.rule = rule
    let method = LearningMethod(
      .memory,
      wiring: rule == .nothingConstant
        ? .nothingConstant(for: condition.shape) : WiringChange())
    states = (0..<seeds).map { k in
      let seed = seed &+ UInt64(k)
      var weights = SplitMix64.stream(2, seed: seed)
      var strings = SplitMix64.stream(1, seed: seed)
      var draws = SplitMix64.stream(3, seed: seed)
      let example = condition.makeTask(&strings).example(using: &draws)
      return method.network(condition, &weights).states(over: example)
        .prefix(steps).map { $0[0] }
    }
  }

  /// How many steps every network has read.
  package var steps: Int { states.map(\.count).min() ?? 0 }

  /// The root of the mean of s² over the networks, after `step` steps, from 1
  /// on.
  package func rootMeanSquare(after step: Int) -> Double {
    let sum = states.reduce(0.0) { $0 + $1[step - 1] * $1[step - 1] }
    return (sum / Double(max(states.count, 1))).squareRoot()
  }

  /// The exponent k of s ~ tᵏ between two steps: 1 for a straight line, ½ for
  /// a random walk.
  package func exponent(from first: Int, to last: Int) -> Double {
    log(rootMeanSquare(after: last) / rootMeanSquare(after: first))
      / log(Double(last) / Double(first))
  }
}
