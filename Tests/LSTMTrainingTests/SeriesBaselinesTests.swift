import Foundation
import LSTMCore
import LSTMTraining
import Testing

struct SeriesBaselinesTests {
  private static func corpus(
    _ values: [Double], ahead: Int = 1
  ) throws -> SeriesCorpus {
    try SeriesCorpus(
      Series(columns: ["y"], rows: values.map { [$0] }), ahead: ahead)
  }

  private static func error(
    _ name: String, _ corpus: SeriesCorpus
  ) throws -> Double {
    let scores = SeriesBaselines(corpus, target: 0, in: corpus.test).scores
    #expect(scores.map(\.error) == scores.map(\.error).sorted())
    return try #require(scores.first { $0.name.hasPrefix(name) }).error
  }

  @Test func aLineIsForDrift() throws {
    let corpus = try Self.corpus((0..<100).map { 3 * Double($0) }, ahead: 4)
    #expect(try Self.error("drift", corpus) < 1e-9)
    #expect(abs(try Self.error("persistence", corpus) - 12) < 1e-9)
    #expect(try Self.error("least squares", corpus) < 1e-3)
  }

  @Test func aRepetitionIsForTheSeason() throws {
    let wave: [Double] = [1, 5, 2, 8, 3, 0, 7]
    let corpus = try Self.corpus((0..<140).map { wave[$0 % 7] }, ahead: 9)
    #expect(try Self.error("seasonal naive, period 7", corpus) == 0)
    // Persistence is off by the difference of two phases.
    var squares = 0.0
    for t in 140 - 9 - 14..<140 - 9 {
      let apart = wave[(t + 9) % 7] - wave[t % 7]
      squares += apart * apart
    }
    let root = (squares / 14).squareRoot()
    #expect(corpus.test.count == 14)
    #expect(abs(try Self.error("persistence", corpus) - root) < 1e-9)
  }

  /// Noise moves the peak of an autocorrelation, and a trend its double: what has
  /// the least error in the training part is the day.
  @Test func aNoisySeasonKeepsItsPeriod() throws {
    var generator = SplitMix64(seed: 5)
    let values = (0..<1_200).map { t -> Double in
      let wave = 10 * sin(2 * Double.pi * Double(t) / 24)
      return wave + 0.01 * Double(t)
        + Double.random(in: -2...2, using: &generator)
    }
    let corpus = try Self.corpus(values)
    let scores = SeriesBaselines(corpus, target: 0, in: corpus.test).scores
    #expect(scores.contains { $0.name == "seasonal naive, period 24" })
  }

  @Test func aRecursionOfTwoRowsIsForLeastSquares() throws {
    var (y, generator) = ([0.3, -0.2], SplitMix64(seed: 1))
    for t in 2..<400 {
      let noise = Double.random(in: -1...1, using: &generator)
      let value: Double = 1.2 * y[t - 1] - 0.5 * y[t - 2] + noise
      y.append(value)
    }
    let corpus = try Self.corpus(y)
    // What is left is the noise, uniform with the deviation 1/√3.
    let least = try Self.error("least squares", corpus)
    #expect(abs(least - 0.577) < 0.1)
    #expect(try Self.error("mean", corpus) > 1.5 * least)
  }

  @Test func smoothingOfNoiseIsBetterThanTheLastValue() throws {
    var generator = SplitMix64(seed: 2)
    let corpus = try Self.corpus(
      (0..<600).map { _ in Double.random(in: -1...1, using: &generator) })
    let smooth = try Self.error("exponential smoothing", corpus)
    // √2 is what persistence pays more where nothing persists.
    #expect(smooth < 0.8 * (try Self.error("persistence", corpus)))
  }

  /// Where changes are learnt, what needs no network still sees the values.
  @Test func aChangeIsHeldAgainstWhatIsFittedToValues() throws {
    let y = (0..<120).map { Double($0 * $0 % 37) + Double($0) }
    let rows = y.indices.map { t in
      Vector([t < 1 ? 0 : y[t] - y[t - 1], t < 2 ? 0 : y[t] - y[t - 2]])
    }
    let values = Series(columns: ["y"], rows: y.map { [$0] })
    let changes = Series(columns: ["Δy", "Δ2 y"], rows: rows)
    let corpus = try SeriesCorpus(
      changes, predicting: ["Δ2 y"], reading: ["Δy"], ahead: 2,
      changing: values)
    let levels = try #require(corpus.levels)
    #expect(levels.count == corpus.count && levels.targets.columns == ["y"])
    for t in 0..<corpus.count {
      #expect(corpus.targets.rows[t][0] == y[t + 2] - y[t])
      #expect(levels.targets.rows[t][0] == y[t + 2])
    }
    let same = try SeriesCorpus(values, ahead: 2)
    #expect(
      try Self.error("least squares", levels)
        == Self.error("least squares", same))
    let other = try SeriesCorpus(
      changes, predicting: ["Δy"], ahead: 2, changing: values)
    #expect(other.levels == nil, "a change that starts later")
  }

  @Test func withoutTheTargetsOnlyMeanAndLeastSquaresAreLeft() throws {
    let rows = (0..<60).map {
      Vector([Double($0 % 5), Double($0 % 5) * 2 + 1])
    }
    let corpus = try SeriesCorpus(
      Series(columns: ["x", "y"], rows: rows), predicting: ["y"], ahead: 0)
    let scores = SeriesBaselines(corpus, target: 0, in: corpus.test).scores
    #expect(scores.count == 2)
    #expect(scores[0].error < 1e-3)
  }

  @Test func warningsAreSaidWhereTheyAreDue() throws {
    let line = try Self.corpus((0..<100).map { Double($0) })
    let outside = SeriesWarnings.outside(line, target: 0, in: line.test)
    #expect(outside?.hasPrefix("100% of the rows scored") == true)
    let latest = line.test.map { Double($0) }
    #expect(
      SeriesWarnings.delay(latest, line, target: 0, in: line.test) != nil)
    #expect(
      SeriesWarnings.delay(
        latest.map { $0 + 1 }, line, target: 0, in: line.test) == nil)
    let wave = try Self.corpus((0..<100).map { Double($0 % 7) })
    #expect(SeriesWarnings.outside(wave, target: 0, in: wave.test) == nil)
  }
}
