import LSTMCore
import LSTMTraining
import Testing

@Suite struct DropoutTests {
  @Test("the share asked for is dropped and the mean stays, by other masks")
  func share() throws {
    let first = try masked(update: 0, layer: 0, stream: 0)
    #expect(abs(first.mean - 1) < 0.01)
    #expect(abs(first.filter { $0 == 0 }.count - 30_000) < 500)
    #expect(Set(first).count == 2)
    #expect(try masked(update: 0, layer: 0, stream: 0) == first)
    for other in [
      try masked(update: 1, layer: 0, stream: 0),
      try masked(update: 0, layer: 1, stream: 0),
      try masked(update: 0, layer: 0, stream: 16),
    ] {
      // Independent masks agree in 0.3² + 0.7² of the places.
      let same = zip(first, other).filter { $0 == $1 }.count
      #expect(abs(same - 58_000) < 700)
    }
  }

  @Test("no dropout where none is asked for")
  func none() {
    #expect(Dropout(share: 0, seed: 1, update: 0) == nil)
  }

  @Test(
    "the gradient is that of the loss through the same masks",
    arguments: [[10], [10, 7]])
  func gradient(hidden: [Int]) throws {
    let small = SmallModel(hidden: hidden)
    let at = try Dropped(small.reference, small, threads: 1)
    let length = Float.norm(at.gradient.values)
    #expect(length > 0.1)
    // L(w + εu) − L(w − εu) = 2ε·‖∂L/∂w‖ along u = ∂L/∂w / ‖∂L/∂w‖.
    let step = 0.02
    let losses = try [step, -step].map { step in
      var moved = small.reference
      let gradient = at.gradient.doublePrecision
      for name in moved.parameterNames {
        moved[name] = zip(moved[name], gradient[name])
          .map { $0 + step / length * $1 }
      }
      return try Dropped(moved, small, threads: 1).loss
    }
    let slope = (losses[0] - losses[1]) / (2 * step)
    #expect(abs(slope / length - 1) < 2e-3)
  }

  @Test("one thread and three give the same bits")
  func threads() throws {
    let small = SmallModel(hidden: [20, 9])
    #expect(
      try Dropped(small.reference, small, threads: 1).gradient
        == Dropped(small.reference, small, threads: 3).gradient)
  }

  @Test("what was trained with dropout is used whole")
  func evaluation() throws {
    let corpus = try #require(TrainerTests.corpus)
    var settings = TrainerTests.settings
    settings.dropout = 0.2
    let trainer = try Trainer(FastGradients(settings: settings, corpus: corpus))
    let result = try trainer.run()
    let exact = result.model.loss(
      over: corpus.symbols[corpus.test].map(Int.init))
    #expect(abs(try #require(result.testLoss) - exact) < 1e-5)
    // A text as simple as this is learnt, and better than it was trained.
    #expect(exact < 0.3)
    #expect(try #require(result.curve.last).training > 1.1 * exact)
  }

  @Test("stopped and resumed, the same bits as in one go")
  func resumes() throws {
    let corpus = try #require(TrainerTests.corpus)
    var settings = TrainerTests.settings
    (settings.dropout, settings.epochs) = (0.3, 2)
    let whole = try Trainer(FastGradients(settings: settings, corpus: corpus))
    _ = try whole.run()
    let first = try Trainer(FastGradients(settings: settings, corpus: corpus))
    _ = try first.run(shouldStop: { first.updatesDone == 31 })
    let second = try Trainer(
      FastGradients(settings: settings, corpus: corpus), resuming: first.state)
    _ = try second.run()
    #expect(second.state == whole.state)
  }

  @Test("a share of everything is refused", arguments: [-0.1, 1, .nan])
  func refused(share: Double) {
    var settings = TrainingSettings()
    settings.dropout = share
    #expect(throws: TrainingError.self) { try settings.validate() }
  }

  /// 100,000 ones through the masks of a share of 0.3.
  private func masked(
    update: Int, layer: Int, stream: Int
  ) throws -> [Float] {
    let dropout = try #require(Dropout(share: 0.3, seed: 7, update: update))
    var values = [Float](repeating: 1, count: 100_000)
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      let view = MatrixView(base, rows: 1_000, columns: 100)
      dropout.apply(to: view, into: view, layer: layer, stream: stream)
    }
    return values
  }
}

/// Loss and gradient of 35 windows of 8 steps with dropout.
private struct Dropped {
  var loss = 0.0
  var gradient: FloatModel

  init(_ model: Model, _ small: SmallModel, threads: Int) throws {
    let packed = try FloatModel(model)
    gradient = packed
    let step = BatchStep(
      layout: packed.layout, batch: 35, window: 8, loss: .every,
      threads: threads, dropsOut: true)
    var carried = CarriedState(layout: packed.layout, batch: 35)
    loss = step.gradient(
      of: packed, over: Batch(starts: (0..<35).map { 10 * $0 }),
      of: small.text, carried: &carried,
      dropout: Dropout(share: 0.3, seed: 7, update: 3), into: &gradient)
  }
}

extension [Float] {
  fileprivate var mean: Float { reduce(0, +) / Float(count) }
}
