import Foundation
import LSTMCore
import LSTMTraining
import Testing

@Suite struct RowGradientsTests {
  /// A sine wave of period 20 and a column that the model may ignore.
  private func wave(_ count: Int) -> Series {
    Series(
      columns: ["wave", "one"],
      rows: (0..<count).map { [3 + 2 * sin(0.1 * .pi * Double($0)), 1] })
  }

  @Test("a wave is learnt far better than by staying as it is")
  func aWave() throws {
    let corpus = try SeriesCorpus(wave(400), predicting: ["wave"])
    var settings = RowGradients.defaults
    (settings.hidden, settings.epochs) = (8, 15)
    let trainer = try Trainer(
      RowGradients(settings: settings, corpora: [corpus]))
    let result = try trainer.run()
    let score = try #require(
      SeriesScore.scores(of: result.model, on: corpus, in: corpus.test).first)
    #expect(score.error < 0.2 * score.baseline)
    #expect(result.model.reader.columns == ["wave", "one"])
    // A column that never changes is not scaled to infinity.
    guard case .rows(_, let scaling) = result.model.reader else {
      Issue.record("a model that reads no rows")
      return
    }
    #expect(scaling.scale[1] == 1)
    // The persistence of 2 sin over a step: 2·√2·sin(π/20), squared and meant.
    #expect(abs(score.baseline - 2 * 2.0.squareRoot() * sin(.pi / 20)) < 0.02)
  }

  @Test("the same seed gives the same weights on any number of threads")
  func determinism() throws {
    let corpus = try SeriesCorpus(wave(100), ahead: 2)
    func weights(threads: Int, seed: UInt64 = 1) throws -> [Double] {
      var settings = RowGradients.defaults
      (settings.hidden, settings.epochs, settings.batch) = (3, 2, 4)
      (settings.threads, settings.seed) = (threads, seed)
      settings.cell = "gru"
      return try Trainer(
        RowGradients(settings: settings, corpora: [corpus])
      ).run().model.weights
    }
    #expect(try weights(threads: 1) == weights(threads: 3))
    #expect(try weights(threads: 1) != weights(threads: 1, seed: 2))
  }

  @Test("through a file, the same bits as in one go")
  func resumes() throws {
    let corpus = try SeriesCorpus(wave(100), predicting: ["wave"])
    var settings = RowGradients.defaults
    (settings.hidden, settings.epochs, settings.batch) = (3, 3, 2)
    let source = try RowGradients(settings: settings, corpora: [corpus])
    let whole = try Trainer(source)
    _ = try whole.run()
    let first = try Trainer(source)
    let stopped = try first.run(shouldStop: { first.updatesDone == 17 })
    #expect(stopped.ending == .interrupted && stopped.testLoss == nil)
    let saved = try Checkpoint.load(
      bytes: Checkpoint.encode(first, corpusSHA256: corpus.sha256))
    let second = try Trainer(source, resuming: saved.state(for: source))
    let result = try second.run()
    #expect(second.state == whole.state && result.epochs == 3)
  }

  @Test("from a model, rows are scaled as that model scales them")
  func fromModel() throws {
    let first = try SeriesCorpus(wave(100), predicting: ["wave"])
    var settings = RowGradients.defaults
    (settings.hidden, settings.epochs, settings.batch) = (3, 1, 2)
    let model = try Trainer(
      RowGradients(settings: settings, corpora: [first])
    ).run().model
    var other = wave(100)
    other.rows = other.rows.map { [10 * $0[0], $0[1]] }
    let corpus = try SeriesCorpus(other, predicting: ["wave"])
    let source = try RowGradients(
      settings: settings, corpora: [corpus], scaling: RowScaling(of: model))
    let trainer = try Trainer(source, from: model)
    _ = try trainer.run(shouldStop: { true })
    #expect(RowScaling(of: trainer.model) == RowScaling(of: model))
    let saved = try Checkpoint.load(
      bytes: Checkpoint.encode(trainer, corpusSHA256: ""))
    #expect(saved.scaling == RowScaling(of: model))
  }

  @Test("what is learnt from is known again by its names and numbers")
  func identity() throws {
    let corpus = try SeriesCorpus(wave(100), predicting: ["wave"])
    #expect(
      try SeriesCorpus(wave(100), predicting: ["wave"]).sha256 == corpus.sha256)
    for other in [
      try SeriesCorpus(wave(101), predicting: ["wave"]),
      try SeriesCorpus(wave(100), predicting: ["one"]),
      try SeriesCorpus(wave(100)),
      try SeriesCorpus(wave(100), predicting: ["wave"], ahead: 2),
    ] {
      #expect(other.sha256 != corpus.sha256)
    }
  }

  @Test("targets are the rows that lie ahead, and are not read with none")
  func division() throws {
    let series = Series(
      columns: ["a", "b"], rows: (0..<50).map { [Double($0), Double(-$0)] },
      labels: (0..<50).map { "r\($0)" })
    let ahead = try SeriesCorpus(series, predicting: ["b"], ahead: 3)
    #expect(ahead.count == 47 && ahead.inputs.columns == ["a", "b"])
    #expect(ahead.targets.rows[10] == [-13])
    #expect(ahead.inputs.rows[10] == [10, -10])
    #expect(ahead.training.upperBound == ahead.validation.lowerBound)
    #expect(ahead.test.upperBound == 47)
    let same = try SeriesCorpus(series, predicting: ["b"], ahead: 0)
    #expect(same.inputs.columns == ["a"] && same.targets.rows[7] == [-7])
    #expect(throws: SeriesCorpusError.nothingToRead) {
      try SeriesCorpus(series, ahead: 0)
    }
    #expect(throws: SeriesCorpusError.noTarget("c", known: ["a", "b"])) {
      try SeriesCorpus(series, predicting: ["c"])
    }
    #expect(throws: SeriesCorpusError.tooShort(rows: 50, needed: 60)) {
      try SeriesCorpus(series, ahead: 40)
    }
  }

  @Test(
    "the gradient is that of finite differences", arguments: ["lstm", "gru"])
  func gradient(cell: String) throws {
    let kind = try #require(CellFamily[cell])
    var generator = SplitMix64(seed: 4)
    let layer = kind.layer(
      inputs: 2, units: 3, forgetBias: 1, using: &generator)
    var model = Model(
      reader: .rows(columns: ["a", "b"], scaling: Scaling(none: 2)),
      stack: Stack([layer]),
      readout: Readout(
        weights: Matrix(
          rows: 1, columns: 3, Vector(normal: 3, using: &generator).elements),
        bias: [0.25],
        .numbers(
          Readout.Targets(names: ["a"], ahead: 1, scaling: Scaling(none: 1)))))
    let inputs = (0..<6).map { _ in
      Datum.row(Vector(normal: 2, using: &generator))
    }
    let targets = (0..<6).map { _ in
      Datum.row(Vector(normal: 1, using: &generator))
    }
    let gradient = model.gradient(over: inputs, targets: targets).model.weights
    let weights = model.weights
    for k in weights.indices {
      func loss(_ shift: Double) -> Double {
        var moved = weights
        moved[k] += shift
        model.weights = moved
        return model.gradient(over: inputs, targets: targets).loss
      }
      let slope = (loss(1e-5) - loss(-1e-5)) / 2e-5
      #expect(abs(slope - gradient[k]) < 1e-8, "weight \(k)")
    }
  }
}
