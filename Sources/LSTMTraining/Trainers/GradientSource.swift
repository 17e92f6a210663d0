import LSTMCore

/// Where the gradients of a training come from: what is trained, on which
/// data, and how these are walked over. `Trainer` does the rest.
package protocol GradientSource {
  /// As what weights are kept.
  associatedtype Scalar: Weight
  /// What to train, and how.
  var settings: TrainingSettings { get }
  /// How many updates an epoch has.
  var updatesPerEpoch: Int { get }
  /// How many windows an epoch reads.
  var windowsPerEpoch: Int { get }
  /// How many weights the model has, one bias a gate.
  var parameterCount: Int { get }
  /// How many numbers hold them: `parameterCount`, or more with padding.
  var weightCount: Int { get }
  /// How many numbers the streams carry from window to window.
  var carriedCount: Int { get }
  /// How many places an epoch may begin at.
  var places: Int { get }
  /// What a model costs that knows nothing.
  var guessing: Double { get }
  /// Above which loss, smoothed, a training is lost.
  var lossLimit: Double { get }

  /// What a model is besides its weights, by name, for checkpoints.
  var frame: [String: String] { get }

  /// An untrained model.
  func untrained(using generator: inout SplitMix64) throws -> Model
  /// The model as numbers.
  ///
  /// - Throws: `TrainingError.mismatchedState` for one of other sizes.
  func weights(of model: Model) throws -> [Scalar]
  /// The numbers as a model.
  func model(of weights: [Scalar]) -> Model

  /// Chooses where an epoch begins.
  func beginEpoch(at place: inout DataPlace<Scalar>)
  /// The mean loss of the next batch, and in `gradient` the gradient of it;
  /// `place` moves on.
  ///
  /// - Parameter update: its place in the training and in the epoch.
  func gradient(
    of weights: [Scalar], at update: UpdateNumber,
    from place: inout DataPlace<Scalar>, into gradient: inout [Scalar]
  ) -> Double
  /// The mean loss on a part that is not trained on; nil where it is empty.
  func loss(of weights: [Scalar], on part: HeldOutPart) -> Double?
}

/// Which update is made, counted from 0.
package struct UpdateNumber: Sendable {
  /// Among all.
  package let total: Int
  /// Among those of the epoch.
  package let inEpoch: Int
}

/// What is kept from training, to tell how well a model does.
package enum HeldOutPart: Sendable {
  /// To choose the best epoch.
  case validation
  /// To score the chosen one.
  case test
}

/// How far a training has come in its data.
package struct DataPlace<Scalar: Weight>: Equatable, Sendable {
  /// Where randomness stands.
  package internal(set) var generator: SplitMix64
  /// Where in the order of windows this epoch began.
  package internal(set) var epochOffset = 0
  /// What the streams carry from window to window.
  package internal(set) var carried: [Scalar]
}
