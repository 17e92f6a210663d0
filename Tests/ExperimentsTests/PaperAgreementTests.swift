import Experiments
import Foundation
import LSTMCore
import Testing

/// The trials of Lessons/paper-1997/results.csv under the rule that nothing
/// constant enters the cells, against those of a second program, written from
/// the equations alone with random numbers of its own.
///
/// Of its trials the mean and the number are known. Under the assumption that
/// both programs draw from one distribution, whose spread is estimated from the
/// trials here,
///
///     t = (m − m′) / (s·√(1/n + 1/n′))
///
/// follows Student's distribution with n − 1 degrees of freedom. Means agree
/// where |t| stays below its 0.1 per cent point, two-sided.
struct PaperAgreementTests {
  struct Row: Sendable, CustomStringConvertible {
    let condition: String
    /// The second program's mean, and of how many trials.
    let mean: Double
    let trials: Int
    var criterion = "stop"
    var description: String { condition }
  }

  static let rows = [
    Row(condition: "2c-q50-p50", mean: 26_122, trials: 4, criterion: "10000"),
    Row(condition: "2c-q100-p100", mean: 32_296, trials: 4, criterion: "10000"),
    Row(
      condition: "2c-q200-p200", mean: 37_221, trials: 10, criterion: "10000"),
    Row(condition: "2c-q500-p500", mean: 54_060, trials: 4, criterion: "10000"),
    Row(
      condition: "2c-q1000-p1000", mean: 70_017, trials: 6, criterion: "10000"),
    Row(
      condition: "2c-q1000-p500", mean: 63_233, trials: 3, criterion: "10000"),
    Row(
      condition: "2c-q1000-p200", mean: 106_347, trials: 3, criterion: "10000"),
    Row(
      condition: "2c-q1000-p100", mean: 98_194, trials: 3, criterion: "10000"),
    Row(condition: "adding-t100", mean: 29_355, trials: 3),
    Row(condition: "adding-t500", mean: 57_288, trials: 8),
    Row(condition: "adding-t1000", mean: 135_843, trials: 6),
    Row(condition: "3a-t100-n1", mean: 13_267, trials: 3, criterion: "ST2"),
    Row(condition: "3b-t100-n1", mean: 6_033, trials: 3, criterion: "ST2"),
    Row(condition: "3b-t1000-n1", mean: 129_000, trials: 2, criterion: "ST2"),
  ]

  /// Two-sided 0.1 per cent points of Student's t for 1, 2, … degrees of
  /// freedom, as tables print them.
  static let points = [
    636.62, 31.60, 12.92, 8.610, 6.869, 5.959, 5.408, 5.041, 4.781, 4.587,
  ]

  @Test(arguments: rows)
  func meansAgreeWithinTheSpreadOfTrials(_ row: Row) throws {
    let own = try sequences(row)
    // One trial has no spread.
    try #require(own.count > 1, "\(row.condition) was not run")
    let n = Double(own.count)
    let mean = own.reduce(0, +) / n
    let variance = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    let t =
      (mean - row.mean)
      / (variance * (1 / n + 1 / Double(row.trials))).squareRoot()
    let most = Self.points[min(own.count - 1, Self.points.count) - 1]
    #expect(abs(t) < most, "\(row.condition): \(mean), t \(t)")
  }

  /// The trials that met the criterion.
  private func sequences(_ row: Row) throws -> [Double] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Lessons/paper-1997/results.csv")
    let records = try TrialRecords(
      csv: String(contentsOf: file, encoding: .utf8)
    ).all
    let condition = try #require(
      PaperCatalogue.condition(named: row.condition))
    return records.filter {
      $0.condition == row.condition && $0.criterion == row.criterion && $0.isMet
        && PaperRule(method: $0.method, condition: condition)
          == .nothingConstant
    }.map { Double($0.sequences) }
  }
}
