import Inspection
import LSTMCore
import Testing

struct ForecastTests {
  /// A model whose h is a known function of what it read last: gates open or
  /// shut by their biases, so that h = tanh(tanh(x)) and what is said is
  /// `weight`·h + `bias`.
  private static func model(
    ahead: Int, weight: Double = 1, bias: Double = 0, reads: String = "y",
    says: String = "y"
  ) -> Model {
    var generator = SplitMix64(seed: 1)
    var cell = CellForm(CellFamily.lstm).layer(
      inputSize: 1, hiddenSize: 1, forgetBias: 0, using: &generator)
    for name in cell.definition.parameterNames {
      cell[name] = cell[name].map { _ in 0 }
    }
    cell["forgetGate.bias"] = [-1e3]
    cell["inputGate.bias"] = [1e3]
    cell["outputGate.bias"] = [1e3]
    cell["candidate.input"] = [1]
    return Model(
      reader: .rows(columns: [reads], scaling: Scaling(none: 1)),
      stack: Stack([cell]),
      readout: Readout(
        weights: Matrix(rows: 1, columns: 1, [weight]), bias: [bias],
        .numbers(
          Readout.Targets(
            names: [says], ahead: ahead, scaling: Scaling(none: 1)))))
  }

  private static func series(_ values: [Double]) -> Series {
    Series(columns: ["y"], rows: values.map { [$0] })
  }

  private static func said(_ x: Double) -> Double {
    // tanh from its definition, to owe the code nothing.
    func hyperbolic(_ x: Double) -> Double {
      var (power, sum) = (1.0, 0.0)
      for k in 0..<60 {
        sum += power
        power *= 2 * x / Double(k + 1)
      }
      return (sum - 1) / (sum + 1)
    }
    return hyperbolic(hyperbolic(x))
  }

  @Test func whatIsNotKnownIsWhatWasSaid() throws {
    let forecast = try Forecast(
      of: Self.model(ahead: 1), over: Self.series([0.3, 0.9, 0.5]), steps: 3,
      heldOutFrom: 3)
    var (x, expected) = (0.5, [Double]())
    for _ in 0..<3 {
      x = Self.said(x)
      expected.append(x)
    }
    for (row, value) in zip(forecast.rows, expected) {
      #expect(abs(row[0] - value) < 1e-9)
    }
    #expect(forecast.fan(0, target: 0).isEmpty)
  }

  @Test func theRowsAheadAreSaidByTheLastOnesRead() throws {
    let forecast = try Forecast(
      of: Self.model(ahead: 2), over: Self.series([0.3, 0.9, 0.5]), steps: 5,
      heldOutFrom: 3)
    let (a, b) = (Self.said(0.9), Self.said(0.5))
    let expected = [a, b, Self.said(a), Self.said(b), Self.said(Self.said(a))]
    for (row, value) in zip(forecast.rows, expected) {
      #expect(abs(row[0] - value) < 1e-9)
    }
  }

  @Test func theFanIsOfWhatCameLessWhatWasSaid() throws {
    // It says 0 whatever it reads, so what came is what is left.
    let values = (0..<50).map { Double($0 * 7 % 11) / 10 }
    let forecast = try Forecast(
      of: Self.model(ahead: 1, weight: 0), over: Self.series(values), steps: 2,
      heldOutFrom: 29)
    // Starts at rows 29 … 48; two steps on there is one fewer.
    #expect(forecast.origins == [20, 19])
    let came = values[30...49].sorted()
    let fan = forecast.fan(0, target: 0)
    // 0.05 and 0.25 of the 19 steps from the first to the last.
    let low: Double = came[0] + 0.95 * (came[1] - came[0])
    let quarter: Double = came[4] + 0.75 * (came[5] - came[4])
    #expect(abs(fan[0] - low) < 1e-12)
    #expect(abs(fan[1] - quarter) < 1e-12)
    let root = (came.reduce(0) { $0 + $1 * $1 } / 20).squareRoot()
    #expect(abs(forecast.errors[0].model[0] - root) < 1e-12)
    let apart = (29...48).map { values[$0 + 1] - values[$0] }
    let stay = (apart.reduce(0) { $0 + $1 * $1 } / 20).squareRoot()
    #expect(abs(forecast.errors[0].persistence[0] - stay) < 1e-12)
  }

  @Test func theFanOfTheFirstHalfIsScoredOnTheSecond() throws {
    // It says 0, so the first starts leave 0 … 19 in some order; of the later
    // ones 0 … 19 too, but for one that lies far outside.
    var values = [0.0] + (0..<20).map { Double($0 * 7 % 20) }
    values += (0..<19).map { Double($0 * 3 % 20) } + [100]
    let forecast = try Forecast(
      of: Self.model(ahead: 1, weight: 0), over: Self.series(values), steps: 1,
      heldOutFrom: 0)
    let score = try #require(forecast.scores[0][0]?.model)
    let quantiles = [0.95, 4.75, 14.25, 18.05]
    let later = values[21...]
    var sum = 0.0
    for (share, quantile) in zip([0.05, 0.25, 0.75, 0.95], quantiles) {
      for came in later {
        sum +=
          came > quantile
          ? share * (came - quantile) : (1 - share) * (quantile - came)
      }
    }
    #expect(abs(score.pinball - sum / 80) < 1e-12)
    let held = later.count { $0 >= 0.95 && $0 <= 18.05 }
    #expect(score.held == Double(held) / 20)
    #expect(held < 20)
  }

  @Test func tooFewStartsHaveNoScore() throws {
    let forecast = try Forecast(
      of: Self.model(ahead: 1), over: Self.series((0..<20).map(Double.init)),
      steps: 1, heldOutFrom: 0)
    #expect(forecast.origins == [19])
    #expect(forecast.scores[0][0] == nil)
  }

  /// Reads y_t − y_{t−1}, says what is added to y_t: by hand, with the first
  /// change 0.
  @Test func changesAreUndone() throws {
    let forecast = try Forecast(
      of: Self.model(ahead: 1, reads: "Δy", says: "Δy"),
      over: Self.series([0.3, 0.9, 0.5]), steps: 2, heldOutFrom: 3)
    let change = Self.said(-0.4)
    let expected = [0.5 + change, 0.5 + change + Self.said(change)]
    for (row, value) in zip(forecast.rows, expected) {
      #expect(abs(row[0] - value) < 1e-9)
    }
  }

  @Test func changesOverSeveralRowsAreUndone() throws {
    let forecast = try Forecast(
      of: Self.model(ahead: 2, reads: "Δy", says: "Δ2 y"),
      over: Self.series([0.3, 0.9, 0.5]), steps: 3, heldOutFrom: 3)
    let (a, b) = (0.9 + Self.said(0.6), 0.5 + Self.said(-0.4))
    let expected = [a, b, a + Self.said(a - 0.5)]
    for (row, value) in zip(forecast.rows, expected) {
      #expect(abs(row[0] - value) < 1e-9)
    }
    #expect(throws: ForecastError.startsLater(["y"])) {
      try Forecast(
        of: Self.model(ahead: 3, says: "Δ2 y"),
        over: Self.series([1, 2, 3]), steps: 1, heldOutFrom: 1)
    }
  }

  @Test func whatCannotGoOnIsRefused() {
    let two = Series(columns: ["y", "z"], rows: [[1, 2]])
    #expect(throws: ForecastError.notAhead) {
      try Forecast(
        of: Self.model(ahead: 0), over: Self.series([1]), steps: 1,
        heldOutFrom: 1)
    }
    #expect(throws: ForecastError.readsMore(["z"])) {
      try Forecast(
        of: Self.model(ahead: 1, reads: "z"), over: two, steps: 1,
        heldOutFrom: 1)
    }
    #expect(throws: ForecastError.tooShort(rows: 1, needed: 2)) {
      try Forecast(
        of: Self.model(ahead: 2), over: Self.series([1]), steps: 1,
        heldOutFrom: 1)
    }
  }
}
