import Wording

/// What came out of one trial under one criterion: a row of a results file.
package struct TrialRecord: Equatable, Sendable {
  /// The condition, such as `adding-t100`.
  package var condition: String
  /// Who learned, such as `lstm`.
  package var method: String
  /// The seed.
  package var seed: UInt64
  /// Which criterion.
  package var criterion: String
  /// Whether it was met within the limit.
  package var isMet: Bool
  /// How many training sequences it took, or the limit.
  package var sequences: Int
  /// How many of 2560 fresh sequences were wrong, where they were tried.
  package var wrong: Int?
  /// The mean absolute error over them (over the latest training sequences
  /// where every step has a target); for multiplication the mean squared one.
  package var error: Double
  /// Wall time until then.
  package var seconds: Double

  /// The first line of a results file.
  package static let header =
    "condition,method,seed,criterion,met,sequences,wrong,error,seconds"

  /// The record as a line.
  package var line: String {
    [
      condition, method, "\(seed)", criterion, isMet ? "yes" : "no",
      "\(sequences)", wrong.map(String.init) ?? "", "\(error)",
      seconds.fixed(2),
    ].joined(separator: ",")
  }

  /// A record from such a line, or nil.
  package init?(line: some StringProtocol) {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 9, let seed = UInt64(fields[2]),
      ["yes", "no"].contains(fields[4]), let sequences = Int(fields[5]),
      let error = Double(fields[7]), let seconds = Double(fields[8]),
      fields[6].isEmpty || Int(fields[6]) != nil, sequences >= 0,
      seconds.isFinite, !fields[0].isEmpty
    else { return nil }
    (condition, method) = (String(fields[0]), String(fields[1]))
    (self.seed, criterion) = (seed, String(fields[3]))
    (isMet, self.sequences) = (fields[4] == "yes", sequences)
    (wrong, self.error, self.seconds) = (Int(fields[6]), error, seconds)
  }

  init(
    condition: String, method: String, seed: UInt64, criterion: String,
    isMet: Bool, sequences: Int, wrong: Int?, error: Double, seconds: Double
  ) {
    (self.condition, self.method, self.seed) = (condition, method, seed)
    (self.criterion, self.isMet) = (criterion, isMet)
    (self.sequences, self.wrong) = (sequences, wrong)
    (self.error, self.seconds) = (error, seconds)
  }
}

/// The records of many trials, as a file holds them: in one order, whatever
/// the order in which they came.
package struct TrialRecords: Equatable, Sendable {
  /// The records, sorted.
  package private(set) var all: [TrialRecord]

  /// No records yet, or the given ones.
  package init(_ records: [TrialRecord] = []) {
    all = []
    add(records)
  }

  /// The records that a file holds.
  ///
  /// - Throws: `TrialRecordError`, which names the line.
  package init(csv text: String) throws {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated().map { ($0.offset + 1, $0.element) }
    while lines.last?.1.isEmpty == true { lines.removeLast() }
    guard let first = lines.first, first.1 == TrialRecord.header else {
      throw TrialRecordError.notResults
    }
    self.init(
      try lines.dropFirst().map { number, line in
        guard let record = TrialRecord(line: line) else {
          throw TrialRecordError.badLine(number, String(line.prefix(80)))
        }
        return record
      })
  }

  /// The records as a file.
  package var csv: String {
    ([TrialRecord.header] + all.map(\.line)).joined(separator: "\n") + "\n"
  }

  /// Adds records; of two for the same trial and criterion the one that met
  /// it stays, else the one that tried longer.
  package mutating func add(_ records: [TrialRecord]) {
    var byKey: [Key: TrialRecord] = [:]
    for record in all + records {
      let key = Key(record)
      if let old = byKey[key],
        old.isMet || (!record.isMet && record.sequences <= old.sequences)
      {
        continue
      }
      byKey[key] = record
    }
    all = byKey.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Whether a trial need not be run: every criterion was met, or tried for
  /// as long.
  package func has(_ trial: Trial) -> Bool {
    trial.condition.goals.allSatisfy { goal in
      all.contains {
        $0.condition == trial.condition.name
          && $0.method == trial.method.name && $0.seed == trial.seed
          && $0.criterion == goal.name
          && ($0.isMet || $0.sequences >= trial.limit)
      }
    }
  }

  private struct Key: Hashable, Comparable {
    let task: Int
    let condition: String
    let method: String
    let seed: UInt64
    let criterion: Int
    let name: String

    init(_ record: TrialRecord) {
      let place = PaperCatalogue.place(
        of: record.condition, criterion: record.criterion)
      (task, criterion) = (place.condition, place.criterion)
      (condition, name) = (record.condition, record.criterion)
      (method, seed) = (record.method, record.seed)
    }

    static func < (a: Key, b: Key) -> Bool {
      (a.task, a.condition, a.method, a.seed, a.criterion, a.name)
        < (b.task, b.condition, b.method, b.seed, b.criterion, b.name)
    }
  }
}

/// Why a file is no results file.
package enum TrialRecordError: Error, Equatable, CustomStringConvertible {
  /// Its first line is not the header.
  case notResults
  /// The line of this number, counted from 1, cannot be read.
  case badLine(Int, String)

  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .notResults:
      "this is not a file of paper results: its first line should be "
        + "\(TrialRecord.header). Write one with paper TASK -o FILE."
    case .badLine(let number, let line):
      "line \(number) is not a result: \(line). Each has nine fields; take the "
        + "line out or run the trial again."
    }
  }
}

/// Every condition of the paper's tables, by name.
package enum PaperCatalogue {
  /// All of them, in the paper's order.
  package static let conditions = PaperTaskName.allCases.flatMap {
    $0.conditions() + $0.literalConditions
  }

  /// Those of which the paper reports trials, as it comes out as there.
  package static let tabled = PaperTaskName.allCases.filter(\.isTabled)
    .flatMap { $0.conditions() }

  /// What a tour shows of the tables: all that is soon done, and of every
  /// other task what is done soonest.
  package static let tour = PaperTaskName.allCases.filter(\.isTabled)
    .flatMap { task -> [PaperCondition] in
      let all = task.conditions()
      let quick = all.filter(\.isQuick)
      guard quick.isEmpty else { return quick }
      return all.min { $0.expectedSteps < $1.expectedSteps }.map { [$0] } ?? []
    }

  /// The condition called `name`.
  package static func condition(named name: String) -> PaperCondition? {
    conditions.first { $0.name == name }
  }

  /// Where a condition and its criterion stand in the paper's order; those it
  /// does not have come last.
  static func place(
    of name: String, criterion: String
  ) -> (condition: Int, criterion: Int) {
    guard let index = conditions.firstIndex(where: { $0.name == name }) else {
      return (.max, 0)
    }
    let goals = conditions[index].goals
    return (index, goals.firstIndex { $0.name == criterion } ?? .max)
  }
}
