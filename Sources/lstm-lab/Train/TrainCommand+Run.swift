import ArgumentParser
import Foundation
import LSTMCore
import LSTMTraining
import ModelFiles

extension TrainCommand {
  /// Runs a training from its beginning, or from where it left off, to its
  /// end or an interruption.
  func train<Task: TrainingTask>(
    _ task: Task, from saved: Checkpoint?, _ display: TrainingDisplay
  ) throws {
    let interruption = Interruption()
    if let saved, saved.corpusSHA256 != task.sha256 {
      throw CheckpointError.otherCorpus(
        Checkpoint.path(for: output), corpus: task.name)
    }
    let trainer = try Trainer(
      task.source, resuming: saved?.state(for: task.source))
    let keeper = CheckpointKeeper(
      model: output, corpusSHA256: task.sha256, every: checkpointEvery)
    if saved == nil {
      try? FileManager.default.removeItem(atPath: keeper.path)
    }
    task.announce(
      display, updatesDone: saved.map { _ in trainer.updatesDone })
    let course = try log.map {
      try TrainingLog(
        $0, format: TrainingLog.Format(path: $0) ?? .csv,
        keepingUpTo: saved == nil ? 0 : trainer.updatesDone)
    }
    let result = try trainer.run { progress in
      display.show(progress)
      try course?.note(progress)
      display.keep { try keeper.noteUpdate(of: trainer) }
      task.show(trainer, display)
    } shouldStop: {
      interruption.isRequested
    }
    display.end()
    try finish(task, result, trainer, keeper, display)
  }

  private func finish<Task: TrainingTask>(
    _ task: Task, _ result: TrainingResult<Task.Source.Model>,
    _ trainer: Trainer<Task.Source>, _ keeper: CheckpointKeeper,
    _ display: TrainingDisplay
  ) throws {
    guard result.ending == .interrupted else {
      try task.write(result, to: output)
      try? FileManager.default.removeItem(atPath: keeper.path)
      return task.conclude(result, display, output: output, log: log)
    }
    try keeper.save(trainer)
    // There is a model once an epoch has been validated.
    let hasModel = trainer.state.best != nil
    if hasModel { try task.write(result, to: output) }
    display.sayHowToResume(
      task.words, checkpoint: keeper.path, hasModel: hasModel, output: output)
    throw ExitCode.failure
  }

  /// The checkpoint to go on from; nil for a training anew.
  func savedTraining() throws -> Checkpoint? {
    let path = Checkpoint.path(for: output)
    guard resume, FileManager.default.fileExists(atPath: path) else {
      return nil
    }
    return try Checkpoint.load(path)
  }

  /// Refuses options that would make it another training.
  func requireAgreement(
    with begun: TrainingSettings, of kind: TrainingSettings.DataKind
  ) throws {
    var asked = begun
    apply(to: &asked)
    for (old, new) in zip(
      begun.description(of: kind), asked.description(of: kind))
    where old.value != new.value {
      throw CheckpointError.otherSetting(
        Checkpoint.path(for: output), name: old.name, begun: old.value,
        asked: new.value)
    }
  }

  /// Refuses a training larger than the machine, before it is begun.
  func requireMemory(
    _ settings: TrainingSettings, symbols: Int, steps: Int
  ) throws {
    let need = TrainingPlan.memory(
      settings, symbols: symbols, characters: steps)
    let there = ProcessInfo.processInfo.physicalMemory
    guard need < there else {
      throw NotEnoughMemory(need: need, there: Int(there))
    }
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
