import Drawing
import LSTMCore
import Testing
import TraceFigures
import Wording

/// What a damaged or absurd model computes is drawn, and ends no program.
struct ExtremeNumbersTests {
  static let values: [[Double]] = [
    [1e300, -1e300], [.leastNonzeroMagnitude, -.leastNonzeroMagnitude],
    [1e300, .leastNonzeroMagnitude], [.infinity, -.infinity], [.nan, 1],
    [.greatestFiniteMagnitude, 1.5e308],
  ]

  /// A run in which every quantity has these values in turn.
  private func trace(_ values: [Double]) -> Trace {
    var generator = SplitMix64(seed: 3)
    let stack = Stack([
      LSTMCell(inputSize: 2, hiddenSize: 2, using: &generator)
    ])
    var trace = stack.trace(over: (0..<6).map { _ in [1, -1] })
    for t in trace.steps.indices {
      for quantity in trace.steps[t][0].quantities {
        for unit in 0..<2 {
          trace.steps[t][0][quantity][unit] =
            values[(t + unit) % values.count]
        }
      }
    }
    return trace
  }

  @Test(arguments: values)
  func everyFigureOfARunIsDrawn(_ values: [Double]) {
    let trace = trace(values)
    let figure = GateHeatmaps(
      trace, Timeline(characters: "abcdef".map { String($0) }))
    for style in [FigureStyle.screen, .print] {
      #expect(
        !figure.scene(style: style, measure: EvenTextMeasure()).elements.isEmpty
      )
    }
    var table = TraceTable(
      TraceTable.Selection(
        units: [(0, [0, 1])], quantities: CellFamily.lstm.recorded),
      isColoured: false)
    for step in trace.steps {
      let row = table.row(
        symbol: "a", step: step, next: [("b", values[0])])
      #expect(!row.isEmpty)
    }
    #expect(table.footer.contains("mean"))
  }

  @Test(arguments: values, [Quantity.cell, .forgetGate])
  func everyTextIsColoured(_ values: [Double], _ quantity: Quantity) {
    var text = ColouredText(quantity, layer: 0, unit: 0)
    for value in values + [0.5] {
      text.add(
        "a", value: value,
        next: [ColouredText.Guess("b", probability: value)])
    }
    #expect(!text.scene(measure: EvenTextMeasure()).elements.isEmpty)
    #expect(text.html().contains("</html>"))
    for isColoured in [true, false] {
      #expect(text.terminal(isColoured: isColoured).contains("a"))
    }
  }

  @Test(arguments: values)
  func scalesAreFinite(_ values: [Double]) {
    let limit = ValueScale.fitted(to: values).limit
    #expect(limit > 0 && limit.isFinite)
    for value in values {
      let limit = ValueScale.oneTwoFive(atLeast: value)
      #expect(limit > 0 && limit.isFinite)
    }
  }

  @Test(arguments: [1e300, .greatestFiniteMagnitude, 1e-300])
  func longAxesHaveTicks(_ end: Double) {
    let curves = LossCurves([
      LossCurves.Curve(name: "training", updates: [0, end], nats: [3, end])
    ])
    #expect(!curves.scene(measure: EvenTextMeasure()).elements.isEmpty)
  }
}
