import Foundation
import LSTMCore
import LSTMTraining

/// What a training says on standard error: one live line on a terminal, a plain
/// line an epoch elsewhere.
final class TrainingDisplay {
  private let isQuiet: Bool
  private var lastShown = Date.distantPast
  private let start = Date()
  private var hasSaidDuration = false
  private var hasSaidFirstLoss = false
  private var guessing = 0.0

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  /// Says one line.
  func say(_ line: String) {
    guard !isQuiet else { return }
    end()
    Talk.say(line)
  }

  /// Says what is about to be done.
  func announce(
    _ plan: TrainingPlan, _ settings: TrainingSettings, _ corpus: Corpus,
    named name: String, updatesDone: Int? = nil, preset: Preset? = nil
  ) {
    guessing = plan.guessing
    hasSaidFirstLoss = updatesDone != nil
    say(
      "\(name): \(number(corpus.symbols.count)) characters, "
        + "\(corpus.vocabulary.count) symbols; "
        + (corpus.holdsOut
          ? "80 % to train, 10 to validate, 10 to test"
          : "all of it to train, nothing held out"))
    say(
      "\(settings.layers) × \(settings.hidden) units, "
        + "\(number(plan.parameters)) parameters; about "
        + "\(plan.memory / 1_000_000) MB of memory; seed \(settings.seed)")
    say(
      "\(settings.epochs) epochs of \(number(plan.updatesPerEpoch)) updates, "
        + "\(settings.batch) windows at a time;")
    say(
      "\(number(plan.windowsPerEpoch)) windows of \(settings.window) "
        + "characters, loss on "
        + (settings.loss == .every ? "every step" : "the last step"))
    if let updates = preset?.notebookUpdates {
      say(
        "The notebook stopped after \(updates) updates; this makes "
          + "\(number(plan.updates)).")
    }
    if let updatesDone {
      say(
        "Going on after \(number(updatesDone)) of "
          + "\(number(plan.updates)) updates.")
    }
  }

  func show(_ progress: TrainingProgress) {
    guard !isQuiet else { return }
    if !hasSaidFirstLoss {
      hasSaidFirstLoss = true
      say(
        String(
          format: "first loss %.4f nats; guessing evenly costs ln V = %.4f",
          progress.latestLoss, guessing))
    }
    sayDuration(progress)
    if progress.endsEpoch {
      showEpoch(progress)
    } else if Talk.isTerminal, -lastShown.timeIntervalSinceNow > 0.2 {
      lastShown = Date()
      Talk.update(
        String(
          format: "epoch %d/%d  %d/%d  %.4f nats  %.1f ms an update  %@",
          progress.epoch, progress.epochs, progress.update,
          progress.updatesPerEpoch, progress.loss,
          (progress.pace.secondsPerUpdate ?? 0) * 1000, left(progress)))
    }
  }

  /// Saves a checkpoint; where there is no room for it, the training goes on
  /// and the old one stays.
  func keep(_ save: () throws -> Void) {
    do { try save() } catch {
      say("warning: no checkpoint could be written: \(error)")
    }
  }

  /// Shows what a preset's model says after so many updates.
  func showSample(
    of model: CharacterModel, _ preset: Preset, window: Int, after updates: Int
  ) {
    guard !isQuiet else { return }
    let generator = TextGenerator(model, window: window)
    for symbol in model.vocabulary.indices(of: preset.prompt) {
      generator.read(symbol)
    }
    var (text, random) = (preset.prompt, SplitMix64(seed: 1997))
    for _ in 0..<100 {
      text +=
        model.vocabulary[
          generator.next(Sampler(temperature: 0.5), using: &random)]
    }
    say("After \(number(updates)) updates, at temperature 0.5, it writes:")
    say("  " + text.split(separator: "\n").joined(separator: "\n  "))
  }

  /// Clears the live line.
  func end() { if !isQuiet, Talk.isTerminal { Talk.update("") } }

  /// Says what came out, and what to do with it.
  func conclude(
    _ result: TrainingResult, output: String, prompt: String?, log: String?
  ) {
    if result.ending == .settled {
      say("Stopped: the validation loss gets no better.")
    }
    if let test = result.testLoss {
      say(
        String(
          format: "%.4f nats (%.4f bits) a character on the held-out end", test,
          test / Foundation.log(2)))
    }
    say(
      "Written: \(output)\(log.map { ", \($0)" } ?? "") in "
        + "\(duration(-start.timeIntervalSinceNow)). Now try:")
    say(
      "  lstm-lab generate --model \(output)"
        + (prompt.map { " --prompt '\($0)'" } ?? ""))
    say("  lstm-lab plot-gates gates.png --model \(output)")
  }

  /// Says how an interrupted training goes on.
  func sayHowToResume(
    checkpoint: String, hasModel: Bool, output: String, corpus: String?,
    preset: Preset?
  ) {
    say(
      "Interrupted. Saved: \(checkpoint)"
        + (hasModel ? ", and in \(output) the best model so far" : "")
        + ". To go on:")
    let words =
      ["lstm-lab train"] + [corpus].compactMap { $0 } + ["-o \(output)"]
      + [preset.map { "--preset \($0.rawValue)" }].compactMap { $0 }
      + ["--resume"]
    say("  " + words.joined(separator: " "))
  }

  private func showEpoch(_ progress: TrainingProgress) {
    // Hundreds of short epochs need no line each.
    let interval = max(1, progress.epochs / 20)
    guard progress.epochs <= 100 || progress.epoch % interval == 0 else {
      return
    }
    let validation = progress.validationLoss.map {
      String(
        format: "  validation %.4f nats (%.2f bits)", $0,
        $0 / Foundation.log(2))
    }
    say(
      String(
        format: "epoch %d/%d  training %.4f", progress.epoch, progress.epochs,
        progress.loss) + (validation ?? " nats") + "  \(left(progress))")
  }

  /// Says once, after the first seconds, how long everything will take.
  private func sayDuration(_ progress: TrainingProgress) {
    guard !hasSaidDuration, -start.timeIntervalSinceNow > 3,
      let update = progress.pace.secondsPerUpdate,
      let epoch = progress.secondsPerEpoch, let left = progress.secondsLeft
    else { return }
    hasSaidDuration = true
    say(
      String(
        format: "%.1f ms an update, %@ an epoch, %@ to the end",
        update * 1000, duration(epoch), duration(left)))
  }

  private func left(_ progress: TrainingProgress) -> String {
    progress.secondsLeft.map { "\(duration($0)) left" } ?? ""
  }

  private func number(_ value: Int) -> String {
    var digits = String(value)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return digits
  }

  private func duration(_ seconds: Double) -> String {
    let whole = Int(min(max(seconds, 0), 1e9).rounded(.up))
    return whole >= 3600
      ? "\(whole / 3600) h \(whole % 3600 / 60) min"
      : whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
  }
}
