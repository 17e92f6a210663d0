import LSTMCore
import LSTMTraining
import ModelFiles

extension TrainCommand {
  /// Trains a cell that has no fast path.
  func trainByReference(
    _ cell: CellName, _ display: TrainingDisplay
  ) throws {
    try requireFreeOutputs()
    let interruption = Interruption()
    var settings = TrainingSettings()
    options.apply(to: &settings)
    (settings.blockSize, settings.projection) = (blockSize, projection)
    settings.cell = cell.name
    settings.threads = threads
    try settings.validate()
    let (source, corpus) = try load(settings)
    options.fitBatch(of: &settings, characters: corpus.training.count)
    let trainer = try ReferenceTrainer(
      settings: settings, corpus: corpus, cell: cell.about)
    display.announce(
      TrainingPlan(trainer), trainer.settings, corpus, named: source.name)
    display.say(
      "\(cell.name): trained by the reference, some ten times slower than "
        + "lstm, without checkpoints")
    let course = try log.map {
      try TrainingLog($0, format: TrainingLog.Format(path: $0) ?? .csv)
    }

    let result = try trainer.run { progress in
      display.show(progress)
      try course?.note(progress)
    } shouldStop: {
      interruption.isRequested
    }
    display.end()
    let metadata = metadata(of: result, source, corpus, trainer.settings)
    try ModelFile.save(result.model, metadata: metadata, to: output)
    display.conclude(result, output: output, prompt: nil, log: log)
  }
}
