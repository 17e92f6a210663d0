import Drawing
import Experiments
import Foundation
import Testing
import TraceFigures

/// Trials beside the paper's means.
struct TrialResultsTests {
  static let outcomes = [
    PaperOutcome(
      experiment: "Experiment 4, adding problem", condition: "adding-t100",
      solved: [90_000, 70_000], unsolved: [1_000_000], published: 74_000),
    PaperOutcome(
      experiment: "Experiment 4, adding problem",
      condition: "adding-t1000", method: "lstm-readout4-cells", solved: [],
      unsolved: [4_000_000], published: 853_000),
    PaperOutcome(
      experiment: "Experiment 3a, noise and signal on one line",
      condition: "3a-t1000-n3", criterion: "ST1", solved: [1_000],
      published: 452_460),
    PaperOutcome(
      experiment: "Experiment 3a, noise and signal on one line",
      condition: "3a-t1000-n3", criterion: "ST2", solved: [10_000],
      published: 452_460),
  ]

  @Test func everyLabelFits() {
    let typesetter = Typesetter()
    for style in [FigureStyle.screen, .print, .print(millimetres: 85)] {
      let scene = TrialResultsFigure(Self.outcomes)
        .scene(style: style, measure: typesetter)
      expectTidy(
        scene, measure: typesetter, minimumText: style.minimumText)
    }
  }

  @Test func rowsSayWhatWasSolved() {
    let scene = TrialResultsFigure(Self.outcomes)
      .scene(measure: Typesetter())
    let words = scene.labels.map(\.text.string)
    #expect(words.contains("2/3") && words.contains("0/1"))
    #expect(words.contains("adding-t1000 readout4-cells"))
    #expect(words.contains("3a-t1000-n3, ST1"))
    #expect(words.count { $0.hasPrefix("Experiment") } == 2)
    let circles = scene.circles(in: "adding-t100 lstm stop")
    #expect(circles.count == 2)
    #expect(scene.summary.contains("0 of 1 solved"))
  }

  /// Ten trials given up at one place are one cross, and a ten beside it.
  @Test func crossesSayHowManyTheyAre() {
    func labels(unsolved: [Int]) -> [String] {
      let outcome = PaperOutcome(
        experiment: "Experiment 2c", condition: "2c-q100-p100", solved: [],
        unsolved: unsolved, published: 31_000)
      return TrialResultsFigure([outcome]).scene(measure: Typesetter())
        .labels.map(\.text.string)
    }
    let many = labels(unsolved: Array(repeating: 300_000, count: 10))
    #expect(many.contains("10"))
    let one = labels(unsolved: [300_000])
    #expect(!one.contains("1"))
  }

  /// No vertical line is at the height of a heading.
  @Test func theGridLeavesHeadingsAlone() {
    let scene = TrialResultsFigure(Self.outcomes)
      .scene(measure: Typesetter())
    let lines = scene.elements.compactMap { element -> [Double]? in
      guard case .path(let path, _) = element else { return nil }
      return path.points.map(\.y)
    }
    #expect(!lines.isEmpty)
    for label in scene.labels
    where label.text.string.hasPrefix("Experiment ") {
      let middle = label.position.y - 0.3 * label.text.size
      #expect(
        lines.allSatisfy { ys in
          ys.allSatisfy { $0 > middle } || ys.allSatisfy { $0 < middle }
        })
    }
  }

  /// Ten times as many sequences lie one decade further to the right.
  @Test func theAxisIsLogarithmic() throws {
    let scene = TrialResultsFigure(Self.outcomes)
      .scene(measure: Typesetter())
    let first = try #require(scene.circles(in: "3a-t1000-n3 lstm ST1").first)
    let second = try #require(scene.circles(in: "3a-t1000-n3 lstm ST2").first)
    let ticks = ["1000", "10k"].compactMap { tick in
      scene.labels.first { $0.text.string == tick }?.position.x
    }
    try #require(ticks.count == 2)
    #expect(abs(first.x - ticks[0]) < 1e-9)
    #expect(abs(second.x - ticks[1]) < 1e-9)
  }

  @Test func aBarIsAtTheMean() throws {
    let scene = TrialResultsFigure(Self.outcomes)
      .scene(measure: Typesetter())
    let dots = scene.circles(in: "adding-t100 lstm stop").map(\.x).sorted()
    let bars = try #require(scene.bars(in: "adding-t100 lstm stop"))
    let share = log(80.0 / 70) / log(90.0 / 70)
    let bar = try #require(bars.first)
    #expect(bars.count == 1)
    #expect(abs(bar - (dots[0] + share * (dots[1] - dots[0]))) < 1e-6)
    // One trial is its own mean.
    #expect(try #require(scene.bars(in: "3a-t1000-n3 lstm ST1")).isEmpty)
  }
}

extension Scene {
  /// The centres of the circles in the group of a name.
  fileprivate func circles(in name: String) -> [Point] {
    (group(name) ?? []).compactMap {
      if case .ellipse(let box, _) = $0 { box.centre } else { nil }
    }
  }

  /// Where there are upright lines in the group of a name; nil without one.
  fileprivate func bars(in name: String) -> [Double]? {
    group(name)?.compactMap { element -> Double? in
      guard case .path(let path, _) = element, path.points.count == 2,
        path.points[0].x == path.points[1].x,
        path.points[0].y != path.points[1].y
      else { return nil }
      return path.points[0].x
    }
  }
}
