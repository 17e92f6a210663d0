import Foundation
import LSTMCore
import LSTMTraining
import Testing

/// Optimiser and clipping against PyTorch's, in `Fixtures/charlm_adam.json`.
///
/// PyTorch's LSTM has two biases, and what acts is their sum. Both get the same
/// gradient and Adam moves each by the same step, so the sum moves by two steps
/// of one bias, and a norm counts the bias twice. `TwoBiases` does both here,
/// and everything else is the code under test.
@Suite struct AdamTests {
  @Test(
    "losses, norms and weights of five updates",
    arguments: [
      ("adam_last_step", LossPlacement.last, Double.infinity),
      ("adam_every_step", .every, .infinity),
      ("adam_every_step_clip_0.05", .every, 0.05),
    ])
  func fiveUpdates(name: String, loss: LossPlacement, clip: Double) throws {
    let golden = try GoldenRun(name)
    var training = try TwoBiases(golden, loss: loss, clip: clip)
    for update in 0..<5 {
      let (loss, norm) = training.update()
      #expect(abs(loss - golden.losses[update]) < 2e-5, "update \(update)")
      #expect(
        abs(norm / golden.norms[update] - 1) < 1e-3, "update \(update)")
    }
    let trained = training.model.doublePrecision
    for name in trained.parameterNames {
      #expect(
        relativeDifference(trained[name], golden.final[name]) < 1e-3, "\(name)")
    }
  }

  @Test("the first gradient", arguments: ["adam_last_step", "adam_every_step"])
  func firstGradient(name: String) throws {
    let golden = try GoldenRun(name)
    var training = try TwoBiases(
      golden, loss: name == "adam_last_step" ? .last : .every, clip: .infinity)
    _ = training.update()
    let gradient = training.gradient.doublePrecision
    for name in gradient.parameterNames {
      let expected = golden.firstGradient[name]
      #expect(relativeDifference(gradient[name], expected) < 1e-4, "\(name)")
    }
  }

  @Test("clipping scales a long gradient and leaves a short one alone")
  func clipping() {
    #expect(clippingScale(norm: 4, limit: 1) == 0.25)
    #expect(clippingScale(norm: 0.5, limit: 1) == 1)
  }

  @Test("one thread and three move the same weights by the same bits")
  func threads() {
    // More than one run, and a last one that fills no lanes.
    let gradient = (0..<70_003).map { Float($0 % 997 - 498) / 1_000 }
    func moved(threads: Int) -> [Float] {
      var weights = gradient.map { 1 - $0 }
      var adam = Adam<Float>(weights: weights.count)
      for rate in [0.01, 0.003] {
        adam.update(
          &weights, gradient: gradient, scale: 0.5, rate: rate,
          workers: Workers(threads: threads))
      }
      return weights
    }
    let (one, three) = (moved(threads: 1), moved(threads: 3))
    let isSame = one == three
    #expect(isSame)
    // Each went down its slope by the sum of the rates, the last one too.
    #expect(gradient[70_002] < 0)
    #expect(abs(one[70_002] - (1 - gradient[70_002]) - 0.013) < 1e-4)
  }

  /// With gradients of one value, m/(1 − β₁ᵗ) is that value and v/(1 − β₂ᵗ) its
  /// square, so that every step is the rate, whatever the value.
  @Test("a steady slope is gone down by the rate, in both precisions")
  func steadySlope() {
    func moved<Scalar: Weight>(_ slope: Scalar) -> Double {
      var (weights, adam) = (
        [Scalar](repeating: 1, count: 3), Adam<Scalar>(weights: 3)
      )
      for _ in 0..<20 {
        adam.update(
          &weights, gradient: [slope, slope, 0], scale: 0.5, rate: 0.01)
      }
      #expect(weights[0] == weights[1] && weights[2] == 1)
      #expect(adam.count == 20)
      return Double(1 - weights[0])
    }
    for slope in [3.0, -0.02] {
      let way = slope > 0 ? 0.2 : -0.2
      #expect(abs(moved(slope) - way) < 1e-6)
      #expect(abs(moved(Float(slope)) - way) < 1e-5)
    }
  }
}

/// Training by the code under test, as a model with two biases would.
private struct TwoBiases {
  var model: FloatModel
  var gradient: FloatModel
  private var optimiser: Adam<Float>
  private let step: BatchStep
  private let golden: GoldenRun
  private let clip: Double

  init(_ golden: GoldenRun, loss: LossPlacement, clip: Double) throws {
    (self.golden, self.clip) = (golden, clip)
    model = try FloatModel(golden.start)
    gradient = model
    optimiser = Adam(weights: model.values.count)
    step = BatchStep(
      layout: model.layout, batch: 4, window: 9, loss: loss, threads: 2)
  }

  mutating func update() -> (loss: Double, norm: Double) {
    var carried = CarriedState(layout: model.layout, batch: 4)
    let loss = step.gradient(
      of: model, over: Batch(starts: [0, 10, 20, 30]), of: golden.text,
      carried: &carried, into: &gradient)
    let bias = gradient.doublePrecision.biases.reduce(0) { $0 + $1 * $1 }
    let length = Float.norm(gradient.values)
    let norm = (length * length + bias).squareRoot()
    let before = model.doublePrecision
    optimiser.update(
      &model.values, gradient: gradient.values,
      scale: clippingScale(norm: norm, limit: clip), rate: 0.01)
    moveBiasesAgain(from: before)
    return (loss, norm)
  }

  private mutating func moveBiasesAgain(from before: Model) {
    var moved = model.doublePrecision
    for name in moved.parameterNames where name.hasSuffix(".bias") {
      moved[name] = zip(moved[name], before[name]).map { 2 * $0 - $1 }
    }
    if let twice = moved.onFastPath { model = twice }
  }
}

extension Model {
  /// Every bias of the layers.
  fileprivate var biases: [Double] {
    parameterNames.filter { $0.hasSuffix(".bias") }.flatMap { self[$0] }
  }
}
