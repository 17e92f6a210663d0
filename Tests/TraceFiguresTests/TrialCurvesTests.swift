import Drawing
import Experiments
import Testing
import TraceFigures

/// Learning curves of the experiments of 1997.
struct TrialCurvesTests {
  static func curves(_ name: String, trials: Int, published: Int?)
    -> TrialCurves
  {
    TrialCurves(
      name: name, published: published,
      curves: (0..<trials).map { trial in
        var curve = TrialCurve()
        for k in 1...40 {
          curve.add(256 * k * (trial + 1), 0.5 / Double(k + trial))
        }
        return curve
      })
  }

  @Test func everyLabelFits() {
    let panels = [
      Self.curves("multiplication-t100", trials: 3, published: 12_730_000),
      Self.curves("2a-p100-literal", trials: 1, published: 5_040),
      Self.curves("reber-3x2-0.5", trials: 10, published: nil),
      TrialCurves(name: "empty", published: nil, curves: []),
    ]
    let typesetter = Typesetter()
    for style in [FigureStyle.screen, .print, .print(millimetres: 85)] {
      let scene = TrialCurvesFigure(panels, notes: ["3 trials each."])
        .scene(style: style, measure: typesetter)
      for label in scene.labels {
        #expect(
          scene.bounds.contains(typesetter.box(of: label).inset(by: 0.5)),
          "\(label)")
        #expect(label.text.size >= style.minimumText - 1e-9)
      }
    }
  }

  /// Half of the trials learn and half do not: nothing between them is drawn.
  @Test func everyTrialIsALineToItsOwnEnd() throws {
    var (learned, stuck) = (TrialCurve(), TrialCurve())
    for k in 1...10 {
      if k < 6 { learned.add(100 * k, 0.5 - 0.09 * Double(k)) }
      stuck.add(100 * k, 0.5)
    }
    let scene = TrialCurvesFigure([
      TrialCurves(name: "x", published: nil, curves: [learned, stuck])
    ]).scene(measure: EvenTextMeasure())
    let paths = try #require(scene.group("trials")).compactMap {
      if case .path(let path, let paint) = $0 { (path, paint) } else { nil }
    }
    #expect(paths.map(\.0.points.count) == [5, 10])
    #expect(paths.allSatisfy { $0.1.fill == nil })
    let ends = paths.compactMap(\.0.points.last)
    #expect(ends[0].x < ends[1].x && ends[0].y > ends[1].y)
  }

  @Test func thePapersMeanIsDashedWhereItIsNear() {
    func dashes(_ published: Int?) -> Int {
      let scene = TrialCurvesFigure([
        Self.curves("x", trials: 2, published: published)
      ]).scene(measure: Typesetter())
      return scene.description.split(separator: "\n")
        .count { $0.contains("dash") }
    }
    // The longest trial has 20,480 sequences.
    #expect(dashes(nil) == 0)
    #expect(dashes(15_000) == 1)
    #expect(dashes(50_000) == 1)
    #expect(dashes(70_000) == 0)
  }
}
