import LSTMCore
import ModelFiles
import Testing

/// Worked examples of books and pages, typed as YAML.
struct WrittenWeightsTests {
  private func model(_ text: String) throws -> Model {
    try ModelFile.parse(Array(text.utf8), name: "m.yaml", path: "m.yaml").model
  }

  /// A. Gomez, *Backpropogating an LSTM: A Numerical Example*, 2016.
  private static let gomez = """
    # One unit.
    inputs: [x1, x2]
    forget:    {x1: 0.7, x2: 0.45, h: 0.1, b: 0.15}
    input:     {x1: 0.95, x2: 0.8, h: 0.8, b: 0.65}
    candidate: {x1: 0.45, x2: 0.25, h: 0.15, b: 0.2}
    output:    {x1: 0.6, x2: 0.4, h: 0.25, b: 0.1}
    readout:   {label: {h: 1}}
    """

  @Test func theForwardPassIsThePublishedOne() throws {
    let model = try model(Self.gomez)
    #expect(model.reader.columns == ["x1", "x2"])
    #expect(model.readout?.targets?.names == ["label"])
    let trace = model.trace(over: [.row([1, 2]), .row([0.5, 3])])
    let published: [Quantity: [Double]] = [
      .forgetGate: [0.85195, 0.87030], .inputGate: [0.96083, 0.98118],
      .candidate: [0.81775, 0.84980], .outputGate: [0.81757, 0.84993],
      .cell: [0.78572, 1.5176], .hidden: [0.53631, 0.77197],
    ]
    for (quantity, values) in published {
      for (step, value) in zip(trace.steps, values) {
        // He rounds what he goes on with.
        #expect(abs(step[0][quantity][0] - value) < 5e-5, "\(quantity.key)")
      }
    }
  }

  /// His gradients with respect to the net inputs, and the weight after a step
  /// of 0.1 against the summed gradient.
  @Test func theBackwardPassIsThePublishedOne() throws {
    let model = try model(Self.gomez)
    let gradient = model.gradient(
      over: [.row([1, 2]), .row([0.5, 3])],
      targets: [.row([0.5]), .row([1.25])])
    let published: [(Quantity, [Double])] = [
      (.forgetPreactivation, [0, -0.00631]),
      (.inputPreactivation, [-0.00165, -0.00112]),
      (.candidatePreactivation, [-0.01703, -0.01938]),
      (.outputPreactivation, [0.00176, -0.05538]),
    ]
    for (quantity, values) in published {
      for (step, value) in zip(gradient.activations.steps, values) {
        #expect(abs(step[0][quantity][0] - value) < 1e-5, "\(quantity.key)")
      }
    }
    let cell = try #require(gradient.model.stack.cells[0] as? LSTMCell)
    #expect(abs(0.45 - 0.1 * cell.candidate.input[0, 0] - 0.45267) < 1e-5)
    #expect(abs(0.25 - 0.1 * cell.candidate.input[0, 1] - 0.25922) < 1e-5)
  }

  /// The exam unit of MIT 6.86x, gates at ±100.
  @Test(arguments: [
    ([0.0, 0, 1, 1, 1, 0], [0.0, 0, 1, -1, 1, 0]),
    ([1, 1, 0, 1, 1], [1, -1, 0, 1, -1]),
  ])
  func anExamIsAnswered(_ inputs: [Double], _ rounded: [Double]) throws {
    let model = try model(
      """
      forget: {b: -100}
      input: {x: 100, b: 100}
      output: {x: 100}
      candidate: {x: 50, h: -100}
      """)
    let trace = model.trace(over: inputs.map { .row([$0]) })
    let said = trace.steps.map { ($0[0][.hidden][0] * 1).rounded() }
    #expect(said.map { $0 == 0 ? 0 : $0 } == rounded)
  }

  /// Five units with W = U = I, asked about from a given state.
  @Test func severalUnitsBeginWhereTheyAreTold() throws {
    let unit = (0..<5).map { k in
      "[" + (0..<5).map { $0 == k ? "1" : "0" }.joined(separator: ", ") + "]"
    }
    let gate =
      "{" + (0..<5).map { "x\($0): \(unit[$0])" }.joined(separator: ", ")
      + ", h: [\(unit.joined(separator: ", "))]}"
    let file = try ModelFile.parse(
      Array(
        """
        forget: \(gate)
        input: \(gate)
        start: {h: [0, 0.5, 0.1, 0.2, 0.6], C: [1, 0, 0, 0, -2]}
        """.utf8), name: "m.yaml", path: "m.yaml")
    let x = Vector([-0.1, 0.3, 0.1, -0.25, 0.1])
    let step = file.model.trace(over: [.row(x)]).steps[0][0]
    let right = [0.47502, 0.68997, 0.54983, 0.48750, 0.66819]
    for (f, right) in zip(step[.forgetGate].elements, right) {
      #expect(abs(f - right) < 5e-6)
    }
    #expect(abs(step[.cell][0] - 0.475020812521060) < 1e-12)
    #expect(abs(step[.cell][4] + 2 * step[.forgetGate][4]) < 1e-15)
    // Written as ours, it begins there too.
    let ours = try ModelFile.parse(
      ModelFile.encode(file.model), name: "m", path: "m"
    ).model
    #expect(ours.stack.initial?[0].cell == [1, 0, 0, 0, -2])
    let again = ours.trace(over: [.row(x)]).steps[0][0]
    #expect(abs(again[.cell][4] - step[.cell][4]) < 1e-6)
  }

  @Test(arguments: [
    "forget: {x: a}", "forget: {x: 1}\nforget: {x: 2}", "forget: 3",
    "forget: {x: 1}\nextra: 2", "forget: {b: 1}", "forget: {x: [1, 2], b: 1}",
    "forget: {x: [1, 2], h: [1, 2]}", "inputs: [h]\nforget: {h: 1}",
    "inputs: [x, x]\nforget: {x: 1}", "forget: {x: 1}\nstart: {h: [1, 2]}",
    "forget: {x: 1}\nreadout: {}", "forget: {x: 1}\nreadout: {y: {b: 1}}",
    "forget: {x: .inf}", "forget: {x: [",
  ])
  func whatIsNoModelIsRefusedWithItsPlace(_ text: String) {
    #expect(throws: ModelFileError.self) { try model(text) }
  }
}
