import LSTMCore
import Testing

struct RealTimeRecurrentLearningTests {
  static let inputs = GradientTests.inputs(15, width: 3)

  /// The error at every step, as the loss of `GradientTests` has it.
  static let errors = GradientTests.outputs(15, 4)

  static func expectEqual<C: Cell>(_ a: C, _ b: C) {
    for (index, parameter) in a.parameters.enumerated() {
      let (x, y) = (a[parameter: index], b[parameter: index])
      #expect(
        difference(x, y) < 1e-12, "\(a.definition.name) \(parameter.name)")
      #expect(x.contains { $0.magnitude > 1e-3 }, "a gradient to speak of")
    }
  }

  static func backward<C: Cell>(_ cell: C, _ flow: GradientFlow) throws -> C {
    let stack = Stack([cell])
    let d = stack.backpropagate(
      through: stack.trace(over: inputs), outputs: errors, flow: flow)
    return try #require(d.stack.cells[0] as? C)
  }

  static func forward<C: Cell>(_ cell: C, _ flow: GradientFlow) -> C {
    var learning = RealTimeRecurrentLearning(cell, flow: flow)
    for (x, error) in zip(inputs, errors) {
      learning.read(x) { _ in error }
    }
    return learning.gradient
  }

  @Test(arguments: [GradientFlow.full, .truncated])
  func goingForwardGivesWhatGoingBackGives(_ flow: GradientFlow) throws {
    let lstm = GradientTests.randomise(
      LSTMCell(inputSize: 3, hiddenSize: 4), seed: 21)
    Self.expectEqual(
      Self.forward(lstm, flow), try Self.backward(lstm, flow))
    let block = GradientTests.randomise(
      equationCell("lstm-1997", units: 4, blocks: 2), seed: 23)
    Self.expectEqual(
      Self.forward(block, flow), try Self.backward(block, flow))
    let rnn = GradientTests.randomise(
      equationCell("rnn-tanh", units: 4), seed: 22)
    Self.expectEqual(Self.forward(rnn, flow), try Self.backward(rnn, flow))
  }

  /// Identity 3: the accumulators of equations 25 to 28 are truncated
  /// back-propagation through time, with and without blocks.
  @Test(arguments: [(4, 1), (2, 2), (1, 4)])
  func accumulatorsOf1997AreTruncatedBackpropagation(
    _ blocks: Int, _ size: Int
  ) throws {
    let cell = GradientTests.randomise(
      equationCell("lstm-1997", units: blocks * size, blocks: blocks), seed: 31)
    let trace = Stack([cell]).trace(over: Self.inputs)
    var accumulators = ForwardAccumulators(for: cell)
    var gradient = cell.zeros
    for (t, x) in Self.inputs.enumerated() {
      let (step, before) = (trace.steps[t][0], trace.state(before: t, layer: 0))
      accumulators.accumulate(step, of: cell, input: x, from: before)
      accumulators.addGradient(
        of: Self.errors[t], at: step, of: cell, input: x, from: before,
        into: &gradient)
    }
    Self.expectEqual(gradient, try Self.backward(cell, .truncated))
  }

  /// Identity 6: truncated and full gradients differ on a recurrent net.
  @Test func truncationChangesTheGradientOf1997() throws {
    let cell = GradientTests.randomise(
      equationCell("lstm-1997", units: 4), seed: 31)
    let (cut, full) = (
      try Self.backward(cell, .truncated), try Self.backward(cell, .full)
    )
    let distance =
      cut[vector: "candidate.input"]
      - full[vector: "candidate.input"]
    #expect(
      distance.norm > 1e-3 * full[vector: "candidate.input"].norm)
  }

  @Test func normsWithoutWeightsAreThoseOfTheFullBackwardPass() {
    for cell in JacobianTests.cells {
      let stack = Stack([cell])
      let trace = stack.trace(over: Self.inputs)
      var outputs = Self.errors.map { Vector(zeros: $0.count) }
      outputs[14] = Self.errors[14]
      for flow in [GradientFlow.full, .truncated] {
        let d = stack.backpropagate(
          through: trace, outputs: outputs, flow: flow)
        let norms = cell.gradientNorms(
          through: trace, error: Self.errors[14], flow: flow)
        for (quantity, values) in norms {
          #expect(
            values == d.activations.steps.map { $0[0][quantity].norm })
        }
      }
    }
  }
}
