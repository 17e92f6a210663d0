import ArgumentParser
import Drawing
import Experiments
import TraceFigures
import Wording

struct PaperCurvesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curves",
    abstract: "Run trials, and draw how their error falls.",
    discussion: """
      A panel per condition: the median of its trials, the band of all, and the \
      paper's mean.

        lstm-lab paper curves order.svg order-a --trials 5
        lstm-lab paper curves curves.svg adding-t100 2a-p100 2b-p100

        lstm-lab paper curves curves.png adding
      """)

  @OptionGroup var picture: PictureOptions
  @Argument(
    help: ArgumentHelp(
      "Conditions such as adding-t100, or tasks, which stand for their first.",
      valueName: "condition"))
  var conditions: [String]
  @Option(help: "How many trials of each condition.")
  var trials = 3
  @Option(help: "The seed of the first trial; each further trial adds one.")
  var seed: UInt64 = 1997
  @Option(help: "Give up a trial after this many sequences.")
  var limit: Int?
  @Option(help: "How many trials run at once (default: one per core).")
  var threads: Int?
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    for (name, value) in [
      ("trials", trials), ("limit", limit ?? 1), ("threads", threads ?? 1),
    ] where !(1...100_000_000).contains(value) {
      throw ValidationError("--\(name) must be at least 1, not \(value).")
    }
    if trials > 1000 {
      throw ValidationError("--trials must be at most 1000, not \(trials).")
    }
    if conditions.count > 30 {
      throw ValidationError(
        "30 conditions fit on a picture, not \(conditions.count).")
    }
    for name in conditions where condition(named: name) == nil {
      throw ValidationError(
        "there is no condition '\(name)'; `lstm-lab paper table FILE` names "
          + "those of a results file, and the tasks are "
          + PaperTaskName.allCases.map(\.rawValue).joined(separator: " ")
          + ".")
    }
  }

  func run() throws {
    let chosen = conditions.compactMap(condition(named:))
    let all = chosen.flatMap { condition in
      (0..<trials).map {
        Trial(condition, seed: seed &+ UInt64($0), limit: limit)
      }
    }
    try picture.write(
      TrialCurvesFigure(
        try panels(chosen, try curves(of: all)),
        notes: ["\(counted(trials, "trial")) each, from seed \(seed)."]))
  }

  private func condition(named name: String) -> PaperCondition? {
    PaperCatalogue.condition(named: name)
      ?? PaperTaskName(rawValue: name)?.conditions().first
  }

  private func curves(of trials: [Trial]) throws -> [String: TrialCurve] {
    let display = PaperDisplay(
      trials: trials, skipped: 0, isQuiet: messages.quiet)
    var curves: [String: TrialCurve] = [:]
    try TrialPool(
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount
    ).run(trials) { event in
      display.show(event)
      switch event {
      case .progress(let trial, let progress):
        curves[key(trial), default: TrialCurve()].add(progress)
      case .finished(let trial, let records):
        curves[key(trial), default: TrialCurve()].end(records)
      }
    }
    display.end()
    return curves
  }

  private func panels(
    _ conditions: [PaperCondition], _ curves: [String: TrialCurve]
  ) throws -> [TrialCurves] {
    conditions.map { condition in
      TrialCurves(
        name: condition.name, published: condition.published.last?.sequences,
        curves: (0..<trials).compactMap {
          curves["\(condition.name) \(seed &+ UInt64($0))"]
        })
    }
  }

  private func key(_ trial: Trial) -> String {
    "\(trial.condition.name) \(trial.seed)"
  }
}
