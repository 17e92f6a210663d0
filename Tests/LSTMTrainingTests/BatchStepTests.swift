import LSTMCore
import LSTMTraining
import Testing

/// The fast path held to the reference.
@Suite struct BatchStepTests {
  static let models = [[10], [7], [10, 7], [16, 16]]

  @Test(
    "loss and every gradient, loss on every step", arguments: models,
    FastCell.allCases)
  func everyStep(hidden: [Int], cell: FastCell) throws {
    let small = SmallModel(hidden: hidden, cell: cell)
    let fast = try Fast(small, batch: 35, loss: .every)
    let slow = fast.windows.map { small.reference.gradient(over: $0) }
    expectEqual(fast, slow.map(\.loss), slow.map(\.model))
  }

  @Test(
    "loss and every gradient, loss on the last step", arguments: models,
    FastCell.allCases)
  func lastStep(hidden: [Int], cell: FastCell) throws {
    let small = SmallModel(hidden: hidden, cell: cell)
    let fast = try Fast(small, batch: 35, loss: .last)
    let slow = fast.windows.map { gradientOfLast(small.reference, $0) }
    expectEqual(fast, slow.map(\.loss), slow.map(\.model))
  }

  @Test(
    "a vocabulary larger than a batch, whose words change",
    arguments: FastCell.allCases, LossPlacement.allCases)
  func manySymbols(cell: FastCell, loss: LossPlacement) throws {
    let small = SmallModel(hidden: [10, 7], cell: cell, symbols: 60)
    let model = try FloatModel(small.reference)
    var gradient = model
    let step = BatchStep(
      layout: model.layout, batch: 4, window: 8, loss: loss, threads: 2)
    for first in [0, 200] {
      let starts = (0..<4).map { first + 10 * $0 }
      var carried = CarriedState(layout: model.layout, batch: 4)
      let mean = step.gradient(
        of: model, over: Batch(starts: starts), of: small.text,
        carried: &carried, into: &gradient)
      let slow = starts.map { start -> (loss: Double, model: Model) in
        let window = small.symbols(start..<start + 9)
        guard loss == .every else {
          return gradientOfLast(small.reference, window)
        }
        let whole = small.reference.gradient(over: window)
        return (whole.loss, whole.model)
      }
      expectMean(of: slow.map(\.model), in: gradient.doublePrecision)
      #expect(abs(mean - slow.map(\.loss).mean) < 1e-5)
    }
  }

  private func expectMean(of gradients: [Model], in fast: Model) {
    for name in fast.parameterNames {
      var mean = fast[name].map { _ in 0.0 }
      for gradient in gradients {
        for (k, value) in gradient[name].enumerated() {
          mean[k] += value / Double(gradients.count)
        }
      }
      #expect(relativeDifference(fast[name], mean) < 1e-4, "\(name)")
    }
  }

  @Test(
    "padding on the left is as if it were not there", arguments: models,
    FastCell.allCases)
  func padding(hidden: [Int], cell: FastCell) throws {
    let small = SmallModel(hidden: hidden, cell: cell)
    let model = try FloatModel(small.reference)
    var gradient = model
    var carried = CarriedState(layout: model.layout, batch: 4)
    let step = BatchStep(
      layout: model.layout, batch: 4, window: 8, loss: .last, threads: 1)
    // The second window begins before the text.
    let loss = step.gradient(
      of: model,
      over: Batch(starts: [20, -3, 40, 60], skipped: [5, 0, 0, 7]),
      of: small.text, carried: &carried, into: &gradient)
    let slow = [25..<29, 0..<6, 40..<49, 67..<69].map {
      gradientOfLast(small.reference, small.symbols($0))
    }
    #expect(abs(loss - slow.map(\.loss).mean) < 1e-5)
    expectMean(of: slow.map(\.model), in: gradient.doublePrecision)
  }

  @Test(
    "state carried over two windows gives the loss of one long one",
    arguments: FastCell.allCases)
  func carriedState(cell: FastCell) throws {
    let small = SmallModel(hidden: [10, 7], cell: cell)
    let model = try FloatModel(small.reference)
    var gradient = model
    var carried = CarriedState(layout: model.layout, batch: 3)
    let step = BatchStep(
      layout: model.layout, batch: 3, window: 8, loss: .every, threads: 1)
    let losses = [0, 8].map { start in
      step.gradient(
        of: model, over: Batch(starts: [start, 100 + start, 200 + start]),
        of: small.text, carried: &carried, into: &gradient)
    }
    let expected = [0, 100, 200].map {
      small.reference.loss(over: small.symbols($0..<$0 + 17))
    }
    #expect(abs(losses.mean - expected.mean) < 1e-5)
  }

  @Test(
    "one thread and three give the same bits after several updates",
    arguments: FastCell.allCases, [9, 600])
  func threads(cell: FastCell, symbols: Int) throws {
    let small = SmallModel(hidden: [20, 9], cell: cell, symbols: symbols)
    #expect(
      try Fast(small, batch: 35, loss: .every, threads: 1, updates: 6)
        .trained
        == Fast(small, batch: 35, loss: .every, threads: 3, updates: 6)
        .trained)
  }

  private func expectEqual(
    _ fast: Fast, _ losses: [Double], _ gradients: [Model]
  ) {
    #expect(abs(fast.loss - losses.mean) < 1e-5)
    expectMean(of: gradients, in: fast.gradient)
  }
}

/// One call of the fast path on windows of 8 steps, 10 characters apart.
private struct Fast {
  var windows: [[Int]]
  var loss = 0.0
  var gradient: Model
  var trained: FloatModel

  init(
    _ small: SmallModel, batch: Int, loss placement: LossPlacement,
    threads: Int = 2, updates: Int = 1
  ) throws {
    let starts = (0..<batch).map { 10 * $0 }
    windows = starts.map { small.symbols($0..<$0 + 9) }
    trained = try FloatModel(small.reference)
    var (packed, adam) = (trained, Adam<Float>(weights: trained.values.count))
    let step = BatchStep(
      layout: trained.layout, batch: batch, window: 8, loss: placement,
      threads: threads)
    for _ in 0..<updates {
      var carried = CarriedState(layout: trained.layout, batch: batch)
      loss = step.gradient(
        of: trained, over: Batch(starts: starts), of: small.text,
        carried: &carried, into: &packed)
      adam.update(
        &trained.values, gradient: packed.values, scale: 1, rate: 0.01)
    }
    gradient = packed.doublePrecision
  }
}

/// The reference's gradient of the last prediction alone: the stack's
/// back-propagation from one output gradient.
private func gradientOfLast(
  _ model: Model, _ window: [Int]
) -> (loss: Double, model: Model) {
  let read = Array(window.dropLast())
  let trace = model.trace(over: read)
  let target = window[read.count]
  let hidden = trace.steps[read.count - 1][model.stack.cells.count - 1][
    .hidden]
  let logits = model.logits(after: hidden)
  var d = model.zeros
  var dLogits = softmax(logits)
  dLogits[target] -= 1
  d.readout?.weights.addOuterProduct(dLogits, hidden)
  d.readout?.bias += dLogits
  var outputs = read.map { _ in Vector(zeros: hidden.count) }
  model.readout?.weights.multiplyTransposed(
    dLogits, addingInto: &outputs[read.count - 1])
  let below = model.stack.backpropagate(through: trace, outputs: outputs)
  d.stack = below.stack
  for (symbol, dInput) in zip(read, below.activations.inputs) {
    d.reader.embedding[row: symbol] =
      d.reader.embedding[row: symbol] + dInput
  }
  return (crossEntropy(logits, target: target), d)
}

extension [Double] {
  fileprivate var mean: Double { reduce(0, +) / Double(count) }
}
