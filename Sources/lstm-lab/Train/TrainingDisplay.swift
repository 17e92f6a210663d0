import LSTMCore
import LSTMTraining
import Wording

/// What a training says on standard error: one live line on a terminal, a plain
/// line an epoch elsewhere.
final class TrainingDisplay {
  /// Whether losses are nats per character, or else mean squares.
  var isOfText = true
  private var unit: String { isOfText ? " nats" : "" }
  private let isQuiet: Bool
  private var lastShown = Date.distantPast
  private let start = Date()
  private var hasSaidDuration = false
  private var hasSaidFirstLoss = false
  private var guessing = 0.0
  private var lossesSinceLine: [Double] = []

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
    let symbol = corpus.vocabulary.symbolKind.rawValue
    guessing = plan.guessing
    hasSaidFirstLoss = updatesDone != nil
    say(
      "\(name): \(counted(corpus.symbols.count, symbol)), "
        + (settings.readsWords
          ? "\(grouped(corpus.vocabulary.count)) of them known, which the "
            + "training part has \(counted(settings.leastCount, "time")) or more; "
          : "\(counted(corpus.vocabulary.count, "symbol")); ")
        + (corpus.holdsOut
          ? "80 % to train, 10 to validate, 10 to test"
          : "all of it to train, nothing held out"))
    say(
      "\(settings.layers) × \(counted(settings.hidden, "unit")), "
        + "\(grouped(plan.parameters)) parameters; about "
        + "\(plan.memory / 1_000_000) MB of memory; seed \(settings.seed)")
    say(
      "\(counted(settings.epochs, "epoch")) of "
        + "\(counted(plan.updatesPerEpoch, "update")), "
        + "\(counted(settings.batch, "window")) at a time;")
    say(
      "\(counted(plan.windowsPerEpoch, "window")) of "
        + "\(counted(settings.window, symbol)), loss on "
        + (settings.loss == .every ? "every step" : "the last step"))
    if let updates = preset?.notebookUpdates {
      say(
        "The notebook stopped after \(updates) updates; this makes "
          + "\(grouped(plan.updates)).")
    }
    if let updatesDone { sayGoingOn(after: updatesDone, of: plan.updates) }
  }

  /// Says where a training goes on.
  func sayGoingOn(after updatesDone: Int, of updates: Int) {
    say(
      "Going on after \(grouped(updatesDone)) of \(counted(updates, "update"))."
    )
  }

  func show(_ progress: TrainingProgress) {
    guard !isQuiet else { return }
    if !hasSaidFirstLoss, isOfText {
      hasSaidFirstLoss = true
      say(
        "first loss \(plain(progress.latestLoss)) nats; an even guess among "
          + "all symbols costs ln V = \(plain(guessing))")
    }
    sayDuration(progress)
    if progress.endsEpoch {
      showEpoch(progress)
    } else if TerminalFacts.isErrorTerminal,
      -lastShown.timeIntervalSinceNow > 0.2
    {
      lastShown = Date()
      Talk.update(
        "epoch \(progress.epoch)/\(progress.epochs)  "
          + "\(progress.update)/\(progress.updatesPerEpoch)  "
          + "\(plain(progress.loss))\(unit)  "
          + "\(milliseconds(progress.pace.secondsPerUpdate ?? 0)) an update  "
          + left(progress))
    }
  }

  /// Says how much of a text a model's own characters do not cover.
  func warn(ofUnknownIn corpus: Corpus) {
    let count = corpus.symbols.count { $0 == 0 }
    guard count > 0 else { return }
    let symbol = corpus.vocabulary.symbolKind
    say(
      "\(symbol == .word ? "note" : "warning"): \(grouped(count)) of "
        + counted(corpus.symbols.count, symbol.rawValue)
        + (count == 1 ? " is none" : " are none") + " of the model's and "
        + (count == 1 ? "is" : "are") + " read as unknown.")
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
    of model: Model, _ preset: Preset, window: Int, after updates: Int
  ) {
    guard !isQuiet, let vocabulary = model.reader.vocabulary else { return }
    let generator = TextGenerator(model, window: window)
    for symbol in vocabulary.indices(of: preset.prompt) {
      generator.read(symbol)
    }
    var (text, random) = (preset.prompt, SplitMix64(seed: 1997))
    for _ in 0..<100 {
      text +=
        vocabulary[
          generator.next(Sampler(temperature: 0.5), using: &random)]
    }
    say("After \(counted(updates, "update")), at temperature 0.5, it writes:")
    say("  " + text.split(separator: "\n").joined(separator: "\n  "))
  }

  /// Clears the live line.
  func end() { if !isQuiet, TerminalFacts.isErrorTerminal { Talk.update("") } }

  /// Says what came out, and what to do with it.
  func conclude(
    _ result: TrainingResult, output: String, prompt: String?,
    log: String?
  ) {
    if result.ending == .settled {
      say("Stopped: the validation loss gets no better.")
    }
    if let best = result.bestEpoch, best < result.epochs {
      say(
        "Kept: the weights after epoch \(best), the best on the validation part."
      )
    }
    if result.ending == .finished, result.isStillFalling {
      say(
        "The validation loss is still falling: --resume --epochs "
          + "\(2 * result.epochs) goes on; a smaller --batch makes more updates."
      )
    }
    if let test = result.testLoss {
      say(
        perSymbol(
          nats: test,
          (result.model.reader.vocabulary?.symbolKind ?? .character).rawValue)
          + " on the last tenth, which it never read")
    }
    say(
      "Written: \(output)\(log.map { ", \($0)" } ?? "") in "
        + "\(duration(-start.timeIntervalSinceNow)). Now try:")
    say(
      "  lstm-lab generate --model \(output)"
        + (prompt.map { " --prompt '\($0)'" } ?? ""))
    say("  lstm-lab plot-gates gates.png --model \(output)")
  }

  /// Says how an interrupted training goes on; `words` name what it learns.
  func sayHowToResume(
    _ words: [String], checkpoint: String, hasModel: Bool, output: String
  ) {
    say(
      "Interrupted. Saved: \(checkpoint)"
        + (hasModel ? ", and in \(output) the best model so far" : "")
        + ". To go on:")
    let words = ["lstm-lab train"] + words + ["-o \(output)", "--resume"]
    say("  " + words.joined(separator: " "))
  }

  /// A line an epoch, but that hundreds of short epochs need no line each; the
  /// training loss is the mean since the last line.
  private func showEpoch(_ progress: TrainingProgress) {
    lossesSinceLine.append(progress.loss)
    let interval = max(1, progress.epochs / 20)
    guard
      isOfText && progress.epochs <= 100
        || progress.epoch % interval == 0
    else { return }
    let mean =
      lossesSinceLine.reduce(0, +) / Double(lossesSinceLine.count)
    lossesSinceLine = []
    let validation = progress.validationLoss.map {
      "  validation \(plain($0))\(unit)"
        + (isOfText
          ? " (\(plain(bits($0), decimals: 2)) bits)" : "")
    }
    say(
      "epoch \(progress.epoch)/\(progress.epochs)  training \(plain(mean))"
        + (validation ?? unit) + "  \(left(progress))")
  }

  /// Says once, after the first seconds, how long everything will take.
  private func sayDuration(_ progress: TrainingProgress) {
    guard !hasSaidDuration, -start.timeIntervalSinceNow > 3,
      let update = progress.pace.secondsPerUpdate,
      let epoch = progress.secondsPerEpoch, let left = progress.secondsLeft
    else { return }
    hasSaidDuration = true
    say(
      "\(milliseconds(update)) an update, \(duration(epoch)) an epoch, "
        + "\(duration(left)) to the end")
  }

  private func milliseconds(_ seconds: Double) -> String {
    plain(seconds * 1000, decimals: 1) + " ms"
  }

  private func left(_ progress: TrainingProgress) -> String {
    progress.secondsLeft.map { "\(duration($0)) left" } ?? ""
  }
}
