import Drawing
import Testing
import TraceFigures

struct LossCurvesTests {
  /// A loss that falls from 10 to 1 at once: the mean of the last four knows
  /// nothing of 10 after four updates, and the first is 10 itself.
  @Test func aRunningMeanForgetsWhatIsOlder() {
    let curve = LossCurves.Curve(
      name: "training", updates: [0, 1, 2, 3, 4, 5],
      nats: [10, 1, 1, 1, 1, 1], meanOf: 4)
    #expect(curve.nats == [10, 5.5, 4, 3.25, 1, 1])
    #expect(curve.raw == [10, 1, 1, 1, 1, 1])
  }

  @Test func aGapStaysAGap() {
    let curve = LossCurves.Curve(
      name: "training", updates: [0, 1, 2], nats: [2, .nan, 4], meanOf: 3)
    #expect(curve.nats[0] == 2 && curve.nats[1].isNaN && curve.nats[2] == 3)
  }

  @Test func aSinglePointHasAMarkAndTicksThatDiffer() {
    let figure = LossCurves([
      LossCurves.Curve(name: "training", updates: [1], nats: [4.493])
    ])
    let scene = figure.scene(measure: EvenTextMeasure())
    let marks = (scene.group("curves") ?? []).filter {
      if case .ellipse = $0 { true } else { false }
    }
    #expect(marks.count == 1)
    let ticks = (scene.group("axes") ?? []).compactMap {
      element -> String? in
      guard case .label(let label) = element, label.anchor == .end else {
        return nil
      }
      return label.text.string
    }
    #expect(ticks.count > 2 && Set(ticks).count == ticks.count, "\(ticks)")
  }

  /// A cell's colour does not depend on what it is compared with.
  @Test func moreThanSevenLinesDifferInDashes() {
    let curves = (0..<9).map { index -> LossCurves.Curve in
      LossCurves.Curve(
        name: "\(index)", updates: [0, 1], nats: [2, 1 + 0.1 * Double(index)])
    }
    let scene = LossCurves(curves).scene(measure: EvenTextMeasure())
    let looks = (scene.group("curves") ?? []).compactMap { element -> Stroke? in
      if case .path(_, let paint) = element { paint.stroke } else { nil }
    }
    #expect(looks.count == 9 && Set(looks).count == 9)
  }
}
