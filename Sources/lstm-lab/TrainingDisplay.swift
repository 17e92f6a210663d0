import Foundation
import LSTMTraining

/// What a training says on standard error: one live line on a terminal, a plain
/// line an epoch elsewhere.
final class TrainingDisplay {
  private let isQuiet: Bool
  private var lastShown = Date.distantPast

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  /// Says what is about to be done.
  func announce(
    _ settings: TrainingSettings, _ corpus: Corpus, updates: Int
  ) {
    guard !isQuiet else { return }
    Talk.say(
      """
      \(corpus.symbols.count) characters, \(corpus.vocabulary.count) symbols; \
      \(settings.layers) × \(settings.hidden) units; \(settings.epochs) epochs \
      of \(updates) updates, \(settings.batch) windows of \(settings.window) \
      each; seed \(settings.seed)
      """)
  }

  func show(_ progress: TrainingProgress) {
    guard !isQuiet else { return }
    if let validation = progress.validationLoss {
      end()
      Talk.say(
        String(
          format: "epoch %d/%d  training %.4f  validation %.4f nats (%.4f bits)"
            + "  %@ left", progress.epoch, progress.epochs, progress.loss,
          validation, validation / log(2), duration(progress.secondsLeft)))
    } else if Talk.isTerminal, -lastShown.timeIntervalSinceNow > 0.2 {
      lastShown = Date()
      Talk.update(
        String(
          format: "epoch %d/%d  %d/%d  %.4f nats (%.4f bits)  %.0f k char/s"
            + "  %@ left", progress.epoch, progress.epochs, progress.update,
          progress.updatesPerEpoch, progress.loss, progress.loss / log(2),
          progress.charactersPerSecond / 1000, duration(progress.secondsLeft)))
    }
  }

  /// Clears the live line.
  func end() { if !isQuiet, Talk.isTerminal { Talk.update("") } }

  /// Says what came out, and what to do with it.
  func conclude(_ result: TrainingResult, output: String) {
    guard !isQuiet else { return }
    if let test = result.testLoss {
      Talk.say(
        String(
          format: "%.4f nats (%.4f bits) a character on the held-out end", test,
          test / log(2)))
    } else {
      Talk.say("Stopped early: saved the best model so far.")
    }
    Talk.say("Written: \(output). Now try:")
    Talk.say("  lstm-lab plot-gates gates.png --model \(output)")
  }

  private func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9).rounded(.up))
    return whole >= 3600
      ? "\(whole / 3600) h \(whole % 3600 / 60) min"
      : whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
  }
}
