import Drawing
import Inspection
import LSTMCore
import Testing
import TraceFigures

/// Figures of what a model made of rows of numbers.
struct SeriesFigureTests {
  private func figure(
    steps: Int, columns: Int = 2, labels: Bool = false
  ) -> GateHeatmaps {
    var generator = SplitMix64(seed: 2)
    let stack = Stack([
      LSTMCell(
        inputSize: columns, hiddenSize: 6, forgetBias: 1, using: &generator)
    ])
    let rows = (0..<steps).map { _ in
      Vector(normal: columns, using: &generator)
    }
    let names = (0..<steps).map { labels ? "day \($0) 00:00" : "" }
    var heatmaps = HeatmapAccumulator(
      quantities: Quantity.lstm, layer: 0, stepCount: steps,
      mostColumns: FigureStyle.screen.mostColumns)
    for (step, name) in zip(stack.steps(over: rows), names) {
      heatmaps.add(step, label: name)
    }
    var figure = heatmaps.heatmaps
    figure.timeline.rows = Series(
      columns: (0..<columns).map { "column \($0)" }, rows: rows,
      labels: labels ? names : nil)
    return figure
  }

  @Test(arguments: [
    (1, 1, false), (12, 3, true), (130, 2, true), (1_500, 9, true),
    (4_000, 1, false),
  ])
  func everyLabelIsOnThePage(_ steps: Int, _ columns: Int, _ labels: Bool) {
    let typesetter = Typesetter()
    for style in [FigureStyle.screen, .print, .print(millimetres: 85)] {
      let scene = figure(steps: steps, columns: columns, labels: labels)
        .scene(style: style, measure: typesetter)
      for label in scene.labels {
        #expect(
          scene.bounds.contains(typesetter.box(of: label).inset(by: 0.5)),
          "\(label)")
        #expect(label.text.size >= style.minimumText - 1e-9)
      }
      let names = scene.labels.filter { $0.text.string.hasPrefix("column ") }
      #expect(names.count == min(columns, 8))
      let isSaid = scene.labels.contains {
        $0.text.string.contains("more columns are not drawn")
      }
      #expect(isSaid == (columns > 8))
    }
  }

  @Test func aLineKeepsThePeaksOfItsColumn() throws {
    var figure = figure(steps: 3_000, columns: 1)
    var series = try #require(figure.timeline.rows)
    series.rows = series.rows.map { _ in [0] }
    series.rows[1_501] = [7]
    figure.timeline.rows = series
    let scene = figure.scene(measure: EvenTextMeasure())
    // The line reaches the top of its lane, whose round numbers are 0 and 5.
    let labels = scene.labels.map(\.text.string)
    #expect(labels.contains("5") && !labels.contains("7"))
  }

  /// Lanes have round numbers, and that of a target says what it is.
  @Test func lanesHaveRoundNumbersAndMarkTheTarget() throws {
    var figure = figure(steps: 3, columns: 2)
    var series = try #require(figure.timeline.rows)
    series.rows = [[0.234, 1], [3.72, 1], [1, 1]]
    figure.timeline.rows = series
    figure.timeline.targets = ["column 1"]
    let labels = figure.scene(measure: EvenTextMeasure()).labels
      .map(\.text.string)
    #expect(!labels.contains("3.72") && !labels.contains("0.234"))
    #expect(labels.contains("column 1  (what is predicted)"))
    #expect(labels.contains("column 0"))
  }

  /// Times of several days are named by their dates where there is no room.
  @Test func daysAreNamedOnce() {
    var figure = figure(steps: 130, columns: 1)
    let names = (0..<130).map {
      "2024-05-0\(1 + $0 / 24) \($0 % 24 < 10 ? "0" : "")\($0 % 24):00"
    }
    figure.timeline.labels = names
    let labels = figure.scene(measure: EvenTextMeasure()).labels
      .map(\.text.string)
    #expect(labels.contains("2024-05-02") && labels.contains("2024-05-06"))
    #expect(!labels.contains { $0.contains(":00") })
  }

  @Test func rowsHaveNumbersAndTheirLabelsAlone() {
    let measure = EvenTextMeasure()
    let plain = figure(steps: 30).scene(measure: measure)
    #expect(plain.labels.contains { $0.text.string == "time step (row read)" })
    #expect(!plain.labels.contains { $0.text.string.contains("day") })
    let named = figure(steps: 30, labels: true).scene(measure: measure)
    let upright = named.labels.filter { $0.text.string.hasPrefix("day ") }
    #expect(!upright.isEmpty && upright.allSatisfy { $0.rotation == -90 })
  }
}
