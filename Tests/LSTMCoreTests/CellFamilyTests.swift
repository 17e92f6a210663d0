import Foundation
import LSTMCore
import Testing

/// A cell of each kind with large random weights; blocks of two in that of
/// 1997.
func randomCell(_ name: String, inputs: Int = 3, units: Int = 6, seed: UInt64)
  throws -> any Cell
{
  let kind = try #require(CellFamily[name])
  let cell = kind.layer(
    CellSizes(inputs: inputs, units: units, blocks: units / 2))
  func randomised(_ cell: some Cell) -> any Cell {
    GradientTests.randomise(cell, seed: seed)
  }
  return randomised(cell)
}

/// What holds for every cell of the family.
struct CellFamilyTests {
  static let names = CellFamily.names

  @Test func namesAreDistinct() {
    #expect(Set(Self.names).count == Self.names.count)
    #expect(CellFamily["gur"] == nil)
    #expect(CellFamily.unknown("gur").contains("gru, gru-before"))
  }

  @Test(arguments: names)
  func everyWeightsGradientMatchesFiniteDifferences(_ name: String) throws {
    func check<C: Cell>(_ cell: C) throws {
      let inputs = GradientTests.inputs(8, width: 3)
      let stack = Stack([cell])
      let d = stack.backpropagate(
        through: stack.trace(over: inputs),
        outputs: GradientTests.outputs(8, cell.outputSize))
      let gradient = try #require(d.stack.cells[0] as? C)
      for (index, parameter) in cell.parameters.enumerated() {
        let expected = centralDifferences(
          of: { GradientTests.loss(of: Stack([$0]), over: inputs) }, at: cell,
          along: \.[parameter: index])
        let found = gradient[parameter: index]
        #expect(
          difference(found, expected) < 1e-7, "\(name) \(parameter.name)")
        #expect(
          found.contains { $0.magnitude > 1e-3 }, "\(name) \(parameter.name)")
      }
    }
    try check(randomCell(name, seed: 11))
  }

  /// ∂L/∂ every part of the initial state.
  @Test(arguments: names)
  func initialStatesGradientMatchesFiniteDifferences(_ name: String) throws {
    let stack = Stack([try randomCell(name, seed: 12)])
    let inputs = GradientTests.inputs(5, width: 3)
    var generator = SplitMix64(seed: 3)
    let zero = stack.zeroState[0]
    let state = State(
      Vector(normal: zero.count, deviation: 0.5, using: &generator),
      like: zero)
    let weights = GradientTests.outputs(5, stack.cells[0].outputSize)
    let d = stack.backpropagate(
      through: stack.trace(over: inputs, from: [state]), outputs: weights)
    let expected = centralDifferences(
      of: { start in
        let initial = State(start, like: zero)
        return zip(stack.steps(over: inputs, from: [initial]), weights)
          .reduce(0) { $0 + $1.0[0][.hidden].dot($1.1) }
      }, at: state.joined, along: \.elements)
    #expect(
      difference(d.activations.initial[0].joined.elements, expected) < 1e-7,
      "\(name)")
  }

  /// The equations once more in Python, their gradients by PyTorch's autograd.
  @Test(arguments: CellBitsTests.recorded.keys.sorted())
  func everyStepAndGradientAgreesWithPyTorch(_ name: String) throws {
    let golden = try Golden("cells")
    func check<C: Cell>(_ zeros: C) throws {
      var cell = zeros
      for parameter in cell.parameters {
        let values = try golden.values(name, "weights", parameter.name)
        #expect(values.count == parameter.count)
        cell[parameter.name] = values
      }
      func vectors(_ values: [Double], width: Int) -> [Vector] {
        stride(from: 0, to: values.count, by: width).map {
          Vector(Array(values[$0..<$0 + width]))
        }
      }
      let stack = Stack([cell])
      let trace = stack.trace(
        over: vectors(try golden.values(name, "input"), width: 3))
      for quantity in cell.recorded {
        let expected = try golden.values(name, "values", quantity.key)
        #expect(
          difference(trace[quantity, layer: 0].elements, expected) < 1e-12,
          "\(name) \(quantity.key)")
      }
      let d = stack.backpropagate(
        through: trace,
        outputs: vectors(
          try golden.values(name, "loss_weights"), width: cell.outputSize))
      let gradient = try #require(d.stack.cells[0] as? C)
      for parameter in cell.parameters {
        let expected = try golden.values(name, "grads", parameter.name)
        #expect(
          difference(gradient[parameter.name], expected) < 1e-10,
          "\(name) \(parameter.name)")
      }
      #expect(
        difference(
          d.activations.inputs.flatMap(\.elements),
          try golden.values(name, "grads", "input")) < 1e-10, "\(name) input")
    }
    let kind = try #require(CellFamily[name])
    let zeros = kind.layer(
      CellSizes(inputs: 3, units: 6, blocks: 3, projection: 4))
    try check(zeros)
  }

  @Test(arguments: names)
  func formulaCountsTheWeights(_ name: String) throws {
    let about = try #require(CellFamily[name])
    for (inputs, units) in [(50, 128), (7, 3), (1, 1)] {
      let cell = about.layer(inputs: inputs, units: units)
      #expect(
        about.weightCount(inputs: inputs, units: units) == cell.parameterCount)
      #expect(about.outputSize(units: units) == cell.outputSize)
    }
  }

  /// The backward pass for activations alone, whose gradient has no units.
  @Test(arguments: names)
  func normsAgreeWithTheWholeBackwardPass(_ name: String) throws {
    let stack = Stack([try randomCell(name, seed: 14)])
    let cell = stack.cells[0]
    let trace = stack.trace(over: GradientTests.inputs(6, width: 3))
    var outputs = [Vector](
      repeating: Vector(zeros: cell.outputSize), count: 6)
    outputs[5] = Vector([Double](repeating: 1, count: cell.outputSize))
    let whole = stack.backpropagate(through: trace, outputs: outputs)
      .activations
    let norms = cell.gradientNorms(through: trace, error: outputs[5])
    for (quantity, found) in norms {
      let expected = whole.steps.map { $0[0][quantity].norm }
      #expect(difference(found, expected) < 1e-12, "\(name) \(quantity.key)")
    }
  }

  @Test func multiplyAddsOfAnLSTM() throws {
    // Four gates of (50 + 128) × 128 products, and three products a unit.
    #expect(
      CellFamily.lstm.multiplyAdds(inputs: 50, units: 128)
        == 4 * 128 * 178 + 3 * 128)
  }

  @Test(arguments: names)
  func shapesAreTheCellsOwn(_ name: String) throws {
    func check<C: Cell>(_ cell: C) throws {
      for (index, parameter) in cell.parameters.enumerated() {
        #expect(parameter.count == cell[parameter: index].count)
      }
      #expect(cell.zeros.parameterCount == cell.parameterCount)
      let step = cell.step(Vector(zeros: 3), from: cell.zeroState)
      #expect(step.quantities == cell.quantities)
      for quantity in cell.quantities {
        #expect(
          step[quantity].count == cell.width(of: quantity),
          "\(name) \(quantity.key)")
      }
      #expect(step.state.zeros == cell.zeroState)
    }
    try check(randomCell(name, seed: 13))
  }

  /// What a fresh cell computes is finite and differs from unit to unit.
  @Test(arguments: names)
  func freshCellsAreAlive(_ name: String) throws {
    var generator = SplitMix64(seed: 4)
    let cell = try #require(CellFamily[name]).layer(
      inputs: 3, units: 6, using: &generator)
    let trace = Stack([cell]).trace(over: GradientTests.inputs(20, width: 3))
    let h = trace.steps[19][0][.hidden].elements
    #expect(h.allSatisfy { $0.isFinite })
    #expect(Set(h).count > 1)
  }

  /// Identity 9: ranges hold, and where each write is at most 1 (1997: 2), C
  /// grows by no more.
  @Test(arguments: names, [1, 2, 3] as [UInt64])
  func valuesStayInTheirRanges(_ name: String, _ seed: UInt64) throws {
    let cell = try randomCell(name, seed: seed)
    let kind = cell.definition
    let trace = Stack([cell]).trace(
      over: GradientTests.inputs(60, width: 3).map { 3 * $0 })
    for quantity in kind.recorded {
      let values = trace[quantity, layer: 0].elements
      let holds: (Double) -> Bool =
        switch kind.range(of: quantity) {
        case .zeroToOne: { $0 >= 0 && $0 <= 1 }
        case .plusMinusOne: { $0.magnitude <= 1 }
        case .plusMinusTwo: { $0.magnitude <= 2 }
        case .nonNegative: { $0 >= 0 }
        case .unbounded: { $0.isFinite }
        }
      #expect(values.allSatisfy(holds), "\(name) \(quantity.key)")
    }
    guard kind.quantities.contains(.cell),
      kind.range(of: .candidate) != .unbounded
    else { return }
    let write = kind.range(of: .candidate) == .plusMinusTwo ? 2.0 : 1
    for (t, step) in trace.steps.enumerated() {
      let limit = name == "coupled" ? 1 : write * Double(t + 1)
      #expect(
        step[0][.cell].elements.allSatisfy { $0.magnitude <= limit }, "\(name)")
    }
  }
}
