import LSTMCore
import Testing
import TraceFigures

struct HeatmapAccumulatorTests {
  /// Steps whose hidden state is 0, 1, 2, … in unit 0 and its square in unit 1.
  private func steps(_ count: Int) -> [[Step]] {
    (0..<count).map { t in
      let value = Double(t)
      return [Step([.hidden], [[value, value * value]])]
    }
  }

  @Test(arguments: [(10, 4), (10, 10), (9, 3), (7, 2), (1, 5), (1000, 33)])
  func columnsAreMeans(count: Int, most: Int) {
    var accumulator = HeatmapAccumulator(
      quantities: [.hidden], layer: 0, stepCount: count, mostColumns: most)
    for (t, step) in steps(count).enumerated() {
      accumulator.add(step, character: "\(t)")
    }
    let figure = accumulator.heatmaps
    let width = figure.stepsPerColumn
    #expect(figure.characters.count <= most)
    #expect(width == (count + most - 1) / most)
    for (column, character) in figure.characters.enumerated() {
      let members = column * width..<min((column + 1) * width, count)
      let mean =
        members.reduce(0) { $0 + Double($1) } / Double(members.count)
      #expect(character == "\(members.lowerBound)")
      #expect(abs(figure.panels[0].values[column, 0] - mean) < 1e-9)
    }
  }

  @Test func mergingLaterGivesTheSame() {
    let count = 103
    let trace = Trace(
      inputs: [], initial: [], steps: steps(count))
    let characters = (0..<count).map { "\($0)" }
    let whole = GateHeatmaps(
      trace, characters: characters, quantities: [.hidden])
    let merged = whole.fitted(to: 20).fitted(to: 7)
    var accumulator = HeatmapAccumulator(
      quantities: [.hidden], layer: 0, stepCount: count,
      mostColumns: merged.characters.count)
    for (step, character) in zip(trace.steps, characters) {
      accumulator.add(step, character: character)
    }
    let streamed = accumulator.heatmaps
    #expect(merged.stepsPerColumn == streamed.stepsPerColumn)
    #expect(merged.characters == streamed.characters)
    for (a, b) in zip(
      merged.panels[0].values.elements, streamed.panels[0].values.elements)
    {
      #expect(abs(a - b) < 1e-9 * max(1, abs(b)))
    }
  }

  @Test func onlyTheUnitsAskedForAreKept() {
    var accumulator = HeatmapAccumulator(
      quantities: [.hidden], layer: 0, units: [1], stepCount: 3,
      mostColumns: 10)
    for step in steps(3) { accumulator.add(step, character: "x") }
    #expect(accumulator.heatmaps.units == [1])
    #expect(accumulator.heatmaps.panels[0].values.elements == [0, 1, 4])
  }
}
