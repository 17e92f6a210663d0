import Inspection
import LSTMCore
import Testing

/// What holding values does to what is predicted of numbers.
struct InterventionEffectTests {
  private let model: Model
  private let series: Series

  init() {
    var generator = SplitMix64(seed: 21)
    let cell = LSTMCell(
      inputSize: 2, hiddenSize: 3, forgetBias: 1, using: &generator)
    model = Model(
      reader: .rows(
        columns: ["a", "b"], scaling: Scaling(mean: [1, 0], scale: [2, 1])),
      stack: Stack([cell]),
      readout: Readout(
        weights: Matrix(rows: 1, columns: 3, [1, 2, 3]), bias: [0.5],
        .numbers(
          Readout.Targets(
            names: ["b"], ahead: 1, scaling: Scaling(mean: [5], scale: [2])))))
    series = Series(
      columns: ["a", "b"],
      rows: (0..<30).map { _ in Vector(normal: 2, using: &generator) })
  }

  private var recording: Recording {
    Recording(of: model, reading: .rows(series))
  }

  @Test func predictionsAreThoseOfBothRuns() throws {
    let held = try Intervention([Clamp(parsing: "h=0@10-")], of: model.stack)
    let effect = InterventionEffect(held, on: recording)
    #expect(effect.before == model.trace(over: series.rows.map(Datum.row)))
    for (t, both) in effect.predictions.enumerated() {
      // With h = 0 the readout says its bias: 5 + 2·0.5.
      #expect(t < 10 ? both.after == both.before : both.after == [6])
    }
    #expect(effect.text().contains("Held: h=0@10-"))
    let lines = effect.text().split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(
      effect.change.steps[12][0][.hidden]
        == Vector(zeros: 3) - effect.before.steps[12][0][.hidden])
  }

  @Test func holdingNothingChangesNothing() {
    let effect = InterventionEffect(.none, on: recording)
    #expect(effect.text().contains("not by a bit"))
  }
}
