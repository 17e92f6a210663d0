/// How a network of 1997 changes its weights: plain gradient descent, on line.
package struct LearningRule: Equatable, Sendable {
  /// When weights change, where errors come at every step.
  package enum Update: String, CaseIterable, Sendable {
    /// At once, at every step that has a target.
    case step
    /// When the sequence ends, by the sum of what its steps ask for.
    case sequence
  }

  /// What the outputs' error is.
  package enum OutputError: String, CaseIterable, Sendable {
    /// ½ Σ (t − y)², the paper's: e_k = f′(net_k)(t_k − y_k).
    case squared
    /// −Σ t ln y + (1 − t) ln(1 − y), for which e_k = t_k − y_k: a logistic
    /// output that is far off learns fast instead of hardly at all.
    case crossEntropy = "entropy"
  }

  /// α.
  package var rate: Double
  /// α of what the outputs take, as a multiple of `rate`; the paper has 1.
  package var readoutFactor: Double
  /// An output that is no further than this from its target has no error; the
  /// paper has 0. Without it every weight grows as long as outputs approach
  /// the 0 and 1 that σ never reaches.
  package var tolerance: Double
  /// α of what cells take from their own layer and their bias, as a multiple
  /// of `rate`; the paper has 1.
  package var constantFactor: Double
  /// Whether weights change by Adam, once a sequence, and not by plain
  /// gradient descent. (Kingma & Ba, ICLR 2015.)
  package var usesAdam: Bool
  /// When weights change.
  package var update: Update
  /// What error they lessen.
  package var error: OutputError

  /// The paper's rule, but for what is said otherwise.
  package init(
    rate: Double, readoutFactor: Double = 1, constantFactor: Double = 1,
    tolerance: Double = 0, usesAdam: Bool = false, update: Update = .step,
    error: OutputError = .squared
  ) {
    precondition(tolerance >= 0, "a tolerance of \(tolerance)")
    (self.rate, self.readoutFactor) = (rate, readoutFactor)
    (self.tolerance, self.constantFactor) = (tolerance, constantFactor)
    self.usesAdam = usesAdam
    (self.update, self.error) = (usesAdam ? .sequence : update, error)
  }
}
