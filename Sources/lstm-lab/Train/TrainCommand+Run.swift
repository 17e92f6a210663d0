import ArgumentParser
import LSTMCore
import LSTMTraining
import ModelFiles

extension TrainCommand {
  /// Runs a training from its beginning, or from where it left off, to its
  /// end or an interruption.
  func train<Task: TrainingTask>(
    _ task: Task, _ beginning: TrainingBeginning,
    _ display: TrainingDisplay
  ) throws {
    let interruption = Interruption()
    let keeper = CheckpointKeeper(
      model: output, corpusSHA256: task.sha256, every: checkpointEvery)
    let trainer = try beginning.trainer(of: task, keeper)
    task.announce(
      display, updatesDone: beginning.isContinued ? trainer.updatesDone : nil)
    if Task.Source.Scalar.self == Float.self {
      noteOtherInstructions(beginning, display)
    }
    if let from, !beginning.isContinued {
      display.say("Starts from the weights of \(from).")
    }
    var course = try log.map {
      try TrainingLog(
        $0, format: TrainingLog.Format(path: $0) ?? .csv,
        keepingUpTo: trainer.updatesDone)
    }
    let result = try trainer.run { progress in
      display.show(progress)
      do { try course?.note(progress) } catch {
        course = nil
        display.say("warning: \(error) The training goes on without its log.")
      }
      display.keep { try keeper.noteUpdate(of: trainer) }
      task.show(trainer, display)
    } shouldStop: {
      interruption.isRequested
    }
    display.end()
    try finish(task, result, trainer, keeper, display)
  }

  /// Says that the last digits may differ, where products are computed in
  /// another way than when the training was interrupted.
  private func noteOtherInstructions(
    _ beginning: TrainingBeginning, _ display: TrainingDisplay
  ) {
    guard let before = beginning.saved?.instructions,
      before != productInstructions
    else { return }
    display.say(
      "note: the checkpoint was made with \(before), and this is "
        + "\(productInstructions): the last digits may differ from those of a "
        + "training that stayed where it began.")
  }

  private func finish<Task: TrainingTask>(
    _ task: Task, _ result: TrainingResult,
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
      task.words + (from.map { ["--from", $0] } ?? []), checkpoint: keeper.path,
      hasModel: hasModel, output: output)
    throw ExitCode.failure
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
}
