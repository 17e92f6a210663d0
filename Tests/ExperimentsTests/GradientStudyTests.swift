import Experiments
import LSTMCore
import Testing

struct GradientStudyTests {
  static let curves: [GradientCurve] = {
    var study = GradientStudy()
    (study.hiddenSize, study.steps, study.seeds) = (16, 60, 8)
    return study.run()
  }()

  @Test func everyCellIsThereWithEveryLag() {
    #expect(
      Self.curves.map { "\($0.cell) \($0.quantity.key)" }
        == ["rnn-tanh h"]
        + [[String]](repeating: ["lstm h", "lstm c"], count: 5).flatMap { $0 })
    for curve in Self.curves {
      #expect(curve.median.count == 60)
      for lag in 0..<60 {
        #expect(curve.p10[lag] <= curve.median[lag])
        #expect(curve.median[lag] <= curve.p90[lag])
      }
    }
  }

  @Test func lagZeroIsTheErrorItself() {
    // Every cell of one seed is given the same ∂L/∂h_T.
    let atLoss = Self.curves.filter { $0.quantity == .hidden }.map {
      $0.median[0]
    }
    #expect(atLoss.allSatisfy { $0 == atLoss[0] })
  }

  @Test func largerForgetBiasKeepsMore() {
    let shares = Self.curves
      .filter { $0.cell == "lstm" && $0.quantity == .cell }
      .map { $0.share(atLag: 50) }
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func directPathFollowsTheBias() throws {
    // Inputs are small, so f is near σ(b_f) and Π f near its power.
    for curve in Self.curves where curve.quantity == .cell {
      let path = try #require(curve.directPath)
      let bias = try #require(curve.forgetBias)
      let f = sigmoid([bias])[0]
      #expect(path[0] == 1)
      #expect((path[1] - f).magnitude < 0.03)
    }
  }

  @Test func sameSeedGivesTheSameCurves() {
    var study = GradientStudy()
    (study.hiddenSize, study.steps, study.seeds) = (4, 5, 3)
    let first = study.run()
    #expect(first == study.run())
    study.firstSeed = 3
    #expect(first != study.run())
  }

  @Test func oneStepAndOneUnitWork() {
    var study = GradientStudy()
    (study.hiddenSize, study.steps, study.seeds) = (1, 1, 1)
    let report = GradientReport(study: study, curves: study.run())
    #expect(report.csv.split(separator: "\n").count == 1 + 11)
    #expect(report.table.contains("vanilla RNN"))
  }

  @Test(arguments: [
    (1.0, "1.0"), (123, "1.2e2"), (9.96, "1.0e1"), (0.000_123, "1.2e-4"),
    (0, "0.0"),
  ])
  func shortNumbers(_ value: Double, _ expected: String) {
    #expect(scientific(value) == expected)
  }

  @Test func theTableFitsEightyColumns() {
    let report = GradientReport(study: GradientStudy(), curves: Self.curves)
    _ = report.sentence
    var study = GradientStudy()
    (study.hiddenSize, study.steps, study.seeds) = (16, 60, 8)
    let table = GradientReport(study: study, curves: Self.curves).table
    #expect(table.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }
}
