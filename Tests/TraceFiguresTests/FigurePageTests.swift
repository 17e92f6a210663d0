import Drawing
import LSTMCore
import Testing
import TraceFigures

/// What all figures have in common when they are put on a page.
struct FigurePageTests {
  private let figure = HardTextsTests.figure(
    "Well, Prince", steps: 12, units: 10)
  private let typesetter = Typesetter()

  private func scene(
    _ change: (inout FigureStyle) -> Void = { _ in }
  ) -> Scene {
    var style = FigureStyle.print(millimetres: 85)
    change(&style)
    return figure.finished(style: style, measure: typesetter)
  }

  @Test func aPageWithoutWishesIsTheScene() {
    #expect(
      scene()
        == figure.scene(
          style: .print(millimetres: 85), measure: typesetter))
  }

  @Test func whatIsLeftOutIsGoneAndThePageClosesUp() throws {
    let bare = scene { $0.hidden = [.title, .caption, .legend] }
    for name in ["caption", "legend", "title"] {
      #expect(scene().group(name) != nil || name == "title")
      #expect(bare.group(name) == nil)
    }
    #expect(bare.height < scene().height)
    let extent = try #require(bare.extent(measure: typesetter))
    #expect(abs(extent.y - 6) < 1e-6)
    #expect(bare.height - extent.maxY < 7)
  }

  @Test func panelsAreLetteredInOrder() {
    let titles = scene { $0.isLettered = true }.labels.map(\.text.string)
    for letter in ["a", "b", "c", "d", "e", "f", "g"] {
      #expect(titles.filter { $0.hasPrefix(letter + "  ") }.count == 1)
    }
  }

  @Test(arguments: [120.0, 180])
  func aPageIsAsTallAsItMayBe(millimetres: Double) {
    let points = millimetres * 72 / 25.4
    let full = scene().height
    let page = scene { $0.height = points }
    #expect(full > points)
    #expect(page.height <= points && page.height > 0.85 * points)
  }

  @Test func stackedFiguresLeaveOutTheCaptionOfEach() {
    var style = FigureStyle.print(millimetres: 85)
    style.hidden = [.caption]
    let stack = StackedFigure([figure, figure])
    let page = stack.finished(style: style, measure: typesetter)
    let one = scene { $0.hidden = [.caption] }
    #expect(page.group("caption") == nil)
    #expect(page.height == 2 * one.height)
  }
}
