import Drawing
import Inspection
import LSTMCore
import Testing
import TraceFigures

struct StepWaterfallTests {
  /// Bars begin where the last one ended, the terms and the rest add up to z,
  /// and the last bar is z itself.
  @Test func barsAddUpToTheSum() throws {
    let recording = EveryFigureTests.recording
    let worked = try WorkedStep(recording, step: 7, unit: 2)
    let scene = StepWaterfall(worked).scene(measure: EvenTextMeasure())
    for sum in worked.gates {
      let panel = try #require(scene.group("panel \(sum.quantity)"))
      let bars = panel.compactMap { element -> Rect? in
        if case .rectangle(let rect, _, _) = element { rect } else { nil }
      }
      // The bias, up to eight terms, what is left of them, and z.
      let terms = min(sum.terms.count, StepWaterfall.named)
      let rest = sum.terms.count > StepWaterfall.named ? 1 : 0
      #expect(bars.count == 1 + terms + rest + 1)
      for (bar, next) in zip(bars.dropLast(), bars.dropFirst().dropLast()) {
        let ends = [bar.x, bar.maxX], starts = [next.x, next.maxX]
        #expect(
          ends.contains { end in starts.contains { abs(end - $0) < 0.51 } })
      }
      let parts = (sum.bias ?? 0) + sum.terms.reduce(0) { $0 + $1.product }
      #expect(abs(parts - sum.sum) < 1e-9)
    }
  }
}
