import ArgumentParser
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

/// Which rows of numbers to read, in the place of a text.
struct SeriesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Rows of numbers to read, for a time-series model: a CSV file, -, or sample, \
      one of the built-in ones (sample:basin, sample:catchment, sample:co2, \
      sample:sunspots).
      """,
      valueName: "path"))
  var csv: String?
  @Option(
    help: ArgumentHelp(
      "Samples to read, for an audio model: a WAV file of one channel.",
      valueName: "path"))
  var wav: String?
  @Option(
    help: ArgumentHelp(
      "The columns to read (default: those of the model, or all).",
      valueName: "a,b"),
    transform: ColumnNames.init)
  var columns: ColumnNames?
  @Option(
    help: ArgumentHelp(
      "The column that names the rows, such as a date.", valueName: "name"))
  var labelColumn: String?

  @Option(
    help: ArgumentHelp(
      """
      The column that says which series a row belongs to, such as a station: \
      train and evaluate keep them apart, everything else reads one, station=A.
      """, valueName: "name"),
    transform: GroupChoice.init)
  var group: GroupChoice?
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      """
      Columns that the file lacks and that are the same in every row, such as \
      elev_mean=316.7,slope_mean=5.08 (repeatable).
      """, valueName: "name=value,…"),
    transform: ConstantList.init)
  var constant: [ConstantList] = []

  func validate() throws {
    guard
      path != nil
        || (columns == nil && labelColumn == nil && constant.isEmpty
          && group == nil)
    else {
      throw ValidationError(
        "--columns, --label-column, --group and --constant go with --csv FILE.")
    }
    guard csv == nil || wav == nil else {
      throw ValidationError("Give --csv or --wav, not both.")
    }
  }

  /// The file of rows or samples; nil where none is to be read.
  var path: String? { csv ?? wav }

  /// The table, where one is to be read; of a sound its length and rate are
  /// said.
  func table() throws -> SeriesTable? {
    if let wav {
      let sound = try SoundFile.load(wav)
      Talk.note("note: " + sound.summary)
      return try sound.table
    }
    return try csv.map { path in
      try SeriesTable.load(path == "sample" ? BuiltIn.tank : path)
    }
  }

  /// The table, where one is to be read; that of a built-in model of numbers
  /// where none is named.
  func table(for file: ModelFile) throws -> SeriesTable? {
    if let table = try table() { return table }
    return try BuiltIn.Model(rawValue: file.path)?.rows.map {
      try SeriesTable.load($0)
    }
  }

  /// The series of a table, one unless a column tells several apart.
  func groups(of table: SeriesTable) throws -> [SeriesTable] {
    guard let group else { return [table] }
    let all = try table.groups(by: group.column)
    guard let wanted = group.name else { return all }
    let found = all.filter { $0.group?.name == wanted }
    guard !found.isEmpty else {
      throw Refusal.noGroup(
        wanted, in: group.column, known: all.compactMap(\.group?.name))
    }
    return found
  }

  /// The rows of one series, with the constant columns that a model reads.
  func one(of table: SeriesTable, for file: ModelFile) throws -> SeriesTable {
    let groups = try groups(of: table)
    guard groups.count == 1, let table = groups.first else {
      throw Refusal.noGroup(
        nil, in: group?.column ?? "", known: groups.compactMap(\.group?.name))
    }
    return try completed(table, for: file)
  }

  /// The rows as a model reads them, of one series (`one(of:for:)`).
  func series(of table: SeriesTable, for file: ModelFile) throws -> Series {
    let series = try file.series(
      of: table, columns: columns?.names, labels: labels(of: table))
    sayMissing(series.columns, in: table)
    return series
  }

  /// The rows that a model reads and what it is to predict of them, series by
  /// series.
  func corpora(
    of table: SeriesTable, for file: ModelFile,
    predicting targets: Readout.Targets
  ) throws -> [SeriesCorpus] {
    guard file.model.reader.vocabulary == nil else {
      throw ModelFileError.unsuitable(file.path, .readsText)
    }
    let read = file.model.reader.columns
    guard columns == nil || columns?.names == read else {
      throw ValidationError(
        "\(file.name) reads \(read.joined(separator: ", ")): leave out --columns."
      )
    }
    let labels = labels(of: table)
    let columns = read + targets.names.filter { !read.contains($0) }
    let groups = try groups(of: completed(table, for: file))
    return try groups.compactMap { table in
      do {
        var corpus = try SeriesCorpus(
          table.series(columns: columns, labels: labels),
          predicting: targets.names, reading: read, ahead: targets.ahead,
          changing: table.levels(of: columns), least: 1)
        corpus.name = table.group?.name
        return corpus
      } catch let error as SeriesCorpusError {
        guard groups.count > 1, let name = table.group?.name else {
          throw error
        }
        Talk.note("note: \(name) is left out: \(error)")
        return nil
      }
    }
  }

  /// The same of one series.
  func corpus(
    of table: SeriesTable, for file: ModelFile,
    predicting targets: Readout.Targets
  ) throws -> SeriesCorpus {
    let all = try corpora(of: table, for: file, predicting: targets)
    guard all.count == 1 else {
      throw Refusal.noGroup(
        nil, in: group?.column ?? "", known: all.compactMap(\.name))
    }
    return all[0]
  }

  /// Says how many numbers the columns read lack.
  func sayMissing(_ columns: [String], in table: SeriesTable) {
    var said: Set<String> = []
    for name in columns {
      let column = ColumnChange.parts(of: name).column
      let count = table.missing(in: name)
      guard said.insert(column).inserted else { continue }
      guard count > 0 else { continue }
      Talk.note(
        "note: \(grouped(count)) of \(counted(table.count, "value")) of "
          + "\(column) are missing; each is taken as the one before it.")
    }
  }

  /// The table with the constant columns that the model reads, and a word on
  /// where they are from.
  func completed(
    _ table: SeriesTable, for file: ModelFile
  ) throws -> SeriesTable {
    let (table, notes) = try file.completed(
      table, at: path, ConstantColumns(constant.flatMap(\.values)))
    for note in notes { Talk.note("note: " + note) }
    return table
  }

  /// The column of dates, or one that counts, names the rows unless told
  /// otherwise or asked to be read; the built-in
  /// sample's are named by their hours.
  func labels(of table: SeriesTable) -> String? {
    if let labelColumn { return labelColumn }
    guard csv != "sample", csv != BuiltIn.tank else {
      return BuiltIn.tankLabels
    }
    let read = columns?.names ?? []
    return [table.dates, counter(of: table)].compactMap { $0 }
      .first { !read.contains($0) }
  }

  /// The column that counts the rows, in each of several series.
  private func counter(of table: SeriesTable) -> String? {
    guard let group, let parts = try? table.groups(by: group.column) else {
      return table.counter
    }
    let counters = Set(parts.map(\.counter))
    return counters.count == 1 ? counters.first ?? nil : nil
  }
}

/// The column that tells series apart, and the one to read of them.
struct GroupChoice: Equatable {
  let column: String
  let name: String?

  init(_ text: String) throws {
    let parts = text.split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false
    ).map { String($0) }
    guard let column = parts.first, !column.isEmpty else {
      throw ValidationError(
        "'\(text)' names no column; write station, or station=A.")
    }
    (self.column, name) = (column, parts.count > 1 ? parts[1] : nil)
  }
}

extension Refusal {
  /// A series that there is not, or none named where one must be.
  fileprivate static func noGroup(
    _ name: String?, in column: String, known: [String]
  ) -> Refusal {
    let some = known.prefix(8).joined(separator: ", ")
    let all = some + (known.count > 8 ? ", and \(known.count - 8) more" : "")
    return Refusal(
      (name.map { "there is no \(column) \($0)" }
        ?? "the table has several series, and one is read here")
        + ": give --group \(column)=NAME, one of \(all).")
  }
}

/// Names separated by commas.
struct ColumnNames: Equatable {
  var names: [String]

  init(_ text: String) throws {
    names = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0.trimmingPrefix(while: \.isWhitespace)) }
    guard !names.contains("") else {
      throw ValidationError(
        "'\(text)' names no columns; write them as temperature,pressure.")
    }
  }
}

/// Values by name, separated by commas.
struct ConstantList {
  let values: [(name: String, value: Double)]
  let text: String

  init(_ text: String) throws {
    self.text = text
    values = try text.split(separator: ",", omittingEmptySubsequences: false)
      .map { part in
        let parts = part.split(separator: "=", maxSplits: 1)
          .map { String($0.trimmingPrefix(while: \.isWhitespace)) }
        guard parts.count == 2, let value = Double(parts[1]), value.isFinite
        else {
          throw ValidationError(
            "'\(part)' is no NAME=VALUE; write elev_mean=316.7,slope_mean=5.08."
          )
        }
        return (parts[0], value)
      }
  }
}
