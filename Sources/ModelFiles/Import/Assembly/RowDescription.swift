import LSTMCore

/// What a file, or the files beside a model, say of the rows that it reads and
/// predicts: their names, and how each was scaled.
package struct RowDescription: Equatable, Sendable {
  /// The names of what a step reads, in order.
  package let inputs: [String]
  /// Those of them that are the same at every step.
  package let statics: [String]
  /// The names of what is predicted, in order.
  package let targets: [String]
  /// How many units the model has; nil where nothing says.
  let units: Int?
  /// How what is read was scaled, in the order of `inputs`.
  package let inputScaling: Scaling
  /// How what is predicted was scaled, in the order of `targets`.
  package let targetScaling: Scaling
  /// What is done otherwise than in training, a sentence each.
  package let notes: [String]

  /// A description of the given parts.
  init(
    inputs: [String], statics: [String], targets: [String], units: Int?,
    inputScaling: Scaling, targetScaling: Scaling, notes: [String]
  ) {
    (self.inputs, self.statics) = (inputs, statics)
    (self.targets, self.units) = (targets, units)
    (self.inputScaling, self.targetScaling) = (inputScaling, targetScaling)
    self.notes = notes
  }

  /// Names of numbers that are read and predicted as they are.
  init(inputs: [String], targets: [String]) {
    self.init(
      inputs: inputs, statics: [], targets: targets, units: nil,
      inputScaling: Scaling(none: inputs.count),
      targetScaling: Scaling(none: targets.count), notes: [])
  }
}
