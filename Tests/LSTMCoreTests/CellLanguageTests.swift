import LSTMCore
import Testing

/// Texts of one's own.
struct CellLanguageTests {
  static let minimalGate = """
    # A GRU with one gate for both.
    name: mgu
    title: Minimal gated unit
    f  = σ(W_f·x + U_f·h + b_f)
    n  = tanh(W_n·x + U_n·(f ⊙ h) + b_n)
    h′ = (1 − f) ⊙ h + f ⊙ n
    """

  @Test func asciiSpellsTheSame() throws {
    let ascii = try CellDefinition(
      parsing: """
        name: mgu
        f = sigmoid(W_f@x + U_f@h + b_f)
        n = tanh(W_n@x + U_n@(f * h) + b_n)
        h' = (1 - f) * h + f * n
        """)
    let letters = try CellDefinition(parsing: Self.minimalGate)
    #expect(ascii.equations == letters.equations)
    let candidate = try CellDefinition(
      parsing: "C~ = tanh(W_C@x)\nC' = C + C~\nh' = C'")
    #expect(candidate.recorded == [.candidate, .cell, .hidden])
  }

  @Test func aTextIsAWholeCell() throws {
    let cell = try CellDefinition(parsing: Self.minimalGate)
    #expect(cell.name == "mgu" && cell.title == "Minimal gated unit")
    #expect(
      cell.quantities == [
        .candidateHidden, .forgetGate, .hidden, .forgetPreactivation,
        .candidateHiddenPreactivation,
      ])
    #expect(
      cell.parameterNames == [
        "forgetGate.input", "forgetGate.recurrent", "forgetGate.bias",
        "candidate.input", "candidate.recurrent", "candidate.bias",
      ])
    #expect(cell.weightFormula == "2H(I + H + 1)")
    #expect(cell.range(of: .forgetGate) == .zeroToOne)
    #expect(cell.range(of: .hidden) == .plusMinusOne)
  }

  /// Names that nobody knows are keys of their own, states included.
  @Test func lettersOfOnesOwnAreRecorded() throws {
    let cell = try CellDefinition(
      parsing: """
        k  = exp(W_k·x + U_k·h)
        q′ = 0.5q + k
        h′ = tanh(q′ / (1 + q′))
        """)
    #expect(cell.recorded.map(\.key) == ["k", "q", "h"])
    #expect(cell.quantities.map(\.key) == ["k", "q", "h", "z_k", "zh"])
    #expect(cell.states.map(\.key) == ["h", "q"])
    #expect(
      cell.parameterNames == ["W_k", "U_k"], "no usual letter, no usual name")
    let layer = cell.layer(inputs: 2, units: 3)
    #expect(layer.zeroState.count == 6)
    #expect(layer.zeroState[Quantity(rawValue: "q")].count == 3)
    #expect(cell.range(of: Quantity(rawValue: "q")) == .nonNegative)
  }

  /// A layer of a text is traced, differentiated and descended.
  @Test func tenStepsOfDescentLowerTheLoss() throws {
    let cell = try CellDefinition(parsing: Self.minimalGate)
    var generator = SplitMix64(seed: 5)
    var layer = EquationCell(cell, inputs: 3, units: 4)
    layer.draw(Initialisation(), using: &generator)
    let inputs = GradientTests.inputs(6, width: 3)
    let target = Vector(normal: 4, deviation: 0.3, using: &generator)
    func loss(_ layer: EquationCell) -> (Double, EquationCell) {
      let stack = Stack([layer])
      let trace = stack.trace(over: inputs)
      let error = trace.steps[5][0][.hidden] - target
      var outputs = [Vector](repeating: Vector(zeros: 4), count: 6)
      outputs[5] = error
      let d = stack.backpropagate(through: trace, outputs: outputs)
      return (
        0.5 * error.dot(error), d.stack.cells[0] as? EquationCell ?? layer
      )
    }
    let first = loss(layer).0
    for _ in 0..<10 { layer.add(loss(layer).1, times: -0.2) }
    #expect(loss(layer).0 < 0.5 * first)
  }

  /// Parentheses are a sum of their own, and the order of adding is the one
  /// written: vectors, then products.
  @Test func sumsStartFromTheirVectors() throws {
    let cell = try CellDefinition(parsing: "h′ = W·x + b + U·h")
    var layer = EquationCell(cell, inputs: 1, units: 1)
    layer["hidden.bias"] = [1e16]
    layer["hidden.input"] = [1]
    layer["hidden.recurrent"] = [-1e16]
    let step = layer.step([1], from: State(hidden: [1]))
    #expect(step[.hidden] == [(1e16 + 1) - 1e16])
  }

  @Test func headersGiveStartsNamesAndSizes() throws {
    let cell = try CellDefinition(
      parsing: """
        i: blocks
        m: units
        h: projection
        start: b = 2.5
        start: V = identity
        stored: V = turn
        i  = σ(A·x)
        m  = tanh(V·C + b) ⊙ i
        C′ = 0.9C + m
        h′ = P·C′
        """)
    var layer = EquationCell(
      cell, CellSizes(inputs: 2, units: 6, blocks: 3, projection: 2))
    var generator = SplitMix64(seed: 1)
    layer.draw(Initialisation(), using: &generator)
    #expect(layer["hidden.bias"] == [Double](repeating: 2.5, count: 6))
    #expect(layer[matrix: "turn"] == .identity(6))
    #expect(layer[matrix: "A"].rows == 3)
    #expect(layer.outputSize == 2 && layer.width(of: .inputGate) == 3)
  }

  /// Random well-formed cells pass the check of finite differences.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func gradientsOfRandomCellsMatchFiniteDifferences(_ seed: UInt64) throws {
    var text = RandomEquations(seed: seed)
    let cell = try CellDefinition(parsing: text.cell())
    let layer = GradientTests.randomise(
      EquationCell(cell, inputs: 3, units: 4), seed: seed)
    let inputs = GradientTests.inputs(5, width: 3)
    let stack = Stack([layer])
    let d = stack.backpropagate(
      through: stack.trace(over: inputs), outputs: GradientTests.outputs(5, 4))
    let gradient = try #require(d.stack.cells[0] as? EquationCell)
    let expected = centralDifferences(
      of: { GradientTests.loss(of: Stack([$0]), over: inputs) }, at: layer,
      along: \.flatWeights)
    let size = expected.reduce(1) { max($0, $1.magnitude) }
    #expect(
      difference(gradient.flatWeights, expected) < 1e-6 * size, "\(cell.text)")
  }
}

/// Writes equations at random: smooth functions only, so that differences are
/// slopes.
struct RandomEquations {
  private var generator: SplitMix64
  private var parameters = 0
  private var names: [String] = ["h", "C"]

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  mutating func cell() -> String {
    var lines: [String] = []
    for name in ["a", "k"].prefix(Int.random(in: 1...2, using: &generator)) {
      lines.append("\(name) = \(function(depth: 2))")
      names.append(name)
    }
    lines.append("C′ = 0.5C + \(function(depth: 1)) ⊙ \(factor(depth: 1))")
    names.append("C′")
    lines.append("h′ = tanh(\(sum(depth: 2)))")
    return lines.joined(separator: "\n")
  }

  private mutating func function(depth: Int) -> String {
    let inner = sum(depth: depth)
    return switch Int.random(in: 0..<6, using: &generator) {
    case 0: "σ(\(inner))"
    case 1: "4σ(\(inner)) − 2"
    case 2: "tanh(\(inner))"
    case 3: "exp(tanh(\(inner)))"
    case 4: "LN(\(inner))"
    default: "sqrt(1 + tanh(\(inner)) ⊙ tanh(\(inner)))"
    }
  }

  private mutating func sum(depth: Int) -> String {
    parameters += 1
    var terms = ["W\(parameters)·x", "b\(parameters)"]
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      terms.append(product(depth: depth))
    }
    return terms.shuffled(using: &generator).joined(separator: " + ")
  }

  private mutating func product(depth: Int) -> String {
    parameters += 1
    return switch Int.random(in: 0..<4, using: &generator) {
    case 0: "U\(parameters)·\(name())"
    case 1: "p\(parameters) ⊙ \(name())"
    case 2: "U\(parameters)·[\(name()), \(name())]"
    default: "\(factor(depth: depth)) ⊙ \(name())"
    }
  }

  private mutating func factor(depth: Int) -> String {
    depth == 0 || Bool.random(using: &generator)
      ? name() : "(1 − \(function(depth: depth - 1)))"
  }

  private mutating func name() -> String {
    names.randomElement(using: &generator) ?? "h"
  }
}
