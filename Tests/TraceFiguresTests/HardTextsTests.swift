import Drawing
import Inspection
import LSTMCore
import Testing
import TraceFigures

/// Every label of every figure is within its page, large enough and clear of
/// the others, for texts and sizes that are likely to break a layout.
struct HardTextsTests {
  static let styles: [FigureStyle] = {
    let themed = [Theme.light, .dark, .print].map { theme in
      var style = FigureStyle.screen
      style.theme = theme
      return style
    }
    return themed + [.print, .print(millimetres: 85)]
  }()

  @Test(arguments: [1, 12, 80, 400], [1, 10, 128])
  func heatmaps(steps: Int, units: Int) {
    expectTidyHeatmaps(steps: steps, units: units)
  }

  @Test func heatmapsOfManyUnits() {
    expectTidyHeatmaps(steps: 12, units: 512)
  }

  private func expectTidyHeatmaps(steps: Int, units: Int) {
    let typesetter = Typesetter()
    // Cells are the costly part and text is not in them: where there are many,
    // one text will do.
    let texts = GateHeatmapsTests.texts
    for text in units > 10 ? [texts[(steps + units) % 5]] : texts {
      let figure = Self.figure(text, steps: steps, units: units)
      for style in [FigureStyle.screen, .print(millimetres: 85)] {
        let scene = figure.scene(style: style, measure: typesetter)
        expectTidy(
          scene, measure: typesetter, minimumText: style.minimumText)
      }
    }
  }

  @Test(arguments: styles)
  func heatmapsInEveryStyle(style: FigureStyle) {
    let typesetter = Typesetter()
    for text in GateHeatmapsTests.texts {
      for (steps, units) in [(1, 1), (12, 10), (400, 10)] {
        let scene = Self.figure(text, steps: steps, units: units)
          .scene(style: style, measure: typesetter)
        expectTidy(
          scene, measure: typesetter, minimumText: style.minimumText)
      }
    }
  }

  @Test(arguments: styles)
  func colouredTexts(style: FigureStyle) {
    let typesetter = Typesetter()
    for text in GateHeatmapsTests.texts {
      for (steps, guesses) in [(1, 0), (12, 5), (80, 5), (400, 0)] {
        let scene = Self.coloured(text, steps: steps, guesses: guesses)
          .scene(style: style, measure: typesetter)
        expectTidy(
          scene, measure: typesetter, minimumText: style.minimumText)
      }
    }
  }

  @Test(arguments: styles)
  func saturationAndWeights(style: FigureStyle) {
    let typesetter = Typesetter()
    var generator = SplitMix64(seed: 4)
    for units in [1, 10, 128] {
      let cell = LSTMCell(
        inputSize: 3, hiddenSize: units, using: &generator)
      var saturation = Saturation(of: cell)
      var state = cell.zeroState
      for _ in 0..<12 {
        let step = cell.step(
          Vector(normal: 3, using: &generator), from: state)
        saturation.add(step)
        state = step.state
      }
      let scenes = [
        SaturationFigure(saturation, layer: 0)
          .scene(style: style, measure: typesetter),
        WeightMap(of: cell, layer: 1)
          .scene(style: style, measure: typesetter),
        WeightMap(of: cell.zeros, layer: 1, isGradient: true)
          .scene(style: style, measure: typesetter),
      ]
      for scene in scenes {
        expectTidy(
          scene, measure: typesetter, minimumText: style.minimumText)
      }
    }
  }

  @Test(arguments: styles)
  func lossCurves(style: FigureStyle) {
    let typesetter = Typesetter()
    for last in [1.0, 950, 2e6] {
      let figure = LossCurves(
        [
          LossCurves.Curve(
            name: "training", updates: [0, last / 2, last],
            nats: [4.6, .nan, 1.38]),
          LossCurves.Curve(
            name: "validation", updates: [last], nats: [1.39],
            hasMarks: true),
        ], notes: ["log.csv"])
      let scene = figure.scene(style: style, measure: typesetter)
      expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
    }
  }

  /// Values between −1 and 1 that end in what is not a number.
  static func figure(_ text: String, steps: Int, units: Int) -> GateHeatmaps {
    let characters = Self.characters(text, count: steps)
    let shown = Quantity.lstm + [.outputPreactivation]
    let panels = shown.map { quantity in
      var values = Matrix(rows: steps, columns: units)
      values.elements = values.elements.indices.map { index in
        let wave = Double((index * 37) % 101) / 50 - 1
        return CellFamily.lstm.range(of: quantity) == .zeroToOne
          ? wave.magnitude : 2 * wave
      }
      values.elements[0] = .nan
      return HeatmapPanel(quantity, values)
    }
    return GateHeatmaps(
      panels: panels, timeline: Timeline(characters: characters), layer: 0
    )
    .ordered(by: units > 100 ? .variance : .similarity)
  }

  static func coloured(
    _ text: String, steps: Int, guesses: Int
  ) -> ColouredText {
    var coloured = ColouredText(.cell, layer: 0, unit: 127)
    let characters = Self.characters(text, count: steps)
    for (index, character) in characters.enumerated() {
      coloured.add(
        character, value: index == 3 ? .infinity : Double(index % 7 - 3),
        next: (0..<guesses).map { rank in
          ColouredText.Guess(
            characters[(index + rank) % steps],
            probability: 0.5 / Double(rank + 1))
        })
    }
    return coloured
  }

  private static func characters(_ text: String, count: Int) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return (0..<count).map { String(scalars[$0 % scalars.count]) }
  }
}
