import Foundation
import LSTMCore
import LSTMTraining
import Testing

@Suite struct TrainerTests {
  static let corpus = try? Corpus(
    String(repeating: "the cat sat on the mat. ", count: 200))

  static var settings: TrainingSettings {
    var settings = TrainingSettings()
    (settings.hidden, settings.embedding, settings.epochs) = (16, 8, 6)
    (settings.batch, settings.window) = (8, 20)
    settings.learningRate = 0.02
    return settings
  }

  @Test("a repetitive text is learnt, from ln V on")
  func learns() throws {
    let corpus = try #require(Self.corpus)
    let trainer = try Trainer(
      FastGradients(settings: Self.settings, corpus: corpus))
    var reports: [TrainingProgress] = []
    let result = try trainer.run { reports.append($0) }
    let first = try #require(reports.first)
    #expect(abs(first.loss - log(Double(corpus.vocabulary.count))) < 0.3)
    guard case .finished = result.ending else {
      Issue.record("\(result.ending)")
      return
    }
    let test = try #require(result.testLoss)
    #expect(test < 0.1)
    #expect(result.curve.map(\.epoch) == [1, 2, 3, 4, 5, 6])
    #expect(reports.count == 6 * trainer.source.updatesPerEpoch)
    #expect(reports.compactMap(\.validationLoss).count == 6)
    let exact = result.model.loss(
      over: corpus.symbols[corpus.test].map(Int.init))
    #expect(abs(test - exact) < 1e-5)
  }

  @Test("every cell of the fast path learns it", arguments: FastCell.allCases)
  func everyCellLearns(cell: FastCell) throws {
    var settings = Self.settings
    (settings.cell, settings.epochs) = (cell.rawValue, 4)
    let result = try Trainer(
      FastGradients(settings: settings, corpus: try #require(Self.corpus))
    ).run()
    #expect(try #require(result.testLoss) < 0.4)
    #expect(result.model.stack.cells[0].definition.name == cell.rawValue)
  }

  @Test("a cell without a fast path is refused by name")
  func unsupportedCell() throws {
    var settings = Self.settings
    settings.cell = "gamma"
    let corpus = try #require(Self.corpus)
    #expect(throws: TrainingError.unsupportedCell("gamma")) {
      try Trainer(FastGradients(settings: settings, corpus: corpus))
    }
  }

  @Test("the loss on the last step alone")
  func learnsFromLastStep() throws {
    let corpus = try #require(Self.corpus)
    var settings = Self.settings
    (settings.loss, settings.stride, settings.epochs) = (.last, 1, 2)
    let trainer = try Trainer(FastGradients(settings: settings, corpus: corpus))
    var losses: [Double] = []
    _ = try trainer.run { losses.append($0.loss) }
    #expect(losses[losses.count - 1] < 0.5)
  }

  @Test("stopped and resumed, the same bits as in one go")
  func resumes() throws {
    let corpus = try #require(Self.corpus)
    let whole = try Trainer(
      FastGradients(settings: Self.settings, corpus: corpus))
    _ = try whole.run()
    let first = try Trainer(
      FastGradients(settings: Self.settings, corpus: corpus))
    var updates = 0
    let stopped = try first.run(shouldStop: {
      updates += 1
      return updates == 37
    })
    guard case .interrupted = stopped.ending else {
      Issue.record("\(stopped.ending)")
      return
    }
    let second = try Trainer(
      FastGradients(settings: Self.settings, corpus: corpus),
      resuming: first.state)
    _ = try second.run()
    #expect(second.state == whole.state)
  }

  @Test("a report's loss is the mean of the epoch so far")
  func meanLoss() throws {
    let corpus = try #require(Self.corpus)
    var settings = Self.settings
    settings.epochs = 2
    let trainer = try Trainer(
      FastGradients(settings: settings, corpus: corpus))
    var (sum, ends) = (0.0, [Double]())
    let result = try trainer.run { report in
      // The report that ends an epoch is that of its last update.
      sum += report.latestLoss
      #expect(abs(report.loss - sum / Double(report.update)) < 1e-12)
      if report.endsEpoch {
        ends.append(report.loss)
        sum = 0
      }
    }
    #expect(ends == result.curve.map(\.training))
  }

  @Test("from a model, it does not come out worse than it went in")
  func fromModel() throws {
    let corpus = try #require(Self.corpus)
    let model = try Trainer(
      FastGradients(settings: Self.settings, corpus: corpus)
    ).run().model
    var settings = Self.settings
    (settings.epochs, settings.learningRate, settings.seed) = (1, 0.2, 9)
    let source = try FastGradients(settings: settings, corpus: corpus)
    let spoiled = try Trainer(source, from: model)
    let result = try spoiled.run()
    let before = try #require(
      source.loss(of: source.weights(of: model), on: .validation))
    #expect(try #require(result.curve[0].validation) > before)
    #expect(result.model.weights == model.weights)
    #expect(spoiled.model.weights != model.weights)
  }

  @Test("more epochs of a finished model go on where its rate would be")
  func moreEpochs() throws {
    let corpus = try #require(Self.corpus)
    var settings = Self.settings
    settings.epochs = 2
    let model = try Trainer(
      FastGradients(settings: settings, corpus: corpus)
    ).run().model
    settings.epochs = 4
    let source = try FastGradients(settings: settings, corpus: corpus)
    let trainer = try Trainer(source, from: model, epochs: 2)
    #expect(trainer.updatesDone == 2 * source.updatesPerEpoch)
    var first: TrainingProgress?
    let result = try trainer.run { first = first ?? $0 }
    let schedule = LearningRateSchedule(
      highest: settings.learningRate, updates: 4 * source.updatesPerEpoch)
    #expect(first?.rate == schedule.rate(at: 2 * source.updatesPerEpoch))
    #expect(result.curve.map(\.epoch) == [3, 4] && result.epochs == 4)
    #expect(throws: TrainingError.self) {
      try Trainer(source, from: model, epochs: 5)
    }
    var other = settings
    other.hidden = 17
    let wider = try FastGradients(settings: other, corpus: corpus)
    #expect(throws: TrainingError.self) { try Trainer(wider, from: model) }
  }

  @Test("a loss that is not a number stops with the update and advice")
  func divergence() throws {
    let corpus = try #require(Self.corpus)
    var state = try Trainer(
      FastGradients(settings: Self.settings, corpus: corpus)
    ).state
    // An embedding of a character that occurs.
    state.weights[11] = .nan
    let trainer = try Trainer(
      FastGradients(settings: Self.settings, corpus: corpus), resuming: state)
    let error = #expect(throws: TrainingError.self) { _ = try trainer.run() }
    guard case .diverged(let update, let loss, _, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(update == 1 && loss.isNaN)
    #expect("\(String(describing: error))".contains("learning rate"))
  }

  @Test("a learning rate far too high is noticed, not only NaN")
  func explosion() throws {
    let corpus = try #require(Self.corpus)
    var settings = Self.settings
    (settings.learningRate, settings.clip, settings.epochs) = (50, 1e9, 60)
    let trainer = try Trainer(FastGradients(settings: settings, corpus: corpus))
    let error = #expect(throws: TrainingError.self) { _ = try trainer.run() }
    let text = "\(String(describing: error))"
    #expect(text.contains("update") && text.contains("norm"))
    #expect(text.contains("--learning-rate 12.5"), "\(text)")
  }

  @Test("training settles when validation gets no better")
  func patience() throws {
    var random = SplitMix64(seed: 5)
    // Nothing can be learnt of this, so validation only gets worse.
    let noise = (0..<6_000).map { _ in
      ["a", "b", "c", "d"].randomElement(using: &random) ?? "a"
    }.joined()
    var settings = Self.settings
    (settings.epochs, settings.patience) = (50, 2)
    settings.learningRate = 0.05
    let trainer = try Trainer(
      FastGradients(settings: settings, corpus: Corpus(noise)))
    let result = try trainer.run()
    guard case .settled = result.ending else {
      Issue.record("\(result.ending)")
      return
    }
    let validation = result.curve.compactMap(\.validation)
    let best = try #require(validation.min())
    #expect(validation.count < 50)
    #expect(validation.firstIndex(of: best) == validation.count - 3)
  }

  @Test("a text of which nothing is held out")
  func nothingHeldOut() throws {
    var settings = Self.settings
    (settings.holdsOut, settings.epochs) = (false, 2)
    let corpus = try Corpus(
      String(repeating: "abcabd", count: 60), holdsOut: false)
    let result = try Trainer(FastGradients(settings: settings, corpus: corpus))
      .run()
    #expect(result.testLoss == nil)
    #expect(result.curve.allSatisfy { $0.validation == nil })
  }

  @Test("settings and corpora that cannot work")
  func refusals() throws {
    let corpus = try #require(Self.corpus)
    var settings = Self.settings
    settings.hidden = 0
    #expect(throws: TrainingError.self) {
      try Trainer(FastGradients(settings: settings, corpus: corpus))
    }
    settings.hidden = 1_000_000
    #expect(throws: TrainingError.self) {
      try Trainer(FastGradients(settings: settings, corpus: corpus))
    }
    let short = try Corpus("too short")
    #expect(
      throws: TrainingError.textTooShort(characters: 7, needed: 161)
    ) {
      try Trainer(FastGradients(settings: Self.settings, corpus: short))
    }
  }
}
