import LSTMCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What an intervention does to a model's predictions over a text.
package struct InterventionEffect: Sendable {
  /// What was held.
  package let intervention: Intervention
  /// The run as it is, and the run with values held.
  package let before, after: Trace
  /// What each step read.
  package let characters: [Unicode.Scalar]
  /// For each step but the first, the price of the character it read, in
  /// nats, as the run before and the run after foretold it.
  package let losses: [(before: Double, after: Double)]
  /// For each step the divergence Σ p·ln(p/q) of what is predicted next, in
  /// nats; p before, q after.
  package let divergences: [Double]
  private let model: Model

  /// Reads `indices` twice.
  package init(
    _ intervention: Intervention, on model: Model,
    indices: [Int], characters: [Unicode.Scalar]
  ) {
    self.model = model
    (self.intervention, self.characters) = (intervention, characters)
    let inputs = indices.map { model.reader(.symbol($0)) }
    before = model.stack.trace(over: inputs)
    after = model.stack.trace(over: inputs, under: intervention)
    let p = before.steps.map { model.nextDistribution(after: $0) }
    let q = after.steps.map { model.nextDistribution(after: $0) }
    losses = indices.indices.dropFirst().map { t in
      (-log(p[t - 1][indices[t]]), -log(q[t - 1][indices[t]]))
    }
    divergences = zip(p, q).map { p, q in
      p.indices.reduce(0) { sum, k in
        p[k] > 0 ? sum + p[k] * log(p[k] / q[k]) : sum
      }
    }
  }

  /// The mean price of a character, in nats; nil for a text of one.
  package var meanLoss: (before: Double, after: Double)? {
    guard !losses.isEmpty else { return nil }
    let count = Double(losses.count)
    return (
      losses.reduce(0) { $0 + $1.before } / count,
      losses.reduce(0) { $0 + $1.after } / count
    )
  }

  /// The run after less the run before, quantity by quantity.
  package var change: Trace { after.less(before) }

  /// The likeliest characters after a step, with their probabilities.
  package func likeliest(
    _ run: Trace, after t: Int, count: Int
  ) -> [(symbol: String, probability: Double)] {
    model.likeliestNext(after: run.steps[t], count: count)
  }

  /// What the model writes on after the text, of the same seed in both runs;
  /// what is held at later steps stays held.
  package func continuation(
    isHeld: Bool, length: Int, sampler: Sampler, seed: UInt64
  ) -> String {
    let run = isHeld ? after : before
    guard var step = run.steps.last else { return "" }
    var generator = SplitMix64(seed: seed)
    var text = ""
    for k in 0..<length {
      guard let top = step.last else { break }
      let index = sampler.sample(
        model.logits(after: top[.hidden]), using: &generator)
      text += model.reader.vocabulary?[index] ?? ""
      step = model.stack.step(
        model.reader(.symbol(index)), from: step.map(\.state),
        at: run.count + k, under: isHeld ? intervention : .none)
    }
    return text
  }
}
