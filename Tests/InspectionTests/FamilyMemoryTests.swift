import Inspection
import LSTMCore
import LSTMTraining
import Testing

/// Memory and arithmetic of cells other than the LSTM.
struct FamilyMemoryTests {
  private static let plain: Set<String> = ["rnn-tanh", "rnn-relu"]

  @Test(arguments: CellFamily.names)
  func everyMemoryIsTheSumOfItsWrites(_ name: String) throws {
    let model = try smallModel(of: name)
    let trace = model.trace(over: randomIndices(30, of: model))
    guard !Self.plain.contains(name) else {
      #expect(throws: InspectionError.self) {
        try CellMemory(
          Recording(trace, of: model.stack), step: 3, unit: 0)
      }
      return
    }
    for (step, layer) in [(0, 0), (29, 0), (29, 1)] {
      for unit in 0..<6 {
        let memory = try CellMemory(
          Recording(trace, of: model.stack), step: step, layer: layer,
          unit: unit)
        let recorded = trace.steps[step][layer][memory.quantity][unit]
        let size = memory.writes.reduce(1) { $0 + abs($1.share) }
        #expect(abs(memory.sum - recorded) < 1e-12 * size)
        let hasCell = model.stack.cells[0].quantities.contains(.cell)
        #expect(memory.quantity == (hasCell ? .cell : .hidden))
      }
    }
  }

  /// Units of a block of 1997 share its gates.
  @Test func blocksOfSeveralCellsAddUp() throws {
    var generator = SplitMix64(seed: 3)
    var cell = CellFamily.lstm1997.layer(
      CellSizes(inputs: 3, units: 6, blocks: 2))
    cell.flatWeights =
      Vector(normal: cell.parameterCount, using: &generator).elements
    let stack = Stack([cell])
    let inputs = (0..<12).map { _ in Vector(normal: 3, using: &generator) }
    let trace = stack.trace(over: inputs)
    for unit in 0..<6 {
      let memory = try CellMemory(
        Recording(trace, of: stack), step: 11, unit: unit)
      #expect(abs(memory.sum - trace.steps[11][0][.cell][unit]) < 1e-11)
      let worked = try WorkedStep(
        Recording(trace, of: stack), step: 11, unit: unit)
      #expect(
        abs((worked.hidden ?? .nan) - trace.steps[11][0][.hidden][unit]) < 1e-12
      )
    }
    let held = try Intervention([Clamp(parsing: "i[1]=0@4-")], of: stack)
    let after = stack.trace(over: inputs, under: held)
    for unit in 3..<6 {
      #expect(
        after.steps[11][0][.cell][unit] == trace.steps[3][0][.cell][unit])
    }
    #expect(throws: InspectionError.noUnit(2, layer: 0, count: 2)) {
      try Intervention([Clamp(parsing: "i[2]=0")], of: stack)
    }
  }

  /// Every unit of every cell is worked out, and agrees.
  @Test(arguments: CellFamily.names)
  func theArithmeticIsTheTraces(_ name: String) throws {
    let model = try smallModel(of: name)
    let trace = model.trace(over: randomIndices(12, of: model))
    for (step, layer) in [(0, 0), (7, 0), (11, 1)] {
      for unit in 0..<6 {
        let worked = try WorkedStep(
          Recording(trace, of: model.stack), step: step, layer: layer,
          unit: unit)
        let recorded = trace.steps[step][layer]
        for gate in worked.gates {
          let quantity = Quantity(rawValue: gate.quantity)
          #expect(
            abs(gate.value - recorded[quantity][unit])
              < 1e-12 * max(1, abs(gate.value)))
        }
        if unit < recorded[.hidden].count {
          #expect(worked.hidden == recorded[.hidden][unit])
        }
        for result in worked.results {
          let values = recorded[Quantity(rawValue: result.quantity)]
          #expect(abs(result.value - values[unit]) < 1e-12)
        }
        if let cell = worked.cell {
          #expect(abs(cell - recorded[.cell][unit]) < 1e-12)
        }
        #expect(
          worked.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
      }
    }
  }

  @Test func peepholesHaveTermsOfTheirOwn() throws {
    let model = try smallModel(of: "peephole")
    let trace = model.trace(over: randomIndices(5, of: model))
    let worked = try WorkedStep(
      Recording(trace, of: model.stack), step: 4, unit: 2)
    let cell = model.stack.cells[0]
    for (gate, source, weight) in [
      ("f", "C before", cell["forgetPeephole"][2]),
      ("i", "C before", cell["inputPeephole"][2]),
      ("o", "C", cell["outputPeephole"][2]),
    ] {
      let sum = try #require(worked.gates.first { $0.quantity == gate })
      let term = try #require(sum.terms.first { $0.source == source })
      #expect(term.weight == weight)
    }
  }

  @Test func columnsOfARowAreTermsOfTheirOwn() throws {
    let model = try smallModel(of: "lstm")
    let trace = model.trace(over: randomIndices(3, of: model))
    let worked = try WorkedStep(
      Recording(
        of: Model(
          reader: .rows(columns: [], scaling: Scaling(none: 4)),
          stack: model.stack),
        reading: .rows(
          Series(
            columns: ["a", "b", "c", "d"], rows: trace.inputs,
            labels: ["dawn", "noon", "dusk"])), trace: trace),
      step: 1, unit: 2)
    let forget = worked.gates[0]
    for (k, name) in ["a", "b", "c", "d"].enumerated() {
      let term = try #require(forget.terms.first { $0.source == name })
      #expect(term.input == trace.inputs[1][k])
    }
    #expect(worked.text.contains("which read noon"))
  }

  /// Silencing by holding is what silencing by a change of weights is.
  @Test func ablationOfAnyCellIsAHeldRun() throws {
    let model = try smallModel(of: "gru")
    let symbols = randomIndices(300, of: model).map(UInt16.init)
    let (whole, effects) = try Ablation(layer: 0).run(
      model, over: LongSequence(symbols), labels: [], units: [3])
    let indices = symbols.map(Int.init)
    #expect(abs(whole.overall - model.loss(over: indices)) < 1e-5)
    let held = try Intervention(
      [Clamp(parsing: "l0.h[3]=0")], of: model.stack)
    let expected = model.loss(over: indices, under: held)
    #expect(abs(whole.overall + effects[0].overall - expected) < 1e-5)
  }

  @Test func aSearchOfAGRUFindsWhatItsUnitSays() throws {
    let model = try smallModel(of: "gru")
    let symbols = randomIndices(4_000, of: model).map(UInt16.init)
    let values = model.trace(over: symbols.map(Int.init))[.hidden, layer: 1]
    let label = TextLabel(
      "high", "", kind: .given,
      values: .flags((0..<4_000).map { values[$0, 2] > 0.1 }))
    var search = CellSearch(layer: 1)
    search.quantities = CellFamily.known("gru").recorded
    search.shuffles = 50
    let found = try #require(
      search.run(model, over: LongSequence(symbols), labels: [label]).first)
    #expect(found.quantity == .hidden && found.unit == 2)
    #expect(found.isFound)
    search.quantities = [.cell]
    #expect(throws: InspectionError.self) {
      try search.run(model, over: LongSequence(symbols), labels: [label])
    }
  }
}
