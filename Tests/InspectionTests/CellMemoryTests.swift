import Inspection
import LSTMCore
import Testing

struct CellMemoryTests {
  private let model = smallModel(hidden: [6])

  @Test func thePartsSumToTheCell() throws {
    let inputs = randomIndices(40, of: model).map { model.reader(.symbol($0)) }
    let start = State(
      hidden: Vector(zeros: 6), cell: [1, -2, 0.5, 3, 0, -1])
    let trace = model.stack.trace(over: inputs, from: [start])
    for step in [0, 1, 39] {
      for unit in 0..<6 {
        let memory = try CellMemory(
          Recording(trace, of: model.stack), step: step, unit: unit)
        let cell = trace.steps[step][0][.cell][unit]
        #expect(abs(memory.sum - cell) < 1e-12)
        #expect(memory.writes.count == step + 1)
        #expect(memory.writes.last?.kept == 1)
      }
    }
  }

  /// ∂C_t/∂C_0 along the direct path is Π f, and so is what is left of C_0.
  @Test func whatIsLeftOfTheStartIsTheProductOfForgetGates() throws {
    var trace = model.trace(over: randomIndices(9, of: model))
    let start = State(hidden: Vector(zeros: 6), cell: [2, 2, 2, 2, 2, 2])
    trace = model.stack.trace(over: trace.inputs, from: [start])
    let memory = try CellMemory(
      Recording(trace, of: model.stack), step: 8, unit: 2)
    let product = trace.steps.reduce(1) { $0 * $1[0][.forgetGate][2] }
    #expect(abs(memory.initial - 2 * product) < 1e-14)
  }

  @Test func theTriangleHoldsEveryStepsMemory() throws {
    let trace = model.trace(over: randomIndices(10, of: model))
    let triangle = try CellMemory.triangle(
      Recording(trace, of: model.stack), layer: 0, unit: 4, steps: 0..<10)
    for t in 0..<10 {
      let memory = try CellMemory(
        Recording(trace, of: model.stack), step: t, unit: 4)
      for k in 0..<10 {
        let share = k <= t ? memory.writes[k].share : 0
        #expect(abs(triangle.writes[t, k] - share) < 1e-14)
      }
    }
  }

  /// From the middle of a text, and from a start that is not zero: what is left
  /// from before and what was written since are the memory.
  @Test(arguments: [0, 5])
  func aTriangleFromTheMiddleSumsToTheMemory(_ first: Int) throws {
    let inputs = randomIndices(12, of: model).map { model.reader(.symbol($0)) }
    let start = State(
      hidden: Vector(zeros: 6), cell: [1, -2, 0.5, 3, 0, -1])
    let trace = model.stack.trace(over: inputs, from: [start])
    let triangle = try CellMemory.triangle(
      Recording(trace, of: model.stack), layer: 0, unit: 3, steps: first..<12)
    for t in 0..<(12 - first) {
      let written = triangle.writes[row: t].elements.reduce(0, +)
      #expect(triangle.memory[t] == trace.steps[first + t][0][.cell][3])
      #expect(abs(triangle.before[t] + written - triangle.memory[t]) < 1e-12)
    }
    #expect(triangle.before[0] != 0)
  }

  @Test func aCellThatWasHeldIsNotASumOfWrites() throws {
    let inputs = randomIndices(5, of: model).map { model.reader(.symbol($0)) }
    let held = try Intervention([Clamp(parsing: "c[1]=3@2")], of: model.stack)
    let trace = model.stack.trace(over: inputs, under: held)
    #expect(throws: InspectionError.self) {
      try CellMemory(
        Recording(trace, of: model.stack), step: 4, unit: 1)
    }
  }

  @Test func barsFitATerminal() throws {
    let indices = randomIndices(60, of: model)
    let read = InputSequence.symbols(
      indices, labels: indices.map { model.reader.vocabulary?[$0] ?? "" })
    let text = try CellMemory(
      Recording(of: model, reading: read), step: 59, unit: 0
    ).text(of: read)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(text.contains("+ 36 smaller writes"))
  }
}
