import Drawing
import Testing
import TraceFigures

struct CellDiagramTests {
  let diagram = CellDiagram.lstm

  @Test(arguments: [FigureStyle.screen, .print])
  func everythingFits(style: FigureStyle) {
    let typesetter = Typesetter()
    let scene = diagram.scene(style: style, measure: typesetter)
    expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
  }

  @Test func namesAreUniqueAndKnown() {
    let names = diagram.nodes.map(\.name) + diagram.wires.map(\.name)
    #expect(Set(names).count == names.count)
    for equation in diagram.equations {
      #expect(diagram.wires.contains { $0.name == equation.wire })
    }
  }

  @Test func wiresCrossOnlyWithAHop() {
    for (index, wire) in diagram.wires.enumerated() {
      for other in diagram.wires[(index + 1)...] {
        for crossing in crossings(wire, other) {
          #expect(
            wire.hop == crossing || other.hop == crossing,
            "\(wire.name) and \(other.name) cross at \(crossing)")
        }
      }
    }
    let hopping = diagram.wires.compactMap(\.hop)
    #expect(hopping == [Point(8.7, 4.7)])
  }

  @Test func wiresStayClearOfNodesThatTheyDoNotTouch() {
    for wire in diagram.wires where !wire.isBelt {
      for (a, b) in zip(wire.points, wire.points.dropFirst()) {
        for node in diagram.nodes {
          let box = Rect(around: node.centre, width: 0.4, height: 0.4)
          let line = Rect(
            x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x),
            height: abs(a.y - b.y))
          #expect(
            !box.overlaps(line), "\(wire.name) runs into \(node.name)")
        }
      }
    }
  }

  @Test func emphasisFadesTheRest() {
    var forgetting = diagram
    forgetting.emphasised = ["f"]
    forgetting.values = ["f": "0.93"]
    let scene = forgetting.scene(measure: EvenTextMeasure())
    let wires = scene.group("wires") ?? []
    let labels = wires.flatMap(\.flattened).compactMap {
      if case .label(let label) = $0 { label } else { nil }
    }
    let bright = labels.filter { $0.colour == Theme.light.ink }
    #expect(bright.map(\.text.string) == ["ft = 0.93"])
  }

  @Test func formulasSetLettersAslantAndFunctionsUpright() {
    let runs = Formula.runs("C\u{303}_t = tanh(W_C x_{t−1})")
    #expect(runs.map(\.string).joined() == "C\u{303}t = tanh(WC xt−1)")
    #expect(runs[0].string == "C\u{303}" && runs[0].style.isItalic)
    #expect(runs[1].string == "t" && runs[1].style.script == .lowered)
    let name = runs.first { $0.string == "tanh" }
    #expect(name?.style.isItalic == false)
    #expect(
      runs.filter { $0.style.script == .lowered }.map(\.string)
        == ["t", "C", "t", "−1"])
  }

  /// Where two wires pass through each other, ends not counted.
  private func crossings(
    _ a: CellDiagram.Wire, _ b: CellDiagram.Wire
  ) -> [Point] {
    let first = Array(zip(a.points, a.points.dropFirst()))
    let second = Array(zip(b.points, b.points.dropFirst()))
    return first.flatMap { one in
      second.compactMap { other in
        crossing(one, other) ?? crossing(other, one)
      }
    }
  }

  /// Where an upright piece passes through a level one.
  private func crossing(
    _ upright: (Point, Point), _ level: (Point, Point)
  ) -> Point? {
    guard upright.0.x == upright.1.x, level.0.y == level.1.y else {
      return nil
    }
    let (x, y) = (upright.0.x, level.0.y)
    let passes =
      min(level.0.x, level.1.x) < x && x < max(level.0.x, level.1.x)
      && min(upright.0.y, upright.1.y) < y
      && y < max(upright.0.y, upright.1.y)
    return passes ? Point(x, y) : nil
  }
}
