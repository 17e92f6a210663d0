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
      """)

  @OptionGroup var picture: PictureOptions
  @Argument(
    help: ArgumentHelp("The log: .csv or .jsonl.", valueName: "log"))
  var log: String

  func run() throws {
    let record = try TrainingRecord(path: log)
    let curves = [
      curve("training", of: record, columns: ["smoothed", "loss"]),
      curve(
        "validation", of: record, columns: ["validation"], hasMarks: true),
    ].compactMap { $0 }
    guard !curves.isEmpty else { throw TrainingRecordError.notALog(log) }
    let name = log.split(separator: "/").last.map(String.init) ?? log
    let best = record.series("validation").values.min()
    let notes =
      [name]
      + (best.map { ["best validation \($0.rounded(places: 4)) nats"] } ?? [])
    try picture.write(LossCurves(curves, notes: notes))
  }

  /// The first of the columns that the log has.
  private func curve(
    _ name: String, of record: TrainingRecord, columns: [String],
    hasMarks: Bool = false
  ) -> LossCurves.Curve? {
    for column in columns {
      let (updates, values) = record.series(column)
      guard values.contains(where: \.isFinite) else { continue }
      return LossCurves.Curve(
        name: name, updates: updates, nats: values, hasMarks: hasMarks)
    }
    return nil
  }
}

extension Double {
  fileprivate func rounded(places: Int) -> Double {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
