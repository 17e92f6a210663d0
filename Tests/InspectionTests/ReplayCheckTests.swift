import Inspection
import LSTMCore
import Testing

struct ReplayCheckTests {
  private let model = smallModel(hidden: [7, 5])

  @Test func aTraceFollowsFromItself() throws {
    let trace = model.trace(over: randomIndices(20, of: model))
    let check = ReplayCheck(Recording(trace, of: model.stack))
    #expect(check.largest < 1e-14)
    #expect(check.count == 20 * 10 * 12)
    #expect(check.worst.count == 20)
  }

  @Test(arguments: CellFamily.lstm.quantities)
  func aWrongValueIsNoticed(_ quantity: Quantity) throws {
    var trace = model.trace(over: randomIndices(20, of: model))
    trace.steps[13][1][quantity][2] += 1e-6
    let check = ReplayCheck(Recording(trace, of: model.stack))
    #expect(check.largest > 1e-8)
    trace.steps[13][1][quantity][2] = .nan
    #expect(
      ReplayCheck(Recording(trace, of: model.stack)).largest == .infinity)
  }
}
