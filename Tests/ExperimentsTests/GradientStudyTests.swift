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
    let lstm = ["0", "1", "2", "3", "5", "chrono"].flatMap {
      ["lstm \($0) h", "lstm \($0) c"]
    }
    #expect(
      Self.curves.map {
        "\($0.subject.key) \($0.subject.forgetBias) \($0.quantity.key)"
      }
        == ["rnn-tanh-orthogonal  h"] + lstm
        + ["lstm-1997  h", "lstm-1997  c"])
    for curve in Self.curves {
      #expect(curve.median.count == 60)
      for lag in 0..<60 {
        #expect(curve.p10[lag] <= curve.median[lag])
        #expect(curve.median[lag] <= curve.p90[lag])
      }
    }
  }

  @Test("any cell of the family beside the rest", arguments: CellFamily.names)
  func anotherCell(_ name: String) throws {
    var study = GradientStudy()
    (study.hiddenSize, study.steps, study.seeds) = (6, 9, 2)
    let alone = study.run()
    study.cell = name
    let curves = study.run()
    #expect(Array(curves.dropLast(curves.count - alone.count)) == alone)
    let own = curves.filter { $0.subject == .member(name) }
    let cell = try #require(CellFamily[name])
    #expect(
      own.map(\.quantity)
        == (cell.quantities.contains(.cell) ? [.hidden, .cell] : [.hidden]))
    for curve in own {
      #expect(curve.median.count == 9 && curve.firstInvalidLag == nil)
    }
    let report = GradientReport(study: study, curves: curves)
    #expect(report.csv.contains("\n\(name),,h,0,"))
    #expect(report.table.contains("x \(name)"))
    #expect(
      report.table.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("a GRU of which nothing is updated keeps its error exactly")
  func gruThatKeeps() {
    // z = σ(50) = 1 to 2e−22 and r = 0: h′ = h, and so is ∂L/∂h.
    var cell = CellFamily.known("gru").layer(inputs: 3, units: 4)
    cell["updateGate.bias"] = [50, 50, 50, 50]
    cell["resetGate.bias"] = [-50, -50, -50, -50]
    let inputs = [Vector](repeating: [0.1, -0.2, 0.3], count: 20)
    let norms = cell.gradientNorms(
      through: Stack([cell]).trace(over: inputs), error: [1, 2, 2, 4])
    #expect(norms[.hidden]?.allSatisfy { abs($0 - 5) < 1e-12 } == true)
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
      .filter { Double($0.subject.forgetBias) != nil && $0.quantity == .cell }
      .map { $0.share(atLag: 50).median }
    #expect(shares.count == 5)
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func directPathFollowsTheBias() throws {
    // Inputs are small, so f is near σ(b_f) and Π f near its power.
    for curve in Self.curves where curve.quantity == .cell {
      let path = try #require(curve.directPath)
      guard let bias = Double(curve.subject.forgetBias) else { continue }
      let f = sigmoid([bias])[0]
      #expect(path[0] == 1)
      #expect((path[1] - f).magnitude < 0.03)
    }
  }

  /// Identity 1: the error of the carousel is the same at every lag, to the
  /// last bit, in each draw; and nothing of it is left in h.
  @Test func theCarouselKeepsItsErrorExactly() throws {
    for curve in Self.curves where curve.subject == .carousel {
      for draw in curve.draws {
        let rest = draw.dropFirst()
        #expect(draw[0] > 0)
        #expect(
          rest.allSatisfy { $0 == (curve.quantity == .cell ? draw[0] : 0) })
      }
      if curve.quantity == .cell {
        #expect(curve.directPath?.allSatisfy { $0 == 1 } == true)
      }
    }
  }

  @Test func aSecondNetworkHasTheNormToldAndChangesNoOther() throws {
    var study = GradientStudy()
    (study.hiddenSize, study.steps, study.seeds) = (6, 8, 2)
    let without = study.run()
    study.spectralNorm = 1.5
    let with = study.run()
    #expect(with.filter { $0.subject != .rnnOfNorm(1.5) } == without)
    let cell = GradientSample(of: study, seed: 1997).cell(.rnnOfNorm(1.5))
    let norm = cell[matrix: "hidden.recurrent"].spectralNorm
    #expect((norm - 1.5).magnitude < 1e-14)
  }

  /// Identity 18: where nothing reaches the gates but their biases, f + i = 1
  /// and f lies in [1/2, (T − 1)/T).
  @Test func chronoGatesOfAZeroNetAddUpToOne() {
    var generator = SplitMix64(seed: 4)
    var cell = LSTMCell(inputSize: 2, hiddenSize: 500)
    cell.setChronoBiases(longestLag: 100, using: &generator)
    let step = cell.step([0, 0], from: cell.zeroState)
    let (f, i) = (step[.forgetGate], step[.inputGate])
    for unit in 0..<500 {
      #expect((f[unit] + i[unit] - 1).magnitude < 1e-15)
      #expect(f[unit] >= 0.5 && f[unit] < 0.99)
    }
    #expect(f.elements.max() ?? 0 > 0.98 && f.elements.min() ?? 1 < 0.8)
  }

  @Test func whatIsNotANumberIsNamed() {
    var study = GradientStudy()
    (study.hiddenSize, study.steps, study.seeds) = (2, 3, 2)
    let curve = GradientCurve(
      .rnn(.orthogonal), .hidden, draws: [[1, .nan, 2], [1, 1, 2]])
    #expect(curve.median[1].isNaN && curve.median[2] == 2)
    let report = GradientReport(study: study, curves: [curve])
    #expect(report.invalid.count == 1)
    #expect(report.invalid.first?.contains("from lag 1") == true)
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
    #expect(report.csv.split(separator: "\n").count == 1 + 15)
    #expect(report.table.contains("vanilla RNN"))
  }

  @Test func theTableFitsEightyColumns() {
    var study = GradientStudy()
    (study.hiddenSize, study.steps, study.seeds) = (16, 60, 8)
    let table = GradientReport(study: study, curves: Self.curves).table
    #expect(table.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }
}
