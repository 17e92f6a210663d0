import Drawing
import Inspection
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
      quantities: [.hidden], layer: 0, stepCount: count, mostColumns: most,
      aggregation: .mean)
    for (t, step) in steps(count).enumerated() {
      accumulator.add(step, label: "\(t)")
    }
    let figure = accumulator.heatmaps
    let width = figure.timeline.stepsPerColumn
    #expect(figure.timeline.labels.count <= most)
    #expect(width == (count + most - 1) / most)
    for (column, character) in figure.timeline.labels.enumerated() {
      let members = column * width..<min((column + 1) * width, count)
      let mean =
        members.reduce(0) { $0 + Double($1) } / Double(members.count)
      #expect(character == "\(members.lowerBound)")
      #expect(abs(figure.panels[0].values[column, 0] - mean) < 1e-9)
    }
  }

  /// A gate that is open but for one step of a thousand: the mean of its column
  /// hides that, the value furthest from the unit's mean is that step.
  @Test func aSingleStepIsSeen() {
    func column(_ aggregation: Aggregation) -> Double {
      var accumulator = HeatmapAccumulator(
        quantities: [.hidden], layer: 0, units: [0], stepCount: 1000,
        mostColumns: 10, aggregation: aggregation)
      for t in 0..<1000 {
        accumulator.add(
          [Step([.hidden], [[t == 432 ? 0.125 : 1]])], label: "a")
      }
      let values = accumulator.heatmaps.panels[0].values
      // All other columns hold the same everywhere.
      #expect((0..<10).filter { $0 != 4 }.allSatisfy { values[$0, 0] == 1 })
      return values[4, 0]
    }
    #expect(column(.extreme) == 0.125)
    #expect(column(.min) == 0.125)
    #expect(column(.max) == 1)
    #expect(abs(column(.mean) - (99 + 0.125) / 100) < 1e-12)
  }

  @Test func whatIsNotANumberStaysSo() {
    for aggregation in Aggregation.allCases {
      var accumulator = HeatmapAccumulator(
        quantities: [.hidden], layer: 0, stepCount: 4, mostColumns: 2,
        aggregation: aggregation)
      for value in [1, .nan, 3, 4] {
        accumulator.add([Step([.hidden], [[value]])], label: "a")
      }
      #expect(accumulator.heatmaps.panels[0].values[0, 0].isNaN)
    }
  }

  @Test func mergingLaterGivesTheSame() {
    let count = 103
    let trace = Trace(
      inputs: [], initial: [], steps: steps(count))
    let characters = (0..<count).map { "\($0)" }
    var whole = GateHeatmaps(
      trace, Timeline(characters: characters), quantities: [.hidden])
    // What is furthest from a mean of extremes is another thing.
    whole.aggregation = .mean
    let merged = whole.fitted(to: 20).fitted(to: 7)
    var accumulator = HeatmapAccumulator(
      quantities: [.hidden], layer: 0, stepCount: count,
      mostColumns: merged.timeline.labels.count, aggregation: .mean)
    for (step, character) in zip(trace.steps, characters) {
      accumulator.add(step, label: character)
    }
    let streamed = accumulator.heatmaps
    #expect(merged.timeline.stepsPerColumn == streamed.timeline.stepsPerColumn)
    #expect(merged.timeline.labels == streamed.timeline.labels)
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
    for step in steps(3) { accumulator.add(step, label: "x") }
    #expect(accumulator.heatmaps.units == [1])
    #expect(accumulator.heatmaps.panels[0].values.elements == [0, 1, 4])
  }

  /// The most varying units stay in their order, and the caption says so.
  @Test func theUnitsThatVaryMostAreKept() {
    var accumulator = HeatmapAccumulator(
      quantities: [.forgetGate, .cell], layer: 0, units: [0, 1, 2, 3],
      stepCount: 4, mostColumns: 9, cell: CellFamily.lstm)
    for t in 0..<4 {
      let x = Double(t)
      let step = Step(
        [.forgetGate, .cell], [[9 * x, 0, 0, x], [0, 3 * x, x, -2 * x]])
      accumulator.add([step], label: "x")
    }
    let figure = accumulator.heatmaps
    #expect(figure.mostVarying(2) == [1, 3])
    let kept = figure.keeping([1, 3])
    #expect(kept.units == [1, 3])
    #expect(kept.panels[0].values.elements == [0, 0, 0, 1, 0, 2, 0, 3])
    #expect(kept.orderNote == "the 2 of 4 units whose C varies most")
    let ordered = kept.ordered(by: .peak)
    #expect(
      ordered.orderNote?.contains("varies most; units by the step") == true)
    #expect(figure.keeping(figure.mostVarying(9)) == figure)
  }

  /// A projected h has no value for the units at the end: an empty row, and not
  /// one of numbers gone wrong.
  @Test func aProjectedHiddenStateHasRowsOfItsOwn() {
    var accumulator = HeatmapAccumulator(
      quantities: [.cell, .hidden], layer: 0, units: [3, 0, 2], stepCount: 2,
      mostColumns: 9, cell: CellFamily.known("projected"))
    for t in 0..<2 {
      let step = Step(
        [.cell, .hidden], [[1, 2, 3, 4], [Double(t), 7]])
      accumulator.add([step], label: "\(t)")
    }
    let figure = accumulator.heatmaps
    #expect(figure.panels[0].absentRows.isEmpty)
    #expect(figure.panels[1].absentRows == [0, 2])
    #expect(figure.panels[1].values[1, 1] == 1)
    #expect(figure.panels[1].isFitted)
    #expect(figure.ordered(by: .variance).panels[1].absentRows.count == 2)
    let scene = figure.scene(measure: EvenTextMeasure())
    let labels = scene.labels.map(\.text.string)
    #expect(labels.contains { $0.contains("h is a projection") })
    #expect(labels.count { $0 == "unit" } == 1)
    #expect(labels.count { $0 == "value" } == 1)
    let rows = scene.elements.flatMap(\.flattened).compactMap {
      // The legends have more columns.
      if case .cells(let image, _) = $0, image.columns == 2 {
        image.rows
      } else {
        nil
      }
    }
    #expect(rows == [3, 1])
    #expect(!labels.contains { $0.contains("not a finite number") })
  }

  /// Of units that a projected h lacks there is no panel, and a word about it.
  @Test func aPanelWithoutValuesIsLeftOut() {
    var accumulator = HeatmapAccumulator(
      quantities: [.hidden, .cell], layer: 0, units: [2, 3], stepCount: 1,
      mostColumns: 9, cell: CellFamily.known("projected"))
    accumulator.add(
      [Step([.hidden, .cell], [[1, 2], [1, 2, 3, 4]])], label: "a")
    let figure = accumulator.heatmaps
    #expect(figure.panels.map(\.quantity) == [.cell])
    #expect(figure.notes == ["h has no value for these units"])
  }

  /// A word's column has the blanks after it, and the next word begins where
  /// they end; a line's column ends with its line.
  @Test(arguments: [
    (StepGroup.word, ["Oh,", "no", "a"], [0.0, 4, 8]),
    (.line, ["Oh, no", "a"], [0, 8]),
  ])
  func columnsAreWordsAndLines(
    _ group: StepGroup, _ labels: [String], _ firsts: [Double]
  ) {
    let text = ["O", "h", ",", " ", "n", "o", " ", "\n", "a", "\n"]
    var accumulator = HeatmapAccumulator(
      quantities: [.hidden], layer: 0, stepCount: text.count, mostColumns: 2,
      aggregation: .min, group: group)
    for (step, label) in zip(steps(text.count), text) {
      accumulator.add(step, label: label)
    }
    let figure = accumulator.heatmaps
    #expect(figure.timeline.labels == labels)
    #expect(figure.timeline.stepCount == labels.count)
    #expect(figure.timeline.stepsPerColumn == 1)
    #expect(labels.indices.map { figure.panels[0].values[$0, 0] } == firsts)
    let words = figure.scene(measure: EvenTextMeasure()).labels
      .map(\.text.string)
    #expect(words.contains("\(group.rawValue) read"))
    #expect(words.contains { $0.contains("1 column = 1 \(group.rawValue)") })
    #expect(words.contains("a") && !words.contains("\n"))
  }

  /// The cells of a memory block share its gates.
  @Test func aBlocksGateIsThatOfEachOfItsCells() {
    var accumulator = HeatmapAccumulator(
      quantities: [.inputGate, .cell], layer: 0, stepCount: 1, mostColumns: 9,
      cell: CellFamily.lstm1997)
    accumulator.add(
      [Step([.inputGate, .cell], [[0.25, 0.75], [1, 2, 3, 4]])],
      label: "a")
    let gate = accumulator.heatmaps.panels[0]
    #expect(gate.values.elements == [0.25, 0.25, 0.75, 0.75])
    #expect(gate.absentRows.isEmpty)
  }
}
