import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

/// Where a training starts: at a checkpoint, at a model's weights, or anew.
struct TrainingBeginning {
  var saved: Checkpoint?
  var earlier: EarlierModel?

  /// Whether it is the training that made what it goes on from.
  var isContinued: Bool { saved != nil || (earlier?.epochs ?? 0) > 0 }

  /// A trainer that starts there.
  func trainer<Task: TrainingTask>(
    of task: Task, _ keeper: CheckpointKeeper
  ) throws -> Trainer<Task.Source> {
    if let saved {
      guard saved.corpusSHA256 == task.sha256 else {
        throw CheckpointError.otherCorpus(keeper.path, corpus: task.name)
      }
      return try Trainer(
        task.source, resuming: saved.state(for: task.source))
    }
    try? FileManager.default.removeItem(atPath: keeper.path)
    if let earlier {
      return try Trainer(
        task.source, from: earlier.model, epochs: earlier.epochs)
    }
    return try Trainer(task.source)
  }
}

extension TrainCommand {
  /// Where to start; nil where all is done already.
  ///
  /// - Parameters:
  ///   - sha256: of what is learnt from.
  ///   - model: that of --from.
  func beginning(
    sha256: String, from model: EarlierModel?,
    _ display: TrainingDisplay
  ) throws -> TrainingBeginning? {
    let checkpoint = Checkpoint.path(for: output)
    if resume, FileManager.default.fileExists(atPath: checkpoint) {
      return TrainingBeginning(saved: try Checkpoint.load(checkpoint))
    }
    if resume, let model = finished(sha256: sha256) {
      guard let epochs = options.epochs, epochs > model.epochs else {
        display.say(
          "\(output) is finished already, after "
            + "\(counted(model.epochs, "epoch")): more "
            + "--epochs would go on, --force would train it anew.")
        return nil
      }
      return TrainingBeginning(earlier: model)
    }
    if resume {
      display.say("There is no checkpoint of \(output): starting anew.")
    }
    try requireFreeOutputs()
    return TrainingBeginning(earlier: model)
  }

  /// The output, if it is what this training would end with.
  private func finished(
    sha256: String
  ) -> EarlierModel? {
    guard !force, FileManager.default.fileExists(atPath: output),
      var model = try? EarlierModel(
        output, labels: labelled.columns.isGiven),
      model.metadata[.corpusSHA256] == sha256,
      model.metadata[.interrupted] == nil,
      let epochs = model.metadata[.epochs].flatMap({ Int($0) }), epochs > 0
    else { return nil }
    model.epochs = epochs
    return model
  }

  /// The settings that the training began with, or else those asked for.
  func settings(
    _ beginning: TrainingBeginning, _ defaults: TrainingSettings,
    of kind: TrainingSettings.DataKind
  ) throws -> TrainingSettings {
    var settings = beginning.saved?.settings ?? defaults
    try beginning.earlier?.apply(to: &settings)
    let begun = settings
    apply(to: &settings)
    for change in settings.changes(from: begun, of: kind) {
      if beginning.isContinued, change.name != "epochs" {
        throw CheckpointError.otherSetting(
          beginning.earlier?.path ?? Checkpoint.path(for: output),
          name: change.name, begun: change.before, asked: change.now)
      }
      if let model = beginning.earlier,
        TrainingSettings.sizes.contains(change.name)
      {
        throw OtherSize(
          model: model.path, name: change.name, size: change.before,
          asked: change.now)
      }
    }
    settings.threads = workers.count
    try requireUsed(settings)
    try requireValid(settings)
    return settings
  }

  /// Puts what was given into `settings`.
  func apply(to settings: inout TrainingSettings) {
    options.apply(to: &settings)
    kind.apply(to: &settings)
    labelled.apply(to: &settings)
  }

  /// Hours of training must not end at a path that cannot be written, nor
  /// replace what somebody may want to keep.
  func requireFreeOutputs() throws {
    let files = FileManager.default
    if !force {
      let checkpoint = Checkpoint.path(for: output)
      if files.fileExists(atPath: checkpoint) {
        throw CheckpointExists(path: checkpoint)
      }
      for path in [output, log].compactMap({ $0 })
      where files.fileExists(atPath: path) && !path.hasPrefix("/dev/") {
        throw OutputExists(path: path)
      }
    }
    try OutputFile(output).discard()
  }
}
