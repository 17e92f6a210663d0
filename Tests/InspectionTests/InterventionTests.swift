import Inspection
import LSTMCore
import Testing

struct InterventionTests {
  private let model = smallModel(hidden: [7, 5])
  private let inputs: [Vector]
  private let trace: Trace

  init() {
    let model = smallModel(hidden: [7, 5])
    inputs = randomIndices(15, of: model).map { model.reader(.symbol($0)) }
    trace = model.stack.trace(over: inputs)
  }

  /// Holding any value at what it was changes nothing, to the bit.
  @Test(arguments: CellFamily.lstm.quantities)
  func holdingAtWhatItWasChangesNothing(_ quantity: Quantity) throws {
    for layer in 0...1 {
      let clamps = (0..<15).flatMap { t in
        trace.steps[t][layer][quantity].elements.enumerated().map {
          Clamp(
            quantity, layer: layer, units: [$0...$0], steps: [t...t],
            value: .constant($1))
        }
      }
      let held = try Intervention(clamps, of: model.stack)
      #expect(model.stack.trace(over: inputs, under: held) == trace)
    }
    let patch = try Intervention(
      [Clamp(quantity, value: .recorded)], of: model.stack, donor: trace)
    #expect(model.stack.trace(over: inputs, under: patch) == trace)
  }

  @Test func whatIsHeldFlowsThroughTheEquations() throws {
    let held = try Intervention(
      [Clamp(parsing: "l0.f[2]=1@4-"), Clamp(parsing: "l0.i[2]=0@4-")],
      of: model.stack)
    let after = model.stack.trace(over: inputs, under: held)
    #expect(Array(after.steps[..<4]) == Array(trace.steps[..<4]))
    // f = 1 and i = 0: the constant error carousel, C as it was.
    for t in 4..<15 {
      #expect(
        after.steps[t][0][.cell][2] == trace.steps[3][0][.cell][2])
    }
    let (step, before) = (after.steps[9], after.state(before: 9, layer: 1))
    let expected = model.stack.cells[1].step(
      step[0][.hidden], from: before)
    #expect(step[1] == expected)
    #expect(after.steps[14][1] != trace.steps[14][1])
  }

  /// Swapping in the whole state of another text leaves the rest of the run
  /// as that text would have gone on.
  @Test func patchingTheWholeStateMovesTheRunOver() throws {
    let other = model.stack.trace(over: Array(inputs.reversed()))
    let patch = try Intervention(
      [
        Clamp(parsing: "c@6", hasValue: false),
        Clamp(parsing: "h@6", hasValue: false),
      ], of: model.stack, donor: other)
    let after = model.stack.trace(over: inputs, under: patch)
    let expected = model.stack.trace(
      over: Array(inputs[7...]), from: other.steps[6].map(\.state))
    #expect(Array(after.steps[7...]) == expected.steps)
  }

  @Test func whatIsNotThereIsNamed() throws {
    for (text, error) in [
      ("c[7]=0", InspectionError.noUnit(7, layer: 0, count: 7)),
      ("l1.c[5]=0", .noUnit(5, layer: 1, count: 5)),
      ("l2.c=0", .noLayer(2, count: 2)),
    ] {
      #expect(throws: error) {
        try Intervention([Clamp(parsing: text)], of: model.stack)
      }
    }
    #expect(throws: InspectionError.noStep(15, count: 15)) {
      try Intervention(
        [Clamp(parsing: "c@15", hasValue: false)], of: model.stack,
        donor: trace)
    }
  }

  @Test func theEffectIsThatOfBothRuns() throws {
    let indices = randomIndices(10, of: model)
    let held = try Intervention([Clamp(parsing: "h=0@3-")], of: model.stack)
    let effect = InterventionEffect(held, on: recording(indices))
    let mean = try #require(effect.meanLoss)
    #expect(abs(mean.before - model.loss(over: indices)) < 1e-12)
    #expect(
      abs(mean.after - model.loss(over: indices, under: held)) < 1e-12)
    #expect(effect.divergences[..<3].allSatisfy { $0 == 0 })
    #expect(effect.divergences[3...].allSatisfy { $0 > 0 })
    #expect(
      effect.change.steps[5][1][.hidden]
        == Vector(zeros: 5) - effect.before.steps[5][1][.hidden])
  }

  private func recording(_ indices: [Int]) -> Recording {
    Recording(
      of: model,
      reading: .symbols(indices, labels: indices.map { _ in "a" }))
  }

  @Test func noInterventionIsTheRunItself() {
    let effect = InterventionEffect(.none, on: recording([1, 2, 3]))
    #expect(effect.before == effect.after)
    #expect(effect.text(continuations: nil).contains("not by a bit"))
  }
}
