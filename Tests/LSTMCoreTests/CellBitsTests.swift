import Foundation
import LSTMCore
import Testing

/// What every cell computed when each had a step of its own, written by hand:
/// forward to the bit, backward to rounding.
struct CellBitsTests {
  static let recorded: [String: Recorded] = {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/cell_bits.json")
    guard let data = try? Data(contentsOf: file) else { return [:] }
    return
      (try? JSONDecoder().decode([String: Recorded].self, from: data)) ?? [:]
  }()

  struct Recorded: Decodable, Sendable {
    let fresh, one, two, wide: String
    let full, truncated: [Double]
    let fullInputs, fullInitial, fullValues, fullJacobian, fullNorms: [Double]
    let truncatedInputs, truncatedInitial, truncatedValues: [Double]
    let truncatedJacobian, truncatedNorms: [Double]
    let quantities, ranges, parameters, equations: [String]
    let formula: String
    let costs: [Int]

    enum CodingKeys: String, CodingKey {
      case fresh, one, two, wide, full, truncated, quantities, ranges
      case parameters, equations, formula, costs
      case fullInputs = "full inputs"
      case fullInitial = "full initial"
      case fullValues = "full values"
      case fullJacobian = "full jacobian"
      case fullNorms = "full norms"
      case truncatedInputs = "truncated inputs"
      case truncatedInitial = "truncated initial"
      case truncatedValues = "truncated values"
      case truncatedJacobian = "truncated jacobian"
      case truncatedNorms = "truncated norms"
    }
  }

  @Test(arguments: recorded.keys.sorted())
  func everythingIsAsItWas(_ name: String) throws {
    let kind = try #require(CellFamily[name])
    let expected = try #require(Self.recorded[name])
    #expect(kind.weightFormula == expected.formula)
    #expect(kind.lines == expected.equations)
    #expect(
      [
        kind.weightCount(inputs: 50, units: 128),
        kind.multiplyAdds(inputs: 50, units: 128),
        kind.outputSize(units: 128),
      ] == expected.costs)
    #expect(kind.quantities.map(\.key) == expected.quantities)
    #expect(
      kind.quantities.map { "\(kind.range(of: $0))" } == expected.ranges)
    var run = BitRun(kind)
    #expect(run.fresh() == expected.fresh)
    for (sizes, digest) in [
      ([6], expected.one), ([19, 8], expected.two), ([33], expected.wide),
    ] { #expect(run.forward(sizes) == digest) }
    let cell = run.cell(inputs: 3, units: 6)
    #expect(
      cell.parameters.map { "\($0.name) \($0.shape)" } == expected.parameters)
    run.backward(cell, expected)
    // The same draws again, by the equations: what the LSTM's own page computes
    // must be theirs.
    var twin = BitRun(kind, byEquations: true)
    #expect(twin.fresh() == expected.fresh)
    for (sizes, digest) in [
      ([6], expected.one), ([19, 8], expected.two), ([33], expected.wide),
    ] { #expect(twin.forward(sizes) == digest) }
    twin.backward(twin.cell(inputs: 3, units: 6), expected)
  }
}

/// The draws of the recording, in its order.
struct BitRun {
  let kind: CellDefinition
  let byEquations: Bool
  private var generator = SplitMix64(seed: 97)

  init(_ kind: CellDefinition, byEquations: Bool = false) {
    (self.kind, self.byEquations) = (kind, byEquations)
  }

  /// Fresh weights.
  mutating func fresh() -> String {
    var digest = BitDigest()
    for recurrent in [Initialiser.uniform, .xavier, .orthogonal] {
      let cell = kind.layer(
        inputs: 5, units: 6, forgetBias: 1.5, input: .xavier,
        recurrent: recurrent, using: &generator)
      for value in cell.flatWeights { digest.add(value) }
    }
    return digest.hex
  }

  /// A cell of random weights; blocks of two units where they come in twos.
  mutating func cell(inputs: Int, units: Int) -> any Cell {
    let sizes = CellSizes(
      inputs: inputs, units: units,
      blocks: units.isMultiple(of: 2) ? units / 2 : nil,
      projection: units == 6 ? 4 : nil)
    var cell = kind.layer(sizes)
    if byEquations { cell = cell.byEquations }
    for (index, parameter) in cell.parameters.enumerated() {
      cell[parameter: index] =
        Vector(
          normal: parameter.count, deviation: 0.5, using: &generator
        ).elements
    }
    return cell
  }

  /// A trace of random layers over random inputs.
  mutating func forward(_ units: [Int]) -> String {
    var (layers, width) = ([any Cell](), 11)
    for units in units {
      layers.append(cell(inputs: width, units: units))
      width = layers[layers.count - 1].outputSize
    }
    let inputs = (0..<12).map { _ in Vector(normal: 11, using: &generator) }
    var digest = BitDigest()
    for step in Stack(layers).trace(over: inputs).steps {
      for layer in step {
        for quantity in layer.quantities {
          for value in layer[quantity].elements { digest.add(value) }
        }
      }
    }
    return digest.hex
  }

  mutating func backward<C: Cell>(
    _ cell: C, _ expected: CellBitsTests.Recorded
  ) {
    let stack = Stack([cell])
    let inputs = (0..<7).map { _ in Vector(normal: 3, using: &generator) }
    let trace = stack.trace(over: inputs)
    let outputs = (0..<7).map { _ in
      Vector(normal: cell.outputSize, using: &generator)
    }
    let isLSTM = kind.name == "lstm"
    func check(
      _ found: [Double], _ expected: [Double], _ what: String
    ) {
      let size = expected.reduce(0) { max($0, $1.magnitude) }
      let limit = isLSTM ? 0 : 1e-13 * size
      #expect(difference(found, expected) <= limit, "\(kind.name) \(what)")
    }
    for flow in [GradientFlow.full, .truncated] {
      let isFull = flow == .full
      let d = stack.backpropagate(
        through: trace, outputs: outputs, flow: flow)
      check(
        d.stack.cells[0].flatWeights,
        isFull ? expected.full : expected.truncated, "\(flow) weights")
      check(
        d.activations.inputs.flatMap(\.elements),
        isFull ? expected.fullInputs : expected.truncatedInputs,
        "\(flow) inputs")
      check(
        d.activations.initial[0].joined.elements,
        isFull ? expected.fullInitial : expected.truncatedInitial,
        "\(flow) initial")
      check(
        d.activations.steps.flatMap { step in
          step[0].quantities.map { step[0][$0].norm }
        }, isFull ? expected.fullValues : expected.truncatedValues,
        "\(flow) values")
      check(
        cell.jacobian(at: 3, of: trace, flow: flow).elements,
        isFull ? expected.fullJacobian : expected.truncatedJacobian,
        "\(flow) jacobian")
      let norms = cell.gradientNorms(
        through: trace, error: outputs[6], flow: flow)
      check(
        cell.quantities.flatMap { norms[$0] ?? [] },
        isFull ? expected.fullNorms : expected.truncatedNorms,
        "\(flow) norms")
    }
  }
}

/// FNV-1a over the bit patterns of numbers.
struct BitDigest {
  private var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ number: Double) {
    var bits = number.bitPattern
    for _ in 0..<8 {
      value = (value ^ (bits & 0xff)) &* 0x100_0000_01b3
      bits >>= 8
    }
  }

  var hex: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
