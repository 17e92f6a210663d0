import LSTMCore
import Testing
import TraceFigures

struct ValueScaleTests {
  @Test(arguments: [
    (0.9, 1.0), (1, 1), (1.01, 2), (2, 2), (2.3, 5), (5.1, 10), (0.03, 0.05),
    (1e-8, 1e-8), (1.1e-8, 2e-8), (730, 1000),
  ])
  func limitsAreTidy(value: Double, limit: Double) {
    let found = ValueScale.oneTwoFive(atLeast: value)
    #expect(abs(found / limit - 1) < 1e-9)
  }

  @Test func outliersDoNotStretchTheScale() {
    var values = [Double](repeating: 1.5, count: 1000)
    values[0] = 80
    values[1] = .nan
    #expect(ValueScale.fitted(to: values) == .signed(limit: 2))
    for index in 2..<20 { values[index] = -40 }
    #expect(ValueScale.fitted(to: values) == .signed(limit: 50))
    #expect(ValueScale.fitted(to: [0.0, 0]) == .signed(limit: 1))
    #expect(ValueScale.fitted(to: [Double]()) == .signed(limit: 1))
  }

  /// What is next to nothing is not drawn as much.
  @Test func memoriesAreNeverScaledBelowOne() {
    #expect(ValueScale(for: .cell, values: [0.02]) == .signed(limit: 1))
    #expect(ValueScale(for: .cell, values: [1.2]) == .signed(limit: 2))
    // Gradients have no such measure.
    let panel = HeatmapPanel(
      .cell, Matrix(rows: 1, columns: 1, [0.02]), isGradient: true)
    #expect(abs(panel.scale.limit - 0.02) < 1e-12)
  }

  @Test func knownRangesAreFixed() {
    #expect(ValueScale(for: .outputGate, values: [7]) == .gate)
    #expect(ValueScale(for: .hidden, values: [7]) == .signed(limit: 1))
    #expect(
      ValueScale(for: .forgetPreactivation, values: [70])
        == .signed(limit: 6))
    #expect(ValueScale.signed(limit: 3).share(of: 0) == 0.5)
  }

  @Test func theCellKnowsItsRanges() throws {
    func scale(_ quantity: Quantity, in name: String) throws -> ValueScale {
      let cell = try #require(CellFamily[name])
      return ValueScale(
        for: quantity, range: cell.range(of: quantity), values: [0.1, 3.5])
    }
    #expect(try scale(.candidate, in: "lstm") == .signed(limit: 1))
    #expect(try scale(.candidate, in: "lstm-1997") == .signed(limit: 2))
    // From 0 to 1, but nothing that is closed or open.
    #expect(try scale(.candidate, in: "lstm-1997-2a") == .signed(limit: 1))
    #expect(try scale(.hidden, in: "rnn-relu") == .signed(limit: 5))
    #expect(try scale(.hidden, in: "projected") == .signed(limit: 5))
    #expect(try scale(.hidden, in: "lstm-1997-2a") == .signed(limit: 5))
    #expect(try scale(.resetGate, in: "gru") == .gate)
  }
}
