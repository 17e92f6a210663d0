import Experiments
import LSTMCore
import Testing

/// What is constant in a cell's net input is added at every step.
struct StateDriftTests {
  @Test func constantsGrowWithTimeAndInputsWithItsRoot() throws {
    let condition = try #require(
      PaperCatalogue.condition(named: "2c-q500-p500"))
    let (letter, none) = (
      StateDrift(
        condition, rule: .asPublished, steps: 500, seeds: 60, seed: 7),
      StateDrift(
        condition, rule: .nothingConstant, steps: 500, seeds: 60, seed: 7)
    )
    #expect(letter.steps == 500 && none.states.count == 60)
    let (line, walk) = (
      letter.exponent(from: 50, to: 500), none.exponent(from: 50, to: 500)
    )
    #expect(abs(line - 1) < 0.12, "\(line)")
    #expect(walk > 0.35 && walk < 0.75, "\(walk)")
    #expect(
      letter.rootMeanSquare(after: 500) > 5 * none.rootMeanSquare(after: 500))
  }

  /// A cell that reads one symbol whose weight is known moves by y_in·g(w) a
  /// step, and its gate is that of its weight.
  @Test func statesAreSums() {
    var shape = NetworkShape(inputs: 3, outputs: 1, blocks: 1, cellsPerBlock: 1)
    shape.hiddenBias = .none
    shape.cellSources = .inputs
    let network = PaperNetwork(shape)
    network[source: 1, unit: 2] = 0.3
    network[source: 1, unit: 0] = -1
    var example = Example()
    for _ in 0..<50 { example.read(1) }
    example.expect(0)
    let gate = sigmoid(Vector([-1]))[0]
    let g = 4 * sigmoid(Vector([0.3]))[0] - 2
    let states = network.states(over: example)
    #expect(states.count == 50)
    for (t, s) in states.enumerated() {
      #expect(abs(s[0] - Double(t + 1) * gate * g) < 1e-12)
    }
  }
}
