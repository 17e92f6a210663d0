import Inspection
import LSTMCore
import LSTMTraining
import Testing

struct AblationTests {
  private let model = smallModel(hidden: [6, 5])

  /// Silencing by weights is holding h at 0, or at a mean, from outside.
  @Test func silencedWeightsAreHeldValues() throws {
    let indices = randomIndices(60, of: model)
    for layer in 0...1 {
      let held = try Intervention(
        [Clamp(parsing: "l\(layer).h[3]=0")], of: model.stack)
      let expected = model.loss(over: indices, under: held)
      let silenced = try model.silencing(3, layer: layer)
      #expect(abs(silenced.loss(over: indices) - expected) < 1e-12)
      // At another value, all but the very first step agree.
      let at = try Intervention(
        [Clamp(parsing: "l\(layer).h[3]=0.4")], of: model.stack)
      let start = model.stack.zeroState.enumerated().map { k, state in
        var state = state
        if k == layer { state.hidden[3] = 0.4 }
        return state
      }
      let other = try model.silencing(3, layer: layer, at: 0.4)
      let inputs = indices.map { model.reader(.symbol($0)) }
      let trace = other.stack.trace(over: inputs)
      var state = start
      for (t, x) in inputs.enumerated() {
        let step = model.stack.step(x, from: state, at: t, under: at)
        state = step.map(\.state)
        let (a, b) = (step[1][.cell], trace.steps[t][1][.cell])
        #expect((a - b).norm < 1e-12)
      }
    }
  }

  @Test func theEffectIsTheChangeOfLoss() throws {
    let indices = randomIndices(300, of: model)
    let even = TextLabel(
      "even", "", kind: .given, values: .flags(indices.map { $0 % 2 == 0 }))
    let (whole, effects) = try Ablation(layer: 0).run(
      model, over: LongSequence(indices.map(UInt16.init)), labels: [even],
      units: [1, 4])
    #expect(abs(whole.overall - model.loss(over: indices)) < 1e-5)
    #expect(effects.map(\.unit) == [1, 4])
    for effect in effects {
      let silenced = try model.silencing(effect.unit, layer: 0)
      let expected = silenced.loss(over: indices) - model.loss(over: indices)
      #expect(abs(effect.overall - expected) < 1e-5)
      let rise =
        evenLoss(silenced, indices) - evenLoss(model, indices)
      #expect(abs((effect.byLabel[0] ?? 0) - rise) < 1e-5)
    }
  }

  private func evenLoss(_ model: Model, _ indices: [Int]) -> Double {
    let prices = zip(
      model.steps(over: indices.dropLast().map(Datum.symbol)),
      indices.dropFirst()
    )
    .compactMap { step, target in
      target % 2 == 0
        ? crossEntropy(model.logits(after: step[1][.hidden]), target: target)
        : nil
    }
    return prices.reduce(0, +) / Double(prices.count)
  }

  @Test func whatIsNotThereIsNamed() {
    #expect(throws: InspectionError.noUnit(6, layer: 0, count: 6)) {
      try Ablation(layer: 0).run(
        model, over: LongSequence([1, 2, 3]), labels: [], units: [6])
    }
    #expect(throws: InspectionError.self) {
      try Ablation(layer: 0).run(model, over: LongSequence([1]), labels: [])
    }
  }
}
