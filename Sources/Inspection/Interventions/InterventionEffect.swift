import LSTMCore

/// What an intervention does to a run, and to what the model predicts in it.
package struct InterventionEffect: Sendable {
  /// What was held.
  package let intervention: Intervention
  /// What each step read.
  package let read: InputSequence
  /// The run as it is, and the run with values held.
  package let before, after: Trace
  /// For each step of a text but the first, the price of the character it read,
  /// in nats, as the run before and the run after predicted it.
  package let losses: [(before: Double, after: Double)]
  /// For each step of a text the divergence Σ p·ln(p/q) of what is predicted
  /// next, in nats; p before, q after.
  package let divergences: [Double]
  /// For each row of numbers what is predicted after it, in the targets' own
  /// units; empty for a model that predicts none.
  package let predictions: [(before: Vector, after: Vector)]
  package let model: Model

  /// Reads once more what a recording read, with values held.
  package init(_ intervention: Intervention, on recording: Recording) {
    let (model, read) = (recording.model, recording.read)
    (self.model, self.intervention, self.read) = (model, intervention, read)
    before = recording.trace
    after = model.stack.trace(over: before.inputs, under: intervention)
    let p = before.steps.map { model.prices(after: $0) }
    let q = after.steps.map { model.prices(after: $0) }
    let symbols = model.predictsSymbols ? read.symbols : []
    losses = symbols.indices.dropFirst().map { t in
      (p[t - 1][symbols[t]], q[t - 1][symbols[t]])
    }
    divergences = zip(p, q).map { p, q in
      p.indices.reduce(0) { sum, k in sum + exp(-p[k]) * (q[k] - p[k]) }
    }
    predictions = zip(before.steps, after.steps).compactMap { a, b in
      model.prediction(after: a).flatMap { a in
        model.prediction(after: b).map { (a, $0) }
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

  /// What the model writes on after the text, of the same seed in both runs;
  /// what is held at later steps stays held.
  package func continuation(
    isHeld: Bool, length: Int, sampler: Sampler, seed: UInt64
  ) -> String {
    let run = isHeld ? after : before
    guard var step = run.steps.last, let vocabulary = model.reader.vocabulary
    else { return "" }
    var generator = SplitMix64(seed: seed)
    var text = ""
    for k in 0..<length {
      guard let top = step.last else { break }
      let index = sampler.sample(
        model.logits(after: top[.hidden]), using: &generator)
      text += vocabulary[index]
      step = model.stack.step(
        model.reader(.symbol(index)), from: step.map(\.state),
        at: run.count + k, under: isHeld ? intervention : .none)
    }
    return text
  }
}

extension Model {
  /// −ln p of each symbol after a step, in nats: finite where p itself is too
  /// small for a number. Empty for a model that predicts no symbol.
  fileprivate func prices(after step: [Step]) -> [Double] {
    guard predictsSymbols, !step.isEmpty else { return [] }
    let logits = logits(after: stack.output(of: step))
    let largest = logits.elements.max() ?? 0
    let total = logits.elements.reduce(0) { $0 + exp($1 - largest) }
    return logits.elements.map { log(total) + largest - $0 }
  }
}

extension Trace {
  /// This run less another of the same layers and steps, value by value.
  func less(_ other: Trace) -> Trace {
    var result = self
    for t in result.steps.indices {
      for layer in result.steps[t].indices {
        for quantity in result.steps[t][layer].quantities {
          result.steps[t][layer][quantity] =
            steps[t][layer][quantity] - other.steps[t][layer][quantity]
        }
      }
    }
    return result
  }
}
