import Drawing
import LSTMCore
import Testing
import TraceFigures

/// Scales that do not follow from what is shown.
struct GateHeatmapScaleTests {
  private func figure(_ value: Double) -> GateHeatmaps {
    GateHeatmaps(
      panels: [HeatmapPanel(.cell, Matrix(rows: 1, columns: 1, [value]))],
      timeline: Timeline(characters: ["a"]))
  }

  private func words(_ figure: GateHeatmaps) -> String {
    figure.scene(measure: EvenTextMeasure()).labels.map(\.text.string)
      .joined(separator: "|")
  }

  @Test func theModelsOwnScaleIsSaid() {
    let own = figure(0.5).limited(to: [:], ofModel: [.cell: 20])
    #expect(own.panels[0].scale == .signed(limit: 20))
    #expect(words(own).contains("colours of C as in every heatmap"))
    let asked = figure(0.5).limited(to: [.cell: 3], ofModel: [.cell: 20])
    #expect(asked.panels[0].scale == .signed(limit: 3))
    #expect(!words(asked).contains("as in every heatmap"))
    #expect(words(figure(0.5)).contains("fitted to what is shown"))
  }

  /// Beside a model that goes further, a scale is no longer the model's own.
  @Test func twoModelsShareTheWiderScale() {
    let pair = GateHeatmaps.sharingScales([
      figure(0.5).limited(to: [:], ofModel: [.cell: 2]),
      figure(0.5).limited(to: [:], ofModel: [.cell: 5]),
    ])
    #expect(pair.map { $0.panels[0].scale.limit } == [5, 5])
    #expect(!words(pair[0]).contains("as in every heatmap"))
    #expect(words(pair[1]).contains("as in every heatmap"))
  }

  /// A unit that goes to 100 and one that goes to ½ are as strong, each on a
  /// scale of its own: the model's where it is known, else one fitted to it.
  @Test(arguments: [[0: 90.0, 1: 0.4], [:]])
  func eachUnitHasAScaleOfItsOwn(_ reach: [Int: Double]) throws {
    let values = Matrix(rows: 2, columns: 2, [100, 0.5, -50, -0.25])
    var figure = GateHeatmaps(
      panels: [HeatmapPanel(.cell, values)],
      timeline: Timeline(characters: ["a", "b"]), units: [11, 90]
    ).limited(to: [:], ofModel: [.cell: 20])
    figure.names = [90: "counter"]
    figure = figure.inOwnScales { _, unit in reach[unit == 11 ? 0 : 1] }
    #expect(figure.panels[0].rowLimits == [100, 0.5])
    let image = figure.panels[0].image(theme: .light)
    #expect(image[0, 0] == image[0, 1])
    #expect(image[1, 0] == image[1, 1])
    #expect(image[0, 0] != image[1, 0])
    // Sorted by their variance, the rows keep their scales.
    let sorted = figure.ordered(by: .peak)
    #expect(
      zip(sorted.units, sorted.panels[0].rowLimits ?? []).allSatisfy {
        $1 == ($0 == 11 ? 100 : 0.5)
      })
    let said = words(figure)
    #expect(said.contains("C: each unit in a scale of its own"))
    #expect(said.contains("+ own end") && said.contains("90 counter"))
    #expect(!said.contains("as in every heatmap"))
  }

  /// The frame of steps 30 to 49 of 100 is where they are in the strip.
  @Test func anOverviewFramesWhatIsBelow() throws {
    let whole = GateHeatmaps(
      panels: [
        HeatmapPanel(
          .cell, Matrix(rows: 100, columns: 2, (0..<200).map(Double.init)))
      ], timeline: Timeline(characters: Array(repeating: "a", count: 100)))
    var part = GateHeatmaps(
      panels: [HeatmapPanel(.cell, Matrix(rows: 20, columns: 2))],
      timeline: Timeline(characters: Array(repeating: "a", count: 20)))
    part.overview = HeatmapOverview(whole, span: 30..<50)
    let scene = part.scene(measure: EvenTextMeasure())
    let strip = try #require(scene.group("overview"))
    let rects = strip.compactMap { element -> Rect? in
      if case .rectangle(let rect, _, _) = element { rect } else { nil }
    }
    try #require(rects.count == 2)
    let (all, frame) = (rects[0].inset(by: 0.5), rects[1])
    #expect(abs(frame.x - all.x - 0.3 * all.width) < 1e-9)
    #expect(abs(frame.width - 0.2 * all.width) < 1e-9)
    #expect(words(part).contains("framed: steps 30 to 49, below"))
    #expect(!words(whole).contains("framed"))
  }

  @Test func sumsOverUnitsStandAbove() {
    let values = Matrix(rows: 2, columns: 3, [1, -2, 0.5, 0, 0, -4])
    let sums = GateHeatmaps(
      panels: [HeatmapPanel(.forgetPreactivation, values, isGradient: true)],
      timeline: Timeline(characters: ["a", "b"])
    ).withSums()
    #expect(sums.timeline.sums?.rows == [[3.5], [4]])
    #expect(words(sums).contains("Σ |∂L/∂z| over units: forget gate"))
  }
}

/// A model of random weights that has read `text`.
func randomHeatmaps(
  _ text: String, steps: Int, units: Int
) -> GateHeatmaps {
  let source = Array(text.unicodeScalars)
  let scalars = (0..<steps).map { source[$0 % source.count] }
  var generator = SplitMix64(seed: 3)
  let model = Model(
    vocabulary: Vocabulary(scalars), embeddingSize: 4, hiddenSizes: [units],
    using: &generator)
  return GateHeatmaps(
    Recording(
      of: model,
      reading: .symbols(
        model.symbols(of: scalars), labels: scalars.map { String($0) })))
}

struct GateHeatmapsTests {
  static let texts = [
    "It was the best of times,\nit was the\tworst of times",
    "吾輩は猫である。名前はまだ無い。",
    "مرحبا بالعالم שלום",
    "a👩\u{200D}👩\u{200D}👧b🇩🇪e\u{301}\u{FE0F}",
    "\u{0}\u{1}\u{7F}\u{200B}\u{FEFF}\u{E000}\r\n \u{301}﷽",
  ]

  @Test(
    arguments: texts,
    [(1, 1), (12, 10), (80, 10), (400, 1), (80, 128), (2000, 3)])
  func everythingFits(text: String, size: (steps: Int, units: Int)) {
    let typesetter = Typesetter()
    let figure = randomHeatmaps(text, steps: size.steps, units: size.units)
    for style in [FigureStyle.screen, .print] {
      let scene = figure.scene(style: style, measure: typesetter)
      expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
    }
  }

  /// A part of a text keeps the numbers of its steps.
  @Test func stepsAreThoseOfTheText() throws {
    var figure = randomHeatmaps(Self.texts[0], steps: 60, units: 2)
    figure.timeline.firstStep = 95
    let scene = figure.scene(measure: EvenTextMeasure())
    let axis = try #require(scene.group("time axis")).flatMap(\.flattened)
    let numbers = axis.compactMap { element -> Int? in
      if case .label(let label) = element {
        Int(label.text.string)
      } else {
        nil
      }
    }
    #expect(numbers == [100, 110, 120, 130, 140, 150])
  }

  @Test func panelsHaveTitlesLegendsAndAxes() throws {
    let figure = randomHeatmaps(Self.texts[0], steps: 30, units: 5)
    let scene = figure.scene(measure: EvenTextMeasure())
    let names = scene.elements.compactMap {
      if case .group(let name, _) = $0 { name } else { nil }
    }
    #expect(
      names == [
        "panel f", "panel i", "panel g", "panel o", "panel c", "panel h",
        "time axis", "caption",
      ])
    let labels = scene.labels.map(\.text.string)
    #expect(labels.contains("ft  forget gate  layer 0"))
    #expect(labels.contains("C\u{303}t  candidate  layer 0"))
    #expect(labels.count { $0 == "0.5 half" } == 3)
    #expect(labels.contains("−1") && labels.contains("+1"))
    #expect(labels.contains("time step (character read)"))
    #expect(labels.count { $0 == "unit" } == 6)
    #expect(labels.contains("⏎") && labels.contains("␣"))
    let standIns = scene.labels.filter { $0.text.string == "␣" }
    #expect(standIns.allSatisfy { $0.colour == Theme.light.muted })
    #expect(scene.summary.contains("It was the best"))
  }

  @Test func cellsAreAtTheirStepAndUnit() throws {
    var values = Matrix(rows: 3, columns: 2)
    values[2, 1] = 1
    let figure = GateHeatmaps(
      panels: [HeatmapPanel(.forgetGate, values)],
      timeline: Timeline(characters: ["a", "b", "c"]))
    let images = figure.scene(measure: EvenTextMeasure())
      .elements.flatMap(\.flattened).compactMap {
        if case .cells(let image, _) = $0 { image } else { nil }
      }
    let cells = try #require(images.first { $0.rows == 2 })
    #expect(cells.columns == 3)
    #expect(cells[2, 1] == ColourMap.viridis.levels.last)
    #expect(cells[1, 1] == ColourMap.viridis.levels.first)
    #expect(cells[2, 0] == ColourMap.viridis.levels.first)
  }

  @Test func clippedAndInvalidCellsAreSaid() {
    var values = Matrix(rows: 20, columns: 50)
    values.elements = values.elements.map { _ in 1.9 }
    values[3, 3] = -2.7
    values[4, 4] = 2.5
    values[5, 5] = .nan
    values[6, 6] = -.infinity
    let panel = HeatmapPanel(.cell, values)
    #expect(panel.scale == .signed(limit: 2))
    let figure = GateHeatmaps(
      panels: [panel],
      timeline: Timeline(characters: [String](repeating: "a", count: 20)))
    let labels = figure.scene(measure: EvenTextMeasure()).labels
      .map(\.text.string)
    #expect(labels.contains("±2 (2 values clipped, max 2.7)"))
    #expect(
      labels.contains {
        $0.contains("2 cells are not a finite number (magenta)")
      })
    let image = panel.image(theme: .light)
    #expect(image[5, 5] == Theme.light.invalid)
    #expect(image[6, 6] == Theme.light.invalid)
    #expect(image[3, 3] == ColourMap.orangeToBlue.levels.first)
  }

  @Test func crowdedAxesSaySo() {
    let notes =
      randomHeatmaps("abc", steps: 2000, units: 2)
      .scene(measure: EvenTextMeasure()).group("caption") ?? []
    let text = notes.map(\.text).joined(separator: " ")
    #expect(
      text.contains(
        "1 column = 4 steps: of each unit the value furthest from its mean"))
  }

  @Test func charactersWithoutGlyphBecomeCodePoints() {
    let figure = randomHeatmaps("a\u{1F9D1}\n\u{1}", steps: 8, units: 1)
    let scene = figure.scene(measure: Sparse())
    #expect(scene.labels.contains { $0.text.string == "1F9D1" })
    #expect(!scene.labels.contains { $0.text.string == "\u{1F9D1}" })
    #expect(figure.missingCharacters(measure: Sparse()) == ["\u{1F9D1}"])
  }

  @Test func marksStandOnADottedCircle() {
    let scene = randomHeatmaps("e\u{301}", steps: 4, units: 1)
      .scene(measure: Typesetter())
    #expect(scene.labels.contains { $0.text.string == "◌\u{301}" })
  }

  /// Fonts that have only ASCII.
  private struct Sparse: TextMeasure {
    func extent(of text: Text) -> TextExtent {
      EvenTextMeasure().extent(of: text)
    }
    func canShow(_ string: String) -> Bool {
      string.unicodeScalars.allSatisfy(\.isASCII)
    }
  }
}

extension Scene.Element {
  /// What a label says.
  fileprivate var text: String {
    if case .label(let label) = self { label.text.string } else { "" }
  }
}
