import Experiments
import Wording

/// What a run of trials says on standard error: a live line on a terminal, a
/// plain line for each trial that ends.
final class PaperDisplay {
  private let trials: [Trial]
  private let skipped: Int
  private let isQuiet: Bool
  private let line: ProgressLine
  private var finished = 0
  /// What is done, as a share of what the paper's means promise.
  private var running: [String: (trial: Trial, progress: TrialProgress)] = [:]
  private var workDone = 0.0

  init(trials: [Trial], skipped: Int, isQuiet: Bool) {
    (self.trials, self.skipped, self.isQuiet) = (trials, skipped, isQuiet)
    line = ProgressLine(isQuiet: isQuiet)
  }

  func announce() {
    guard !isQuiet, skipped > 0 else { return }
    Talk.say(
      "\(counted(skipped, "trial")) \(skipped == 1 ? "is" : "are") in the "
        + "results already.")
  }

  func show(_ event: TrialPool.Event) {
    switch event {
    case .progress(let trial, let progress):
      running[key(trial)] = (trial, progress)
      update()
    case .finished(let trial, let records):
      running[key(trial)] = nil
      finished += 1
      workDone += work(trial)
      guard !isQuiet else { return }
      line.end()
      for record in records { Talk.say(words(record)) }
    }
  }

  func end() { line.end() }

  private func words(_ record: TrialRecord) -> String {
    let verdict = record.isMet ? "after" : "not within"
    let wrong = record.wrong.map { ", \($0) of 2560 wrong" } ?? ""
    return
      "\(record.condition) \(record.method) seed \(record.seed): "
      + "\(record.criterion) \(verdict) \(counted(record.sequences, "sequence"))"
      + wrong + ", \(plain(record.seconds, decimals: 1)) s"
  }

  private func update() {
    guard
      let (trial, progress) = running.values.max(by: {
        $0.trial.seed > $1.trial.seed
      })
    else { return }
    let mean =
      trial.condition.published.isEmpty
      ? "" : " (paper \(grouped(trial.condition.expectedSequences)))"
    line.show(
      "\(finished)/\(trials.count)  \(trial.condition.name) \(trial.seed): "
        + "\(grouped(progress.sequences))\(mean)"
        + "  error \(plain(progress.error, decimals: 3))"
        + "  right \(wholePercent(progress.shareRight))",
      share: shareDone)
  }

  /// How much of the work is done, if each trial needs as many sequences as
  /// the paper's mean.
  private var shareDone: Double {
    let partial = running.values.reduce(0.0) {
      $0
        + min(
          0.95 * work($1.trial),
          Double($1.progress.sequences * $1.trial.condition.length))
    }
    return (workDone + partial) / max(1, trials.reduce(0) { $0 + work($1) })
  }

  private func work(_ trial: Trial) -> Double {
    Double(min(trial.condition.expectedSequences, trial.limit))
      * Double(trial.condition.length)
  }

  private func key(_ trial: Trial) -> String {
    "\(trial.condition.name) \(trial.seed)"
  }
}
