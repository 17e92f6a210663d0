import LSTMCore
import Wording

/// What clipping a gradient's norm does and does not do:
///
///     g ← g·θ/‖g‖  where ‖g‖ > θ
///
/// It keeps the direction and bounds the length, so an explosion is cut. What
/// had vanished stays vanished: every part shrinks by the same factor. (Pascanu,
/// Mikolov & Bengio, ICML 2013.)
package struct ClippingStudy: Equatable, Sendable {
  /// Units.
  package var hiddenSize = 32
  /// Steps of the sequence, with the loss at the last.
  package var steps = 100
  /// The seed of weights, inputs and error.
  package var seed: UInt64 = 1997
  /// ‖U‖₂ of the vanilla RNNs.
  package var norms = [1.0, 2, 4]
  /// θ.
  package static let threshold = 15.0

  /// The study with its defaults.
  package init() {}

  /// One network's gradient by its recurrent weights, before and after.
  package struct Result: Equatable, Sendable {
    /// ‖U‖₂.
    package let norm: Double
    /// ‖∂L/∂U‖ before clipping.
    package let before: Double
    /// The same after.
    package let after: Double
    /// The cosine of the angle between the two.
    package let cosine: Double
    /// ‖part of ∂L/∂U that the step at lag 0, 1, … contributes‖, before.
    package let parts: [Double]
    /// The same after.
    package let clippedParts: [Double]
  }

  /// Clips the gradient of every network.
  package func run() -> [Result] { norms.map(result) }

  private func result(_ norm: Double) -> Result {
    var study = GradientStudy()
    (study.hiddenSize, study.steps) = (hiddenSize, steps)
    let draw = GradientSample(of: study, seed: seed)
    let (trace, d) = draw.backpropagate(.rnnOfNorm(norm))
    let raw = d.stack.cells[0][vector: "hidden.recurrent"]
    let scale = raw.norm > Self.threshold ? Self.threshold / raw.norm : 1
    let clipped = scale * raw
    // ∂z_t·h_{t−1}ᵀ has the norm ‖∂z_t‖·‖h_{t−1}‖.
    // The first step reads h = 0 and has no part in it.
    let parts = trace.steps.indices.dropFirst().reversed().map { t in
      d.activations.steps[t][0][.hiddenPreactivation].norm
        * trace.state(before: t, layer: 0).hidden.norm
    }
    return Result(
      norm: norm, before: raw.norm, after: clipped.norm,
      cosine: raw.dot(clipped) / (raw.norm * clipped.norm), parts: parts,
      clippedParts: parts.map { scale * $0 })
  }

  /// The settings in one sentence.
  package var conditions: String {
    """
    Vanilla RNNs of \(counted(hiddenSize, "unit")) over \(counted(steps, "step")), loss at the last; \
    normal recurrent weights scaled to the 2-norms shown, inputs \
    N(0, \(GradientStudy.inputDeviation)²), seed \(seed); clipped at \
    ‖∂L/∂U‖ = \(Self.threshold.bare).
    """
  }
}

/// A clipping study's result as text.
package struct ClippingReport: Sendable {
  /// What was run.
  package let study: ClippingStudy
  /// What came out.
  package let results: [ClippingStudy.Result]

  /// The report of a study, which it runs.
  package init(_ study: ClippingStudy) {
    (self.study, results) = (study, study.run())
  }

  /// `spectral_norm,lag,part,clipped_part`, a row per lag.
  package var csv: String {
    var text = "spectral_norm,lag,part,clipped_part\n"
    for result in results {
      for (lag, part) in result.parts.enumerated() {
        text += "\(result.norm),\(lag),\(part),\(result.clippedParts[lag])\n"
      }
    }
    return text
  }

  /// The lag at which parts are compared with that at the loss.
  private var lag: Int { min(50, study.steps - 2) }

  /// A line per network; 80 columns.
  package var table: String {
    let columns = TextTable([
      .left(8), .right(12), .right(10), .right(9), .right(13), .right(13),
    ])
    let lines = results.map { result in
      columns.line(
        [
          result.norm.bare, Numerals.short(result.before),
          Numerals.short(result.after), plain(result.cosine),
        ]
          + [result.parts, result.clippedParts].map {
            Numerals.short($0[lag] / $0[0])
          })
    }
    return """
      What clipping does to a gradient, and what it does not.
      \(study.conditions.wrapped(to: 78))

                   ‖∂L/∂U‖                      part at lag \(lag) over part at 0
      \(columns.line("‖U‖₂", "before", "after", "cosine", "before", "after"))
      \(lines.joined(separator: "\n"))

      \(Self.sentence.wrapped(to: 78))

      """
  }

  /// What is seen, and what is not claimed.
  package static let sentence = """
    Seen: what was longer than the threshold is cut to it, its direction kept; \
    what was shorter stays as it is; and the share of distant steps is the same \
    before and after. Clipping tames explosions. It brings back nothing that \
    vanished.
    """
}
