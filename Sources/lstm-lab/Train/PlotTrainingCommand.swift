import ArgumentParser
import Drawing
import ModelFiles
import TraceFigures

struct PlotTrainingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot-training",
    abstract: "Draw loss curves from a training log.",
    discussion: """
      LOG is what train FILE --log LOG.csv (or .jsonl) writes. A log that is \
      still growing can be drawn too.

        lstm-lab plot-training losses.png log.csv
      """)

  @OptionGroup var picture: PictureOptions
  @Argument(
    help: ArgumentHelp("The log: .csv or .jsonl.", valueName: "log"),
    completion: .file())
  var log: String

  func run() throws {
    let record = try TrainingRecord(path: log)
    let curves = [training(in: record), validation(in: record)]
      .compactMap { $0 }
    guard !curves.isEmpty else { throw TrainingRecordError.notALog(log) }
    let name = log.split(separator: "/").last.map(String.init) ?? log
    let best = record.series("validation").values.min()
    let notes =
      [name]
      + (best.map { ["best validation \($0.rounded(places: 4)) nats"] } ?? [])
    try picture.write(LossCurves(curves, notes: notes))
  }

  /// The loss of every update, pale, and its mean over the last fiftieth of the
  /// run, at most 100 updates.
  private func training(in record: TrainingRecord) -> LossCurves.Curve? {
    let (updates, losses) = record.series("loss")
    guard losses.contains(where: \.isFinite) else { return nil }
    let window = max(1, min(100, losses.count / 50))
    return LossCurves.Curve(
      name: window > 1 ? "training, mean of \(window) updates" : "training",
      updates: updates, nats: losses, meanOf: window)
  }

  private func validation(in record: TrainingRecord) -> LossCurves.Curve? {
    let (updates, losses) = record.series("validation")
    guard losses.contains(where: \.isFinite) else { return nil }
    return LossCurves.Curve(
      name: "validation", updates: updates, nats: losses, hasMarks: true)
  }
}

extension Double {
  fileprivate func rounded(places: Int) -> Double {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
