import Experiments
import LSTMCore
import Testing

/// The fast network of 1997 against the reference cell and against truncated
/// back-propagation through time.
struct PaperNetworkTests {
  /// A network of random weights, larger than those it learns with, so that
  /// every term counts.
  static func network(
    _ shape: NetworkShape, seed: UInt64
  ) -> PaperNetwork {
    var draws = SplitMix64(seed: seed)
    let network = PaperNetwork(shape)
    network.initialise(within: 0.8) { draws.uniform(-1, 1) }
    return network
  }

  static func shape(
    _ blocks: Int, _ size: Int, inputs: Int = 2
  ) -> NetworkShape {
    NetworkShape(
      inputs: inputs, outputs: 3, blocks: blocks, cellsPerBlock: size)
  }

  /// 40 steps of two values each, the target at the end.
  static func example(seed: UInt64, steps: Int = 40) -> Example {
    var draws = SplitMix64(seed: seed)
    var example = Example(inputsPerStep: 2)
    for _ in 0..<steps {
      example.read(draws.uniform(-1, 1), draws.uniform(-1, 1))
    }
    example.expect(1, value: 0.7)
    return example
  }

  /// The reference cell with the network's weights.
  static func cell(_ network: PaperNetwork) -> EquationCell {
    EquationCell(network)
  }

  /// The outputs' net input from the cells.
  static func outputs(_ network: PaperNetwork, _ hidden: Vector) -> Vector {
    let shape = network.shape
    return sigmoid(
      Vector(
        (0..<shape.outputs).map { k in
          (0..<shape.cells).reduce(
            network[readoutSource: shape.cells, output: k]
          ) { $0 + network[readoutSource: $1, output: k] * hidden[$1] }
        }))
  }

  @Test(arguments: [(2, 2), (4, 1), (3, 2), (1, 1)])
  func forwardEqualsTheReferenceCell(_ blocks: Int, _ size: Int) {
    let network = Self.network(Self.shape(blocks, size), seed: 3)
    let example = Self.example(seed: 4)
    let inputs = (0..<example.count).map { t in
      Vector(Array(example.values[2 * t..<2 * t + 2]))
    }
    let trace = Stack([Self.cell(network)]).trace(over: inputs)
    let learner = MemoryLearner(network, rule: LearningRule(rate: 0))
    _ = learner.present(example, learning: false)
    let last = trace.steps[example.count - 1][0]
    let all =
      last[.inputGate].elements + last[.outputGate].elements
      + last[.hidden].elements
    #expect(largestDifference(network.hidden, all) < 1e-12)
    #expect(
      largestDifference(network.cellStates, last[.cell].elements) < 1e-12)
    #expect(
      largestDifference(
        network.outputs, Self.outputs(network, last[.hidden]).elements)
        < 1e-12)
    for (t, said) in network.outputs(over: example).enumerated() {
      let hidden = trace.steps[t][0][.hidden]
      #expect(
        largestDifference(
          said.elements, Self.outputs(network, hidden).elements) < 1e-12)
    }
  }

  @Test(arguments: [(2, 2), (4, 1), (3, 2), (1, 1)])
  func accumulatorsEqualTruncatedBackpropagation(_ blocks: Int, _ size: Int) {
    let network = Self.network(Self.shape(blocks, size), seed: 5)
    let example = Self.example(seed: 6)
    let cell = Self.cell(network)
    let inputs = (0..<example.count).map { t in
      Vector(Array(example.values[2 * t..<2 * t + 2]))
    }
    let stack = Stack([cell])
    let trace = stack.trace(over: inputs)
    let shape = network.shape
    let y = Self.outputs(network, trace.steps[example.count - 1][0][.hidden])
    // E = ½Σ(t − y)², whose descent is the paper's e_k.
    let e = Vector(
      (0..<shape.outputs).map { k in
        ((k == 1 ? 0.7 : 0) - y[k]) * y[k] * (1 - y[k])
      })
    var errors = [Vector](
      repeating: Vector(zeros: shape.cells), count: example.count)
    errors[example.count - 1] = Vector(
      (0..<shape.cells).map { v in
        (0..<shape.outputs).reduce(0) {
          $0 + network[readoutSource: v, output: $1] * e[$1]
        }
      })
    let descent = stack.backpropagate(
      through: trace, outputs: errors, flow: .truncated)
    guard let wanted = descent.stack.cells[0] as? EquationCell else {
      Issue.record("no gradient of the cell")
      return
    }
    let before = Self.cell(network)
    let readoutBefore = Self.readout(network)
    let learner = MemoryLearner(network, rule: LearningRule(rate: 1))
    _ = learner.present(example, learning: true)
    let after = Self.cell(network)
    for (index, parameter) in before.parameters.enumerated() {
      let moved = zip(
        after[parameter: index], before[parameter: index]
      ).map { $0 - $1 }
      let difference = largestDifference(
        moved, wanted[parameter: index])
      #expect(difference < 1e-12, "\(parameter.name)")
      #expect(moved.contains { $0 != 0 }, "\(parameter.name)")
    }
    let hidden = trace.steps[example.count - 1][0][.hidden].elements + [1]
    let expected = hidden.flatMap { y in e.elements.map { $0 * y } }
    let moved = zip(Self.readout(network), readoutBefore).map { $0 - $1 }
    #expect(largestDifference(moved, expected) < 1e-12)
  }

  @Test(
    arguments: [false, true], [LearningRule.OutputError.squared, .crossEntropy])
  func errorsAreThoseOfTheirOutputs(
    _ isLinear: Bool, _ error: LearningRule.OutputError
  ) {
    var shape = Self.shape(2, 2)
    shape.outputsAreLinear = isLinear
    let network = Self.network(shape, seed: 9)
    let before = Self.readout(network)
    let rule = LearningRule(rate: 0.5, readoutFactor: 3, error: error)
    let example = Self.example(seed: 10)
    _ = MemoryLearner(network, rule: LearningRule(rate: 0))
      .present(example, learning: false)
    let y = network.outputs
    let hidden = Array(network.hidden.dropFirst(shape.gates)) + [1]
    _ = MemoryLearner(network, rule: rule).present(example, learning: true)
    let e = (0..<3).map { k in
      let slope = isLinear || error == .crossEntropy ? 1 : y[k] * (1 - y[k])
      return ((k == 1 ? 0.7 : 0) - y[k]) * slope
    }
    let expected = hidden.flatMap { y in e.map { 1.5 * $0 * y } }
    let moved = zip(Self.readout(network), before).map { $0 - $1 }
    #expect(largestDifference(moved, expected) < 1e-12)
    #expect(isLinear == y.contains { $0 < 0 || $0 > 1 } || !isLinear)
  }

  @Test func aCellLearnsAsTheNetworkDoesIfItsGradientIsCut() {
    let shape = Self.shape(2, 2)
    let network = Self.network(shape, seed: 11)
    func learner(_ flow: GradientFlow) -> CellLearner<EquationCell> {
      CellLearner(
        EquationCell(network), readout: network.readoutByOutput, rate: 0.5,
        flow: flow)
    }
    let (cut, full) = (learner(.truncated), learner(.full))
    let fast = MemoryLearner(network, rule: LearningRule(rate: 0.5))
    for seed in 20..<23 {
      let example = Self.example(seed: UInt64(seed))
      let outcome = fast.present(example, learning: true)
      let same = cut.present(example, learning: true)
      _ = full.present(example, learning: true)
      #expect(abs(outcome.lastError - same.lastError) < 1e-12)
    }
    let wanted = EquationCell(network)
    for (index, parameter) in wanted.parameters.enumerated() {
      let own = wanted[parameter: index]
      #expect(
        largestDifference(cut.cell[parameter: index], own) < 1e-11)
      #expect(
        largestDifference(full.cell[parameter: index], own) > 1e-6,
        "\(parameter.name)")
    }
    #expect(
      largestDifference(
        cut.readout.flatMap(\.self), network.readoutByOutput.flatMap(\.self))
        < 1e-11)
  }

  @Test func theFullGradientIsTheSlopeOfTheError() throws {
    let network = Self.network(Self.shape(2, 1), seed: 12)
    let example = Self.example(seed: 13, steps: 12)
    let cell = EquationCell(network)
    func learner(
      _ cell: EquationCell, rate: Double
    ) -> CellLearner<EquationCell> {
      CellLearner(
        cell, readout: network.readoutByOutput, rate: rate, flow: .full)
    }
    let moved = learner(cell, rate: 1)
    _ = moved.present(example, learning: true)
    for (index, parameter) in cell.parameters.enumerated() {
      for k in stride(from: 0, to: parameter.count, by: 3) {
        func loss(_ shift: Double) -> Double {
          var other = cell
          other[parameter: index][k] += shift
          return 0.5
            * learner(other, rate: 0).present(example, learning: false)
            .squaredError
        }
        let slope = (loss(1e-5) - loss(-1e-5)) / 2e-5
        let step =
          moved.cell[parameter: index][k]
          - cell[parameter: index][k]
        #expect(abs(step + slope) < 1e-8, "\(parameter.name) \(k)")
      }
    }
  }

  @Test func collectedUpdatesEqualDirectOnesAtTheEnd() {
    let (direct, collected) = (
      Self.network(Self.shape(3, 2), seed: 7),
      Self.network(Self.shape(3, 2), seed: 7)
    )
    let example = Self.example(seed: 8)
    _ = MemoryLearner(direct, rule: LearningRule(rate: 0.5))
      .present(example, learning: true)
    _ = MemoryLearner(
      collected, rule: LearningRule(rate: 0.5, update: .sequence)
    )
    .present(example, learning: true)
    #expect(
      largestDifference(weights(direct), weights(collected)) < 1e-14)
    #expect(weights(direct) != weights(Self.network(Self.shape(3, 2), seed: 7)))
  }

  @Test func weightCountsAreThoseOfTheTables() {
    let counts = [
      "reber-4x1-0.1": 264, "reber-3x2-0.5": 276, "2a-p100": 10_504,
      "2b-p100": 10_504, "2c-q50-p50": 364, "2c-q100-p100": 664,
      "2c-q200-p200": 1_264, "2c-q500-p500": 3_064, "2c-q1000-p1000": 6_064,
      "3a-t100-n3": 102, "3c-t100-n1": 102, "adding-t100": 93,
      "multiplication-t100": 93, "order-a": 156, "order-b": 308,
    ]
    for (name, count) in counts {
      let shape = PaperCatalogue.condition(named: name)?.shape
      #expect(shape?.weightCount == count, "\(name)")
    }
    for condition in PaperCatalogue.conditions {
      // What is drawn is what is counted.
      var drawn = 0
      PaperNetwork(condition.shape).initialise(within: 1) {
        drawn += 1
        return 0
      }
      #expect(drawn == condition.shape.weightCount, "\(condition.name)")
    }
  }

  static func readout(_ network: PaperNetwork) -> [Double] {
    (0..<network.readoutSourceCount).flatMap { source in
      (0..<network.shape.outputs).map {
        network[readoutSource: source, output: $0]
      }
    }
  }

  private func weights(_ network: PaperNetwork) -> [Double] {
    (0..<network.sourceCount).flatMap { source in
      (0..<network.shape.units).map { network[source: source, unit: $0] }
    } + Self.readout(network)
  }
}

func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).map { ($0 - $1).magnitude }.max() ?? 0
}
