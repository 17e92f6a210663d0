import Inspection
import LSTMCore
import Testing

/// Every cell of the family, quantity by quantity.
struct HeldStepTests {
  @Test(arguments: CellFamily.names)
  func aStepHeldAtNothingIsTheStepToTheBit(_ name: String) throws {
    let model = try smallModel(of: name)
    var state = model.stack.zeroState
    for symbol in randomIndices(12, of: model) {
      var x = model.reader(.symbol(symbol))
      for (k, layer) in model.stack.cells.enumerated() {
        let step = layer.step(x, from: state[k])
        #expect(
          layer.byEquations.step(x, from: state[k]) { $1 } == step)
        (state[k], x) = (step.state, step[.hidden])
      }
    }
  }

  @Test(arguments: CellFamily.names)
  func holdingEveryQuantityAtWhatItWasChangesNothing(
    _ name: String
  ) throws {
    let model = try smallModel(of: name)
    let inputs = randomIndices(9, of: model).map { model.reader(.symbol($0)) }
    let trace = model.stack.trace(over: inputs)
    for quantity in model.stack.cells[0].quantities {
      let patch = try Intervention(
        [Clamp(quantity, value: .recorded)], of: model.stack, donor: trace)
      #expect(model.stack.trace(over: inputs, under: patch) == trace)
    }
  }

  /// What is held at step 3 changes every later step, and nothing before.
  @Test(arguments: CellFamily.names)
  func whatIsHeldFlowsOn(_ name: String) throws {
    let model = try smallModel(of: name)
    let inputs = randomIndices(9, of: model).map { model.reader(.symbol($0)) }
    let trace = model.stack.trace(over: inputs)
    let shown = model.stack.cells[0].recorded
    for quantity in shown where quantity != .unprojected {
      let held = try Intervention(
        [
          Clamp(
            quantity, layer: 0, units: [1...1], steps: [3...3],
            value: .constant(0.77))
        ], of: model.stack)
      let after = model.stack.trace(over: inputs, under: held)
      #expect(Array(after.steps[..<3]) == Array(trace.steps[..<3]))
      #expect(after.steps[3][0][quantity][1] == 0.77)
      #expect(after.steps[3][1] != trace.steps[3][1], "\(quantity)")
    }
  }

  /// The replay, with other arithmetic, agrees to rounding; a wrong value is
  /// noticed, whichever it is.
  @Test(arguments: CellFamily.names)
  func aReplayFindsEveryError(_ name: String) throws {
    let model = try smallModel(of: name)
    let trace = model.trace(over: randomIndices(15, of: model))
    let check = ReplayCheck(Recording(trace, of: model.stack))
    #expect(check.largest < 2e-14)
    for quantity in model.stack.cells[0].quantities {
      var wrong = trace
      wrong.steps[8][1][quantity][0] += 1e-6
      #expect(ReplayCheck(Recording(wrong, of: model.stack)).largest > 1e-9)
    }
  }

  /// A GRU whose z is held at 1 keeps its h; an LSTM without a forget gate
  /// whose i is held at 0 keeps its C.
  @Test(arguments: [
    ("gru", Quantity.updateGate, 1.0, Quantity.hidden),
    ("gru-before", .updateGate, 1, .hidden),
    ("no-forget-gate", .inputGate, 0, .cell),
    ("coupled", .inputGate, 0, .cell), ("lstm-1997", .inputGate, 0, .cell),
  ])
  func theCarouselTurns(
    _ name: String, _ gate: Quantity, _ value: Double, _ memory: Quantity
  ) throws {
    let model = try smallModel(of: name)
    let inputs = randomIndices(9, of: model).map { model.reader(.symbol($0)) }
    let held = try Intervention(
      [Clamp(gate, layer: 0, steps: [4...Int.max], value: .constant(value))],
      of: model.stack)
    let after = model.stack.trace(over: inputs, under: held)
    for t in 4..<9 {
      let (now, then) = (after.steps[t][0][memory], after.steps[3][0][memory])
      #expect(now == then)
    }
  }
}
