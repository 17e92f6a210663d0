import ModelFiles

/// Writes a training's checkpoint now and then, and when told to.
package final class CheckpointKeeper {
  /// Where the checkpoint stands.
  package let path: String
  private let corpusSHA256: String
  private let interval: Int?
  private var last = ContinuousClock.now

  /// A keeper for the model at `model`.
  ///
  /// - Parameter updates: after how many updates one is due; nil for one a
  ///   minute.
  package init(model: String, corpusSHA256: String, every updates: Int?) {
    path = Checkpoint.path(for: model)
    (self.corpusSHA256, interval) = (corpusSHA256, updates)
  }

  /// Writes the checkpoint if one is due. The old one stays whole until then.
  ///
  /// - Throws: `OutputFileError`.
  package func noteUpdate(of trainer: Trainer<some GradientSource>) throws {
    let isDue =
      if let interval {
        trainer.updatesDone % interval == 0
      } else {
        ContinuousClock.now - last > .seconds(60)
      }
    if isDue { try save(trainer) }
  }

  /// Writes the checkpoint.
  ///
  /// - Throws: `OutputFileError`.
  package func save(_ trainer: Trainer<some GradientSource>) throws {
    last = .now
    let bytes = try Checkpoint.encode(trainer, corpusSHA256: corpusSHA256)
    try OutputFile.write(to: path, durably: true) { try $0.write(bytes) }
  }
}
