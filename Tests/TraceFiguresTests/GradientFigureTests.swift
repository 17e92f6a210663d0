import Drawing
import Experiments
import Testing
import TraceFigures

struct GradientFigureTests {
  /// Lines that end close together, one that dies out, and one that is lost.
  static let panel = LogPanel(
    title: "gradient norm ‖∂L/∂h‖", axis: "steps back from the loss",
    series: [
      LogPanel.Series(
        name: "LSTM, bias 1", colour: 0, values: halving(by: 0.99),
        lower: halving(by: 0.98), upper: halving(by: 1),
        dashed: halving(by: 0.7)),
      LogPanel.Series(
        name: "LSTM, bias 2", colour: 1, values: halving(by: 0.991)),
      LogPanel.Series(
        name: "LSTM, bias 3", colour: 2, values: halving(by: 0.992)),
      LogPanel.Series(
        name: "vanilla RNN", colour: 3, values: halving(by: 0.4)),
      LogPanel.Series(
        name: "nothing", colour: 4,
        values: [Double](repeating: 0, count: 100)),
    ])
  let figure = GradientFigure(
    title: "How far?", panels: [panel, panel],
    ranges: RangePanel(
      title: "share left", axis: "bias",
      columns: [1e-4, 2.8e-8, 0.3, 9, .nan].enumerated().map { index, value in
        RangePanel.Column(
          name: "\(index)", colour: index, value: value, lower: value / 2,
          upper: 2 * value)
      }), notes: ["32 units, 100 steps, 20 seeds from 1997."])

  static func halving(by factor: Double) -> [Double] {
    var value = 1.0
    return (0..<100).map { _ in
      defer { value *= factor }
      return value
    }
  }

  @Test(arguments: [FigureStyle.screen, .print, .print(millimetres: 85)])
  func everythingFits(style: FigureStyle) {
    let typesetter = Typesetter()
    expectTidy(
      figure.scene(style: style, measure: typesetter), measure: typesetter,
      minimumText: style.minimumText)
    // Raised and lowered runs would be smaller than the text around them.
    let scene = figure.scene(style: style, measure: typesetter)
    let runs = scene.labels.flatMap(\.text.runs)
    #expect(runs.allSatisfy { $0.style.script == .normal })
  }

  @Test func aStudyBecomesTwoPlotsAndTheSharesLeft() {
    var study = GradientStudy()
    (study.hiddenSize, study.steps, study.seeds) = (4, 60, 3)
    let report = GradientReport(study: study, curves: study.run())
    let figure = GradientFigure(report)
    #expect(figure.panels.map(\.series.count) == [8, 7])
    #expect(
      figure.ranges?.columns.map(\.name)
        == ["RNN", "b=0", "b=1", "b=2", "b=3", "b=5", "chrono", "1997"])
    #expect(figure.ranges?.title.contains("50 steps") == true)
    let typesetter = Typesetter()
    expectTidy(
      figure.scene(style: .print, measure: typesetter), measure: typesetter,
      minimumText: 7)
  }

  @Test(arguments: ["gru", "no-output-activation"])
  func anotherCellHasALineAndADot(_ name: String) {
    var study = GradientStudy()
    (study.hiddenSize, study.steps, study.seeds) = (4, 60, 2)
    (study.cell, study.spectralNorm) = (name, 0.9)
    let figure = GradientFigure(
      GradientReport(study: study, curves: study.run()))
    #expect(figure.panels[0].series.last?.name == name)
    let colours = figure.panels[0].series.map(\.colour)
    #expect(Set(colours).count == 10 && colours.max() == 9)
    // A name that is too long for a column stands beside the axis's.
    #expect(figure.ranges?.columns.last?.name == (name == "gru" ? name : "x"))
    #expect(figure.ranges?.axis.contains(name) == (name != "gru"))
    let typesetter = Typesetter()
    for style in [FigureStyle.screen, .print, .print(millimetres: 85)] {
      expectTidy(
        figure.scene(style: style, measure: typesetter), measure: typesetter,
        minimumText: style.minimumText)
    }
  }

  @Test func whatIsLostIsShownOnTheFloor() {
    let scene = figure.scene(measure: EvenTextMeasure())
    let labels = scene.labels.map(\.text.string)
    #expect(labels.contains("0 (underflow)"))
    #expect(labels.contains("1: constant error flow"))
    #expect(labels.contains("1.2e−7: float32 epsilon"))
    var short = figure
    for index in short.panels.indices {
      short.panels[index].series.removeLast(2)
    }
    let calm = short.scene(measure: EvenTextMeasure())
    #expect(!calm.labels.contains { $0.text.string == "0 (underflow)" })
  }

  @Test func namesKeepTheirDistance() {
    let frame = Rect(x: 0, y: 0, width: 100, height: 100)
    let ends = [10.0, 99, 98, 97, 11, 50].map { Point(100, $0) }
    let placed = DirectLabels(ends, gap: 10).placed(within: frame)
    for (above, below) in zip(placed, placed.dropFirst()) {
      #expect(below.y - above.y >= 10)
      #expect(below.end.y >= above.end.y, "in the order of the lines")
    }
    #expect(placed.allSatisfy { (0...100).contains($0.y) })
    #expect(placed.first { $0.index == 5 }?.y == 50, "no need to move")
  }
}
