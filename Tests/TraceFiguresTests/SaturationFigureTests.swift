import Drawing
import Inspection
import LSTMCore
import Testing
import TraceFigures

struct SaturationFigureTests {
  /// Two units whose forget gates are always at the given values.
  private func saturation(_ first: Double, _ second: Double) -> Saturation {
    var saturation = Saturation(of: LSTMCell(inputSize: 1, hiddenSize: 2))
    for _ in 0..<4 {
      var step = LSTMCell(inputSize: 1, hiddenSize: 2).zeroStep
      step[.forgetGate] = [first, second]
      saturation.add(step)
    }
    return saturation
  }

  @Test func pointsAreWhereTheSharesPutThem() throws {
    let scene = SaturationFigure(saturation(0.95, 0.05), layer: 0)
      .scene(measure: EvenTextMeasure())
    let panel = try #require(scene.group("gate f"))
    let frame = try #require(
      panel.compactMap { element -> Rect? in
        if case .rectangle(let rect, _, _) = element { rect } else { nil }
      }.first)
    let points = panel.compactMap { element -> Point? in
      if case .ellipse(let rect, _) = element { rect.centre } else { nil }
    }
    // Always open is the upper left corner, always shut the lower right.
    #expect(points.count == 2)
    #expect((points[0] - Point(frame.x, frame.y)).length < 1e-9)
    #expect((points[1] - Point(frame.maxX, frame.maxY)).length < 1e-9)
    #expect(
      scene.labels.contains { $0.text.string == "50% shut, 50% open" })
  }

  @Test func timeScalesAreCounted() {
    // 1/(1 − 0.95) = 20 and 1/(1 − 0.05) = 1.05.
    let counts = TimeScaleHistogram(saturation(0.95, 0.05).gates[0]).counts
    #expect(counts[0] == 1 && counts.reduce(0, +) == 2)
    let never = TimeScaleHistogram(saturation(1, 1).gates[0])
    #expect(never.counts.last == 2)
  }
}
