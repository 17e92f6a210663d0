import Drawing
import Experiments
import LSTMCore
import Testing
import TraceFigures

struct ConnectivityTests {
  static func connectivity(_ text: String) -> Connectivity {
    var generator = SplitMix64(seed: 6)
    let model = Model(
      vocabulary: Vocabulary("abcde \n".unicodeScalars), embeddingSize: 3,
      hiddenSizes: [4], using: &generator)
    return Connectivity(
      of: model, over: model.symbols(of: text),
      characters: Array(text.unicodeScalars))
  }

  /// The paths through a small layer.
  static var paths: GradientFigure {
    var generator = SplitMix64(seed: 6)
    let cell = LSTMCell(
      inputSize: 3, hiddenSize: 4, forgetBias: 1, using: &generator)
    let inputs = (0..<12).map { _ in Vector(normal: 3, using: &generator) }
    return GradientFigure(
      ErrorPaths(of: cell, in: Stack([cell]).trace(over: inputs), lags: 10),
      conditions: "Layer 0, the last 10 steps of 12.")
  }

  /// The line of 1997 is 1 throughout, and that of the gates falls from 1.
  @Test func constantErrorFlowIsConstant() throws {
    let lines = Self.paths.panels[0].series
    #expect(lines[0].values == [Double](repeating: 1, count: 11))
    let product = lines[1].values
    #expect(product[0] == 1 && product[10] < 1 && product[10] > 0)
    let most = try #require(lines[1].upper)
    #expect(zip(product, most).allSatisfy { $0 <= $1 })
  }

  /// Dots stand ten times as far to the right for a hundred times as much.
  @Test func costsAreOnALogarithmicScale() throws {
    let costs = LearningCosts(steps: 4, units: 3, inputs: 2, seed: 1)
    let scene = LearningCostsFigure(costs).scene(measure: EvenTextMeasure())
    let panel = try #require(scene.group("panel 0"))
    let dots = panel.compactMap {
      if case .ellipse(let rect, _) = $0 { rect.centre.x } else { nil }
    }
    let sizes = costs.rows.map { log10(Double($0.multiplications)) }
    #expect(dots.count == sizes.count)
    let scale = (dots[1] - dots[0]) / (sizes[1] - sizes[0])
    for (dot, size) in zip(dots, sizes) {
      #expect(abs(dot - dots[0] - scale * (size - sizes[0])) < 1e-6)
    }
  }

  @Test(arguments: [
    ("abc abc\nabca", FigureStyle.screen), ("ab", .screen),
    (String(repeating: "abcde\n", count: 20), .screen),
    ("abc abc\nabca", .print), ("abc abc\nabca", .print(millimetres: 85)),
  ])
  func theSquareFits(_ text: String, _ style: FigureStyle) throws {
    let typesetter = Typesetter()
    let scene = ConnectivityFigure(Self.connectivity(text)).scene(
      style: style, measure: typesetter)
    expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
    let cells = try #require(scene.group("cells"))
    guard case .cells(let image, let frame) = cells[0] else {
      Issue.record("no cells")
      return
    }
    let count = text.unicodeScalars.count - 1
    #expect(image.columns == count && image.rows == count)
    #expect(scene.bounds.contains(frame))
    // Nothing is known of what was not yet read.
    if count > 1 { #expect(image[1, 0] == style.theme.surface) }
    #expect(image[0, count - 1] != style.theme.surface)
  }

  /// Beside the largest of its row every row has a brightest cell, and is as
  /// bright however wrong its prediction was; the bars tell that.
  @Test func rowsAreBesideTheirLargest() throws {
    let connectivity = Self.connectivity("abc abc\nabca")
    func image(_ isByRow: Bool) throws -> CellImage {
      let scene = ConnectivityFigure(connectivity, isByRow: isByRow)
        .scene(measure: EvenTextMeasure())
      guard case .cells(let image, _) = try #require(scene.group("cells"))[0]
      else { throw CancellationError() }
      return image
    }
    let (rows, all) = try (image(true), image(false))
    let brightest = Theme.light.gates.levels.last
    func hasBrightest(_ image: CellImage, _ row: Int) -> Bool {
      (0...row).contains { image[$0, row] == brightest }
    }
    #expect((0..<11).allSatisfy { hasBrightest(rows, $0) })
    #expect(!(0..<11).allSatisfy { hasBrightest(all, $0) })
    let scene = ConnectivityFigure(connectivity)
      .scene(measure: EvenTextMeasure())
    let bars = try #require(scene.group("losses")).compactMap {
      if case .rectangle(let rect, _, _) = $0 { rect.width } else { nil }
    }
    let losses = connectivity.losses
    #expect(bars.count == 11)
    for (bar, loss) in zip(bars, losses) {
      #expect(abs(bar / bars[0] - loss / losses[0]) < 1e-9)
    }
  }

  @Test func theTextShowsItsBarsInEightyColumns() {
    let long = String(repeating: "abcde abc ", count: 20)
    let text = ConnectivityText(Self.connectivity(long), isColoured: false)
    let lines = text.text(at: 198).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.contains { $0.contains("abcde␣abc␣") })
    #expect(lines.contains { $0.contains("█") })
    #expect(!text.text(at: 198).contains("\u{1B}"))
    let coloured = ConnectivityText(
      Self.connectivity("abcab"), isColoured: true)
    #expect(coloured.text(at: 3).contains("\u{1B}[0m"))
  }

  @Test func studiesBecomeTidyFigures() {
    let typesetter = Typesetter()
    var study = TrainingStudy()
    (study.steps, study.hiddenSize, study.moments) = (6, 4, [0, 2])
    let figures: [any Figure] = [
      GradientFigure(RadiusCounterexample()),
      GradientFigure(ClippingReport(ClippingStudy())),
      GradientFigure(TrainingReport(study: study, snapshots: study.run())),
      LearningCostsFigure(
        LearningCosts(steps: 4, units: 3, inputs: 2, seed: 1)),
      Self.paths,
    ]
    for figure in figures {
      for style in [FigureStyle.screen, .print] {
        expectTidy(
          figure.scene(style: style, measure: typesetter),
          measure: typesetter, minimumText: style.minimumText)
      }
    }
  }
}
