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
    let panel = try #require(scene.group("panel f"))
    let frame = try #require(
      panel.compactMap { element -> Rect? in
        if case .rectangle(let rect, _, _) = element { rect } else { nil }
      }.first)
    let points = panel.compactMap { element -> Point? in
      if case .ellipse(let rect, _) = element { rect.centre } else { nil }
    }
    // Always open is the upper left corner, always shut the lower right, both
    // 0.04 of 1.08 away from the edges, so that no point is cut.
    #expect(points.count == 2)
    let spare = 0.04 / 1.08 * frame.width
    let corners = [
      Point(frame.x + spare, frame.y + spare),
      Point(frame.maxX - spare, frame.maxY - spare),
    ]
    for corner in corners {
      #expect(points.contains { ($0 - corner).length < 1e-9 })
    }
    #expect(
      scene.labels.contains { $0.text.string == "50% shut, 50% open" })
  }

  /// A unit far from all others has its own number, not its place among those
  /// that are shown.
  @Test func unitsThatStandApartAreNamed() throws {
    let cell = LSTMCell(inputSize: 1, hiddenSize: 40)
    var saturation = Saturation(of: cell, units: Array(20..<40))
    for t in 0..<100 {
      var step = cell.zeroStep
      for unit in 0..<40 {
        // All are open, each a little less often, but for 31, which is shut.
        step[.forgetGate][unit] = unit == 31 ? 0 : t < unit / 4 ? 0.5 : 1
      }
      saturation.add(step)
    }
    let scene = SaturationFigure(saturation, layer: 0).scene(
      measure: EvenTextMeasure())
    let panel = try #require(scene.group("panel f"))
    let names = panel.flatMap(\.flattened).compactMap { element -> String? in
      guard case .label(let label) = element else { return nil }
      return Int(label.text.string).flatMap { $0 > 1 ? "\($0)" : nil }
    }
    #expect(names == ["31"])
    let table = SaturationFigure(saturation, layer: 0).numbers.rows
    #expect(table.prefix(2).map { $0[2] } == ["20", "21"])
  }

  @Test func rowsAnHourApartAreHours() {
    let labels = SaturationFigure(
      saturation(0.95, 0.05), layer: 0, step: "hour"
    ).scene(measure: EvenTextMeasure()).labels.map(\.text.string)
    #expect(labels.contains("hours") && !labels.contains("steps"))
    #expect(
      labels.contains { $0.hasPrefix("median ") && $0.hasSuffix("hours") })
  }

  @Test func unitsAtOnePlaceMakeALargerPoint() throws {
    let scene = SaturationFigure(saturation(0.95, 0.99), layer: 0)
      .scene(measure: EvenTextMeasure())
    let panel = try #require(scene.group("panel f"))
    let sizes = panel.compactMap { element -> Double? in
      if case .ellipse(let rect, _) = element { rect.width } else { nil }
    }
    let one = try #require(
      SaturationFigure(saturation(0.95, 0.05), layer: 0)
        .scene(measure: EvenTextMeasure()).group("panel f")?
        .compactMap { element -> Double? in
          if case .ellipse(let rect, _) = element { rect.width } else { nil }
        }.first)
    #expect(sizes.count == 1 && abs(sizes[0] / one - 2.0.squareRoot()) < 1e-9)
    #expect(
      scene.labels.map(\.text.string).joined(separator: " ")
        .contains("So few steps"))
  }

  @Test func timeScalesAreCounted() {
    // 1/(1 − 0.95) = 20 and 1/(1 − 0.05) = 1.05.
    let counts = TimeScaleHistogram(saturation(0.95, 0.05).gates[0]).counts
    #expect(counts[0] == 1 && counts.reduce(0, +) == 2)
    let never = TimeScaleHistogram(saturation(1, 1).gates[0])
    #expect(never.counts.last == 2)
  }
}
