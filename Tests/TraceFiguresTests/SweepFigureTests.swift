import Drawing
import Testing
import TraceFigures

/// The small plots of a sweep.
struct SweepFigureTests {
  static let figure = SweepFigure(
    title: "What more of each does",
    panels: [
      panel("epochs", "loss", [2, 4, 8, 16], [2.4, 2.1, 1.9, 1.8], held: 2),
      panel("layers", "loss", [1, 2, 3], [1.9, 1.95, 2.6], held: 0),
      panel("temperature", "share", [0.25, 1, 1.5], [0.9, 0.6, 0.1], held: 1),
      panel("units", "loss", [64], [1.9], held: 0),
    ],
    notes: [String(repeating: "Held where it is not varied. ", count: 9)])

  private static func panel(
    _ setting: String, _ measured: String, _ values: [Double],
    _ medians: [Double], held: Int
  ) -> SweepFigure.Panel {
    SweepFigure.Panel(
      setting: setting, measured: measured,
      columns: values.indices.map {
        SweepFigure.Column(
          name: "\(values[$0])", median: medians[$0],
          range: medians[$0] - 0.05...medians[$0] + 0.02, isHeld: $0 == held)
      })
  }

  @Test(arguments: HardTextsTests.styles)
  func everythingIsOnThePage(style: FigureStyle) {
    let typesetter = Typesetter()
    let scene = Self.figure.scene(style: style, measure: typesetter)
    expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
    let labels = scene.labels.map(\.text.string)
    for wanted in ["epochs", "units", "16.0", "2.4", "share"] {
      #expect(labels.contains(wanted), "\(wanted)")
    }
  }

  @Test("plots of one measure share their scale, and others do not")
  func scales() throws {
    let scene = Self.figure.scene(measure: Typesetter())
    let heights = ["panel epochs", "panel layers"].map { name in
      // Both have a median of 1.9, and are beside each other.
      scene.labels(in: name).first { $0.text.string == "1.9" }?.position.y
    }
    #expect(heights[0] != nil && heights[0] == heights[1])
    let shares = scene.labels(in: "panel temperature").map(\.text.string)
    #expect(shares.contains("0") && !shares.contains("2.5"))
  }
}

extension Scene {
  /// The labels of the group of that name.
  fileprivate func labels(in name: String) -> [Label] {
    func labels(_ elements: [Element]) -> [Label] {
      elements.flatMap { element -> [Label] in
        switch element {
        case .label(let label): [label]
        case .group(_, let inside): labels(inside)
        default: []
        }
      }
    }
    return elements.flatMap { element -> [Label] in
      guard case .group(name, let inside) = element else { return [] }
      return labels(inside)
    }
  }
}
