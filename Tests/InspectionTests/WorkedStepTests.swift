import Inspection
import LSTMCore
import Testing

struct WorkedStepTests {
  private let model = smallModel(hidden: [7, 5])

  @Test func everySumIsTheTraces() throws {
    let trace = model.trace(over: randomIndices(12, of: model))
    for (step, layer) in [(0, 0), (5, 0), (11, 1)] {
      for unit in 0..<model.stack.cells[layer].hiddenSize {
        let worked = try WorkedStep(
          Recording(trace, of: model.stack), step: step, layer: layer,
          unit: unit)
        let recorded = trace.steps[step][layer]
        let sums = worked.gates.map(\.sum)
        let pre = Quantity.lstmPreactivations.map { recorded[$0][unit] }
        #expect(zip(sums, pre).allSatisfy { abs($0 - $1) < 1e-12 })
        for gate in worked.gates {
          let total = gate.terms.reduce(gate.bias ?? 0) { $0 + $1.product }
          #expect(abs(total - gate.sum) < 1e-12)
          let sizes = gate.terms.map { abs($0.product) }
          #expect(sizes == sizes.sorted(by: >))
        }
        #expect(abs((worked.cell ?? .nan) - recorded[.cell][unit]) < 1e-12)
        #expect(worked.hidden == recorded[.hidden][unit])
      }
    }
  }

  @Test func aTraceThatIsWrongIsRefused() throws {
    var trace = model.trace(over: randomIndices(3, of: model))
    trace.steps[2][0][.outputGate][4] += 1e-9
    #expect(throws: InspectionError.self) {
      try WorkedStep(
        Recording(trace, of: model.stack), step: 2, unit: 4)
    }
    #expect(throws: Never.self) {
      try WorkedStep(
        Recording(trace, of: model.stack), step: 2, unit: 3)
    }
  }

  @Test func whatIsNotThereIsNamed() {
    let trace = model.trace(over: [1, 2])
    for (step, layer, unit, error) in [
      (2, 0, 0, InspectionError.noStep(2, count: 2)),
      (-1, 0, 0, .noStep(-1, count: 2)),
      (0, 2, 0, .noLayer(2, count: 2)),
      (0, 1, 5, .noUnit(5, layer: 1, count: 5)),
    ] {
      #expect(throws: error) {
        try WorkedStep(
          Recording(trace, of: model.stack), step: step, layer: layer,
          unit: unit)
      }
    }
  }

  @Test func theTextFitsATerminal() throws {
    let trace = model.trace(over: randomIndices(4, of: model))
    let worked = try WorkedStep(
      Recording(trace, of: model.stack), step: 3, layer: 1, unit: 0)
    #expect(worked.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(worked.text.contains("+ 7 smaller terms"))
    #expect(worked.text.contains("of layer 0"))
  }
}
