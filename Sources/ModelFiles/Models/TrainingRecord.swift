/// A training log as it is in a file, read back: one row now and then, columns
/// by name.
package struct TrainingRecord: Equatable, Sendable {
  /// The rows; a field that a row lacks is not in it.
  package var rows: [[String: Double]]

  /// Reads `.csv` with a header, or `.jsonl` with an object per line. A last line
  /// that was cut short, as in a log still being written, is left out.
  ///
  /// - Throws: `TrainingRecordError`, or what the system says of the file.
  package init(path: String) throws {
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw TrainingRecordError.notReadable(path)
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw TrainingRecordError.notText(path)
    }
    let isJSON = text.first { !$0.isWhitespace } == "{"
    rows = isJSON ? Self.objects(in: text) : Self.table(in: text)
    guard rows.contains(where: { $0["update"] != nil }) else {
      throw TrainingRecordError.notALog(path)
    }
  }

  /// The values of one column with their updates, rows without it left out.
  package func series(
    _ column: String
  ) -> (updates: [Double], values: [Double]) {
    let found = rows.compactMap { row in
      row["update"].flatMap { update in row[column].map { (update, $0) } }
    }
    return (found.map(\.0), found.map(\.1))
  }

  private static func objects(in text: String) -> [[String: Double]] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let row = try? JSONDecoder().decode(
        [String: LoggedValue].self, from: Data(line.utf8))
      return row?.compactMapValues(\.number)
    }
  }

  private static func table(in text: String) -> [[String: Double]] {
    let lines = text.split(whereSeparator: \.isNewline)
    guard let header = lines.first else { return [] }
    let names = header.split(
      separator: ",", omittingEmptySubsequences: false
    ).map(String.init)
    return lines.dropFirst().compactMap { line in
      let fields = line.split(
        separator: ",", omittingEmptySubsequences: false)
      guard fields.count == names.count else { return nil }
      return Dictionary(
        zip(names, fields).compactMap { name, field in
          Double(field).map { (name, $0) }
        }, uniquingKeysWith: { first, _ in first })
    }
  }
}

/// A number, or anything else that a row may hold.
private struct LoggedValue: Decodable {
  let number: Double?

  init(from decoder: any Decoder) throws {
    number = try? decoder.singleValueContainer().decode(Double.self)
  }
}

/// A file that is no training log.
package enum TrainingRecordError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be opened.
  case notReadable(String)
  /// The file is not text.
  case notText(String)
  /// No row has an `update`.
  case notALog(String)

  /// What is wrong, and what to do.
  package var description: String {
    switch self {
    case .notReadable(let path): "\(path) cannot be read."
    case .notText(let path): "\(path) is not text in UTF-8."
    case .notALog(let path):
      "\(path) is no training log: it needs a column “update” and one of "
        + "“smoothed”, “loss”, “validation”. lstm-lab train FILE --log LOG.csv "
        + "writes one."
    }
  }
}
