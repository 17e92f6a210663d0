import LSTMCore
import LSTMTraining
import ModelFiles

/// What a training learns from and what it makes, as far as the command that
/// runs it has to know.
protocol TrainingTask {
  associatedtype Source: GradientSource

  /// What is trained, and on what.
  var source: Source { get }
  /// The name of what is learnt from.
  var name: String { get }
  /// Its SHA-256, by which a checkpoint knows it again.
  var sha256: String { get }
  /// What the scales of pictures are taken from: what training has not read,
  /// where that is kept back.
  var reference: [[Datum]] { get }
  /// The words of the command line that name it.
  var words: [String] { get }

  /// Says what is about to be done.
  func announce(_ display: TrainingDisplay, updatesDone: Int?)
  /// Shows what the model can do at some milestone of the training.
  func show(_ trainer: Trainer<Source>, _ display: TrainingDisplay)
  /// Writes the model that came out.
  func write(
    _ result: TrainingResult, to output: String
  ) throws
  /// Says how good it is, and what to do with it.
  func conclude(
    _ result: TrainingResult, _ display: TrainingDisplay,
    output: String, log: String?)
}

extension TrainingTask {
  func show(_ trainer: Trainer<Source>, _ display: TrainingDisplay) {}

  /// What every model says of its training.
  func metadata(
    of result: TrainingResult
  ) -> ModelMetadata {
    var metadata = ModelMetadata()
    metadata[.corpus] = name
    metadata[.epochs] = "\(result.epochs)"
    metadata[.seed] = "\(source.settings.seed)"
    metadata[.version] = Version.current
    metadata[.scales] =
      ReferenceScales(of: result.model, reading: reference)?.json
    if result.ending == .interrupted {
      metadata[.interrupted] =
        "after epoch \(result.epochs) of \(source.settings.epochs)"
    }
    return metadata
  }
}
