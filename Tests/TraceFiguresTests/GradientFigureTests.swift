import Drawing
import Testing
import TraceFigures

struct GradientFigureTests {
  /// Lines that end close together, one that dies out, and one that is lost.
  let figure = GradientFigure(
    series: [
      GradientFigure.Series(
        name: "LSTM, b_f = 1", median: halving(by: 0.99),
        p10: halving(by: 0.98), p90: halving(by: 1),
        directPath: halving(by: 0.7)),
      GradientFigure.Series(name: "LSTM, b_f = 2", median: halving(by: 0.991)),
      GradientFigure.Series(name: "LSTM, b_f = 3", median: halving(by: 0.992)),
      GradientFigure.Series(name: "vanilla RNN", median: halving(by: 0.4)),
      GradientFigure.Series(
        name: "nothing", median: [Double](repeating: 0, count: 100)),
    ], conditions: "32 units, 100 steps, 20 seeds from 1997.")

  static func halving(by factor: Double) -> [Double] {
    var value = 1.0
    return (0..<100).map { _ in
      defer { value *= factor }
      return value
    }
  }

  @Test(arguments: [FigureStyle.screen, .print])
  func everythingFits(style: FigureStyle) {
    let typesetter = Typesetter()
    // Exponents are raised and so smaller than the text that they stand in.
    expectTidy(
      figure.scene(style: style, measure: typesetter), measure: typesetter,
      minimumText: style.minimumText)
  }

  @Test func whatIsLostIsShownOnTheFloor() {
    let scene = figure.scene(measure: EvenTextMeasure())
    let labels = scene.labels.map(\.text.string)
    #expect(labels.contains("0 (underflow)"))
    #expect(labels.contains("1: constant error flow"))
    #expect(labels.contains { $0.hasPrefix("1.2 × 10⁻⁷") })
    var short = figure
    short.series.removeLast(2)
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
