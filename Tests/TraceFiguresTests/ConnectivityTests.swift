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
    let figures = [
      GradientFigure(RadiusCounterexample()),
      GradientFigure(ClippingReport(ClippingStudy())),
      GradientFigure(TrainingReport(study: study, snapshots: study.run())),
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
