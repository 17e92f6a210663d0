import Inspection
import LSTMCore
import Testing

struct ClampTests {
  @Test(arguments: [
    (
      "i[0-3]=1@0-",
      Clamp(
        .inputGate, units: [0...3], steps: [0 ... .max], value: .constant(1))
    ),
    ("f=1", Clamp(.forgetGate, value: .constant(1))),
    ("i=0@10-20", Clamp(.inputGate, steps: [10...20], value: .constant(0))),
    ("c[17]=0", Clamp(.cell, units: [17...17], value: .constant(0))),
    (
      "o[3,8-11]=0.5",
      Clamp(.outputGate, units: [3...3, 8...11], value: .constant(0.5))
    ),
    (
      "f[7]=0.931@10",
      Clamp(
        .forgetGate, units: [7...7], steps: [10...10], value: .constant(0.931))
    ),
    (
      "l1.zg[0-2]=-1.5@0,4-",
      Clamp(
        .candidatePreactivation, layer: 1, units: [0...2],
        steps: [0...0, 4 ... .max], value: .constant(-1.5))
    ),
  ])
  func whatIsWrittenIsRead(_ text: String, _ clamp: Clamp) throws {
    #expect(try Clamp(parsing: text) == clamp)
    #expect(clamp.description == text)
  }

  @Test(arguments: [
    ("", 0), ("q=1", 0), ("f", 1), ("f=", 2), ("f=x", 2), ("f=nan", 2),
    ("f=inf", 2), ("c[17=0", 4), ("c[]=0", 2), ("c[5-3]=0", 2),
    ("c[-1]=0", 2), ("f=1@", 4), ("f=1@5-3", 4), ("f=1@x", 4), ("f=1@3 ", 5),
    ("l.f=1", 1), ("l0f.=1", 2), ("c[99999999999999999999]=0", 2),
    ("👩‍👩‍👧=1", 0),
  ])
  func errorsMarkThePlace(_ text: String, _ place: Int) {
    let error = #expect(throws: ClampSyntaxError.self) {
      try Clamp(parsing: text)
    }
    #expect(error?.place == place, "\(text): \(error?.place ?? -1)")
    #expect(error?.description.contains("QUANTITY[UNITS]=VALUE") == true)
  }

  @Test func patchesHaveNoValue() throws {
    #expect(
      try Clamp(parsing: "c[3]@10", hasValue: false)
        == Clamp(.cell, units: [3...3], steps: [10...10], value: .recorded))
    let error = #expect(throws: ClampSyntaxError.self) {
      try Clamp(parsing: "c=1", hasValue: false)
    }
    #expect(error?.place == 1)
  }
}
