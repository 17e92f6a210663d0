import LSTMCore
import ModelFiles
import Wording

/// A series divided into what is read and what is to be predicted from it, and
/// into the first 80 per cent of its steps to train on, the next 10 to validate
/// and the last 10 to test.
///
/// Step t reads row t and predicts the targets of row t + ahead; with `ahead` 0
/// the targets are left out of what is read.
package struct SeriesCorpus: Sendable {
  /// What is read.
  package let inputs: Series
  /// What is predicted: row t is that of step t.
  package let targets: Series
  /// How many rows ahead.
  package let ahead: Int
  /// The value of each target at the row read, where targets are read too:
  /// what a prediction that nothing changes would say.
  let latest: Series?
  /// Where columns are changes of others, those others.
  private let changing: Series?
  /// Which series this is of several in one table; nil for one alone.
  package var name: String?

  /// The fewest steps that can be divided into parts to learn from.
  package static let least = 20

  /// A series, the columns to predict and those to read; all of them unless
  /// told otherwise.
  ///
  /// - Parameters:
  ///   - changing: where columns are changes (`ColumnChange`), what changes.
  ///   - least: the fewest steps that there may be.
  /// - Throws: `SeriesCorpusError`.
  package init(
    _ series: Series, predicting targets: [String]? = nil,
    reading: [String]? = nil, ahead: Int = 1, changing: Series? = nil,
    least: Int = Self.least
  ) throws(SeriesCorpusError) {
    let targets = targets ?? series.columns
    for target in targets where !series.columns.contains(target) {
      throw .noTarget(target, known: series.columns)
    }
    let read = (reading ?? series.columns).filter {
      ahead > 0 || !targets.contains($0)
    }
    guard !read.isEmpty else { throw .nothingToRead }
    let count = series.count - ahead
    guard count >= least else {
      throw .tooShort(rows: series.count, needed: least + ahead)
    }
    guard var inputs = series.selecting(read),
      var predicted = series.selecting(targets)
    else { throw .nothingToRead }
    var latest = predicted
    inputs.rows = Array(inputs.rows[..<count])
    inputs.labels = inputs.labels.map { Array($0[..<count]) }
    latest.rows = Array(latest.rows[..<count])
    predicted.rows = Array(predicted.rows[ahead...])
    (latest.labels, predicted.labels) = (nil, nil)
    (self.inputs, self.targets, self.ahead) = (inputs, predicted, ahead)
    self.latest = ahead > 0 ? latest : nil
    self.changing = changing
  }

  /// Where every target is the change from the row read to the one predicted,
  /// the same steps with what changes in the place of its changes: errors are
  /// the same numbers there, and what needs no network is fitted to it. Nil
  /// where targets are anything else.
  package var levels: SeriesCorpus? {
    let changes = targets.columns.compactMap { ColumnChange($0) }
    guard let changing, changes.count == targets.columns.count,
      changes.allSatisfy({ $0.rows == ahead })
    else { return nil }
    return try? SeriesCorpus(
      changing, predicting: changes.map(\.column), ahead: ahead, least: 1)
  }

  /// The SHA-256 of what is read and predicted, names and numbers alike: equal
  /// for equal series whatever file they come from; 64 hexadecimal digits.
  package var sha256: String {
    var hash = SHA256()
    for series in [inputs, targets] {
      hash.update(Array((series.columns.joined(separator: "\n") + "\n").utf8))
      for row in series.rows {
        hash.update(row.elements.withUnsafeBytes { Array($0) })
      }
    }
    hash.update(Array("\(ahead)".utf8))
    return hash.hexDigest()
  }

  /// How many steps there are.
  package var count: Int { inputs.count }
  /// The first 80 per cent.
  package var training: Range<Int> { 0..<count * 8 / 10 }
  /// The next 10 per cent.
  package var validation: Range<Int> {
    training.upperBound..<count * 9 / 10
  }
  /// The last 10 per cent.
  package var test: Range<Int> { validation.upperBound..<count }
}

extension [SeriesCorpus] {
  /// That of one, or of several in order.
  package var sha256: String {
    count == 1
      ? self[0].sha256
      : SHA256.hexDigest(of: [UInt8](map(\.sha256).joined().utf8))
  }
}

/// Why a series cannot be learnt.
package enum SeriesCorpusError: Error, Equatable {
  /// There is no such column.
  case noTarget(String, known: [String])
  /// Every column is a target of the same row.
  case nothingToRead
  /// Too few rows.
  case tooShort(rows: Int, needed: Int)
}

extension SeriesCorpusError: CustomStringConvertible {
  /// What is wrong, and what to do.
  package var description: String {
    switch self {
    case .noTarget(let target, let known):
      "there is no column “\(target)” to predict. There are: "
        + known.joined(separator: ", ") + "."
    case .nothingToRead:
      "with --ahead 0 the targets are not read, and no other column is left: "
        + "name fewer with --target, or predict --ahead 1."
    case .tooShort(let rows, let needed) where needed < SeriesCorpus.least:
      "the series has \(counted(rows, "row")), and \(needed) are the fewest in "
        + "which one is predicted from another."
    case .tooShort(let rows, let needed):
      "the series has \(counted(rows, "row")), and training needs at least \(needed), "
        + "and hundreds to learn anything."
    }
  }
}
