import ModelFiles
import Wording

/// The course of a training in a file, a row now and then: about a hundred an
/// epoch and one at its end. `.csv` or `.jsonl`, by the ending of its name.
///
/// Fields: `update` and `epoch` (from 1), `loss` (of that update), `smoothed`
/// (over about 100 updates), `validation` (in the row that ends an epoch), all
/// in nats a character; `gradient_norm` before clipping, `learning_rate`, and
/// `seconds` of training so far. A field that is not there is empty, or null.
package final class TrainingLog {
  /// Which form the rows have.
  package enum Format: String, CaseIterable, Sendable {
    /// Comma-separated values with a header.
    case csv
    /// A JSON object a line.
    case jsonl

    /// The form that a name asks for by its ending; nil for another ending.
    package init?(path: String) {
      let parts = path.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count > 1, let ending = parts.last else { return nil }
      self.init(rawValue: ending.lowercased())
    }
  }

  private let format: Format
  private let file: GrowingFile
  private let start = ContinuousClock.now
  private let secondsBefore: Double

  /// A log at `path`. Rows up to `updates` that stand there already are kept,
  /// and those after it, which the training is about to repeat, are not.
  ///
  /// - Throws: `OutputFileError`.
  package init(
    _ path: String, format: Format, keepingUpTo updates: Int = 0
  ) throws {
    self.format = format
    let kept = updates > 0 ? Self.rows(path, format, upTo: updates) : []
    secondsBefore = kept.last.flatMap { Self.seconds(in: $0, format) } ?? 0
    try OutputFile.write(to: path) { file in
      if format == .csv { try file.write(Self.header + "\n") }
      for row in kept { try file.write(row + "\n") }
    }
    file = try GrowingFile(path)
  }

  /// Adds a row if one is due.
  ///
  /// - Throws: `OutputFileError`, as where there is no room.
  package func note(_ progress: TrainingProgress) throws {
    let interval = max(1, progress.updatesPerEpoch / 100)
    guard progress.endsEpoch || progress.update % interval == 0 else { return }
    let seconds = secondsBefore + (ContinuousClock.now - start) / .seconds(1)
    let values: [(String, String?)] = [
      ("update", "\(progress.updatesDone)"),
      ("epoch", "\(progress.epoch)"),
      ("loss", "\(progress.latestLoss)"),
      ("smoothed", "\(progress.smoothedLoss)"),
      ("validation", progress.validationLoss.map { "\($0)" }),
      ("gradient_norm", "\(progress.norm)"),
      ("learning_rate", "\(progress.rate)"),
      ("seconds", seconds.fixed(3)),
    ]
    let row =
      switch format {
      case .csv: CSVRow.text(values.map { $0.1 ?? "" })
      case .jsonl:
        "{"
          + values.map { "\"\($0)\":\($1 ?? "null")" }.joined(separator: ",")
          + "}\n"
      }
    try file.append(row)
  }

  private static let header =
    "update,epoch,loss,smoothed,validation,gradient_norm,learning_rate,seconds"

  private static func rows(
    _ path: String, _ format: Format, upTo updates: Int
  ) -> [String] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      return []
    }
    // A line without an end was cut short.
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
      .filter { row in
        field("update", in: row, format).map { $0 <= Double(updates) } ?? false
      }
  }

  private static func seconds(in row: String, _ format: Format) -> Double? {
    field("seconds", in: row, format)
  }

  private static func field(
    _ name: String, in row: String, _ format: Format
  ) -> Double? {
    switch format {
    case .csv:
      let names = header.split(separator: ",").map(String.init)
      let values = row.split(separator: ",", omittingEmptySubsequences: false)
      guard values.count == names.count,
        let index = names.firstIndex(of: name)
      else { return nil }
      return Double(values[index])
    case .jsonl:
      let values = try? JSONDecoder().decode(
        [String: Double?].self, from: Data(row.utf8))
      return values?[name] ?? nil
    }
  }
}
