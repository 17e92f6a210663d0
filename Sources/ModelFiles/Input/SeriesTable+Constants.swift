import LSTMCore
import Wording

/// Values that are the same in every row, by the names of their columns.
package struct ConstantColumns: Sendable {
  /// What was asked for, in order.
  package var given: [(name: String, value: Double)]

  package init(_ given: [(name: String, value: Double)] = []) {
    self.given = given
  }
}

extension ModelFile {
  /// The names of what a model reads that is the same at every step, such as
  /// the height of a catchment.
  package var constantColumns: [String] {
    if let run = origin?.run { return run.statics }
    return (metadata[.constantColumns] ?? "").split(separator: ",")
      .map { String($0) }
  }

  /// The table with the columns that the model reads and the file lacks: those
  /// that were given, those of a YAML file beside the rows with their name, and
  /// what is left of the constant ones at its training mean, which the model
  /// reads as 0. A given one goes before the file's own column.
  ///
  /// - Parameter path: where the rows are; nil where they are in no folder.
  /// - Returns: the table, and where the values are from, a sentence each.
  /// - Throws: `SeriesError`, `YAMLError`.
  package func completed(
    _ table: SeriesTable, at path: String?, _ constants: ConstantColumns
  ) throws -> (table: SeriesTable, notes: [String]) {
    let columns = model.reader.columns
    for (name, _) in constants.given
    where !columns.isEmpty && !columns.contains(name) {
      throw SeriesError.unreadConstant(name, columns: columns)
    }
    var table = table
    for (name, value) in constants.given { table.set(name, to: value) }
    func missing() -> [String] {
      constantColumns.filter {
        columns.contains($0) && !table.columns.contains($0)
      }
    }
    guard !missing().isEmpty, !table.isUnnamed else { return (table, []) }
    var notes: [String] = []
    if let (name, values) = try path.flatMap(Self.values) {
      let found = values.filter { missing().contains($0.name) }
      for (name, value) in found { table.set(name, to: value) }
      if !found.isEmpty {
        notes.append(
          found.map { "\($0.name) = \(Numerals.short($0.value))" }
            .joined(separator: ", ") + " from \(name), beside the rows.")
      }
    }
    if case .rows(_, let scaling) = model.reader, !missing().isEmpty {
      let rest = missing().map { name in
        let mean = scaling.mean[columns.firstIndex(of: name) ?? 0]
        table.set(name, to: mean)
        return "\(name) = \(Numerals.short(mean))"
      }
      notes.append(
        "\(table.name) has no \(rest.joined(separator: ", ")): read as the mean "
          + "in training, 0 to the model. Give --constant NAME=VALUE to say "
          + "what it is.")
    }
    return (table, notes)
  }

  /// The numbers of a YAML file with the name of the rows' file; nil where
  /// there is none.
  private static func values(
    besideRowsAt path: String
  ) throws -> (name: String, values: [(name: String, value: Double)])? {
    guard let point = path.lastIndex(of: ".") else { return nil }
    for ending in [".yml", ".yaml"] {
      guard let file = try? TextFile.load(path[..<point] + ending) else {
        continue
      }
      let entries = try YAMLNode(parsing: file.text, file: file.name).entries()
      return (
        file.name,
        entries.compactMap { entry in
          let number = entry.value.scalar.flatMap { Double($0) }
          return number.flatMap { $0.isFinite ? (entry.key, $0) : nil }
        }
      )
    }
    return nil
  }
}
