import Experiments
import ModelFiles

/// Trials of some conditions: what is done already is left out, each result
/// is saved as it comes, and the table of all is printed.
struct PaperRun {
  let options: PaperOptions
  let conditions: [PaperCondition]
  /// Whether a trial is given up at three times the paper's mean.
  var isTour = false

  func run() throws {
    var records = TrialRecords()
    if let output = options.output,
      FileManager.default.fileExists(atPath: output)
    {
      records = try PaperFiles.load([output])
    }
    let asked = trials
    let open = asked.filter { !records.has($0) }
    let display = PaperDisplay(
      trials: open, skipped: asked.count - open.count,
      isQuiet: options.messages.quiet)
    display.announce()
    try save(records)
    let threads =
      options.threads ?? ProcessInfo.processInfo.activeProcessorCount
    try TrialPool(threads: threads).run(open) { event in
      display.show(event)
      if case .finished(_, let new) = event {
        records.add(new)
        try save(records)
      }
    }
    display.end()
    let mine = TrialRecords(
      records.all.filter { record in
        asked.contains {
          $0.condition.name == record.condition
            && $0.method.name == record.method && $0.seed == record.seed
        }
      })
    try Output.write(to: nil) { try $0.write(PaperReport(mine).table) }
  }

  private var trials: [Trial] {
    let method = options.learningMethod
    let all = conditions.flatMap { condition in
      (0..<count(condition)).map { k in
        Trial(
          condition, method: method, seed: options.seed &+ UInt64(k),
          limit: options.limit
            ?? (isTour ? 3 * condition.expectedSequences : nil))
      }
    }
    guard let shard = options.shard else { return all }
    return all.enumerated().filter { $0.offset % shard.count == shard.part - 1 }
      .map(\.element)
  }

  /// Three, or one of what takes long on a tour.
  private func count(_ condition: PaperCondition) -> Int {
    options.trials ?? (isTour && !condition.isQuick ? 1 : 3)
  }

  private func save(_ records: TrialRecords) throws {
    guard let output = options.output else { return }
    try OutputFile.write(to: output) { try $0.write(records.csv) }
  }
}
