import LSTMCore
import Wording

/// What each prediction of a text owes to each character read before it:
/// ‖∂loss_t/∂x_s‖₂, where loss_t = −ln p(character t + 1) and x_s is what the
/// model reads for character s.
package struct Connectivity: Equatable, Sendable {
  /// The characters of the text; one more than there are predictions.
  package let characters: [Unicode.Scalar]
  /// `norms[t][s]` for s = 0 … t.
  package let norms: [[Double]]
  /// loss_t, in nats.
  package let losses: [Double]

  /// The gradients of every prediction of a text that a model has read.
  ///
  /// - Parameters:
  ///   - characters: the text; at least two.
  ///   - symbols: its characters as the model reads them.
  ///   - progress: called after each prediction with how many are done.
  package init(
    of model: Model, over symbols: [Int],
    characters: [Unicode.Scalar], progress: (Int) -> Void = { _ in }
  ) {
    precondition(
      symbols.count > 1 && symbols.count == characters.count,
      "\(symbols.count) symbols of \(characters.count) characters")
    let trace = model.trace(over: Array(symbols.dropLast()))
    self.characters = characters
    var (norms, losses): ([[Double]], [Double]) = ([], [])
    for (t, step) in trace.steps.enumerated() {
      let target = symbols[t + 1]
      let error = model.error(after: step, target: target)
      norms.append(
        model.stack.inputGradients(through: trace, error: error, at: t)
          .map(\.norm))
      losses.append(
        crossEntropy(
          model.logits(after: step[step.count - 1][.hidden]), target: target))
      progress(t + 1)
    }
    (self.norms, self.losses) = (norms, losses)
  }

  /// Whether every norm is a number.
  package var isFinite: Bool { norms.allSatisfy { $0.allSatisfy(\.isFinite) } }

  /// For each distance t − s, the median of the norms there, in proportion to
  /// those at distance 0: how fast what was read is forgotten.
  package var medianShares: [Double] {
    norms.indices.map { distance in
      let shares = norms.indices.dropFirst(distance).map { t in
        norms[t][t - distance] / norms[t][t]
      }
      return shares.median
    }
  }

  /// `loss_step,target,loss,read_step,character,gradient_norm`, a row per pair.
  package var csv: String { csv(at: nil) }

  /// The same of one prediction, or of all for nil.
  package func csv(at step: Int?) -> String {
    var text = "loss_step,target,loss,read_step,character,gradient_norm\n"
    for (t, row) in norms.enumerated() where t == step ?? t {
      for (s, norm) in row.enumerated() {
        text += CSVRow.text([
          "\(t)", "\(characters[t + 1])", "\(losses[t])", "\(s)",
          "\(characters[s])", "\(norm)",
        ])
      }
    }
    return text
  }
}
