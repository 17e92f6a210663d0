import Wording

extension LabelScore {
  /// `accuracy 0.771 (822 of 1,066)`.
  package var headline: String {
    "accuracy \(plain(accuracy, decimals: 3)) "
      + "(\(grouped(correct)) of \(grouped(count)))"
  }

  /// The score line by line: accuracy, area, loss, confusion and calibration.
  package var lines: [String] {
    let area = area.map {
      (classes.count == 2
        ? "AUC \(plain($0, decimals: 3)) for “\(classes[1])”"
        : "AUC \(plain($0, decimals: 3)), the mean over the classes, each "
          + "against the rest")
    }
    return [headline]
      + [area ?? "AUC: none, as one class alone is true"]
      + ["−ln p of the true class \(plain(loss, decimals: 3)) nats"]
      + confusionLines + calibrationLines
  }

  /// Of many classes those confused most often, in the place of a table.
  private var confusionLines: [String] {
    guard classes.count <= 8 else { return pairLines }
    let width = 2 + max(8, classes.map(\.count).max() ?? 0)
    let table = TextTable(
      [.left(width + 5)] + classes.map { _ in .right(width) })
    return ["", table.line(["true, called"] + classes)]
      + classes.indices.map { row in
        table.line([classes[row]] + confusion[row].map(grouped))
      }
  }

  private var pairLines: [String] {
    let pairs = classes.indices.flatMap { row in
      classes.indices.filter { $0 != row && confusion[row][$0] > 0 }
        .map { (row, $0, confusion[row][$0]) }
    }.sorted { ($1.2, $0.0, $0.1) < ($0.2, $1.0, $1.1) }
    return pairs.isEmpty
      ? []
      : ["", "confused most often:"]
        + pairs.prefix(8).map {
          "  \(grouped($0.2)) of “\(classes[$0.0])” called “\(classes[$0.1])”"
        }
  }

  private var calibrationLines: [String] {
    let table = TextTable([.left(10), .right(8), .right(10), .right(8)])
    return ["", table.line("sure", "texts", "mean p", "right")]
      + calibration.map { bin in
        table.line(
          "\(plain(bin.lower, decimals: 1)) to "
            + plain(bin.lower + 0.1, decimals: 1),
          grouped(bin.count), plain(bin.confidence, decimals: 3),
          plain(bin.accuracy, decimals: 3))
      }
      + ["calibration error \(plain(calibrationError, decimals: 3))"]
  }
}
