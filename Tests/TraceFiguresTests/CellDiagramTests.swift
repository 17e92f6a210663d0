import Drawing
import LSTMCore
import Testing
import TraceFigures

struct CellDiagramTests {
  let diagram = CellDiagram.lstm

  static let styles = [
    FigureStyle.screen, .print, .print(millimetres: 85),
  ]

  /// Every cell, in every notation, with each part by itself, unrolled.
  static let drawings: [CellDiagram] = CellDiagram.all.flatMap { cell in
    let lettered =
      [cell]
      + cell.notations.keys.sorted().compactMap { cell.lettered($0) }
    return lettered.flatMap { diagram in
      [diagram]
        + diagram.highlights.keys.sorted().compactMap {
          diagram.highlighting($0)
        }
    }
  }

  @Test(arguments: styles)
  func everythingFits(style: FigureStyle) {
    let typesetter = Typesetter()
    for diagram in Self.drawings {
      for steps in [1, 3, 8] {
        let scene = diagram.unrolled(steps, style: style)
          .scene(style: style, measure: typesetter)
        expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
      }
    }
  }

  @Test(arguments: styles)
  func valuesFit(style: FigureStyle) throws {
    let typesetter = Typesetter()
    for scale in [1.0, 1e-8, 100] {
      let moment = Self.moment(scale: scale)
      let scene = diagram.showing(moment, measure: typesetter)
        .scene(style: style, measure: typesetter)
      expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
    }
  }

  /// A step whose values differ from one another and end as `scale` has it.
  static func moment(scale: Double) -> CellDiagram.Moment {
    var step = LSTMCell(inputSize: 1, hiddenSize: 2).zeroStep
    for (index, quantity) in CellFamily.lstm.quantities.enumerated() {
      let size =
        CellFamily.lstm.range(of: quantity) == .unbounded
        ? scale : min(scale, 1)
      step[quantity][1] = (index % 2 == 0 ? 1 : -1) * 0.9876 * size
    }
    return CellDiagram.Moment(
      index: 3, unit: 1, character: " ", step: step,
      previous: State(hidden: [0, -0.5], cell: [0, -2.345 * scale]),
      memoryLimit: 5)
  }

  @Test func wiresCarryTheValuesOfTheirUnit() throws {
    let live = diagram.showing(
      Self.moment(scale: 1), measure: EvenTextMeasure())
    #expect(live.values["f"]?.number == 0.9876)
    #expect(live.values["C before"]?.number == -2.345)
    #expect(live.values["kept"]?.number == 0.9876 * -2.345)
    #expect(live.values["x"]?.text == "␣")
    #expect(live.values["f"]?.scale == .gate)
    #expect(live.values["to forget gate"]?.scale == .signed(limit: 6))
    #expect(live.values["C"]?.scale == .signed(limit: 5))
    let labels = live.scene(measure: EvenTextMeasure()).labels
      .map(\.text.string)
    #expect(labels.contains("ft = 0.988"))
    #expect(
      labels.contains("= 0.988 × (−2.35) + (−0.988) × 0.988"), "\(labels)")
    let colours = live.scene(measure: EvenTextMeasure()).group("wires") ?? []
    let open = ColourMap.viridis.colour(at: 0.9876)
    #expect(colours.contains { $0.uses(open) })
  }

  @Test func unrolledCopiesCountTheirSteps() {
    #expect(Formula.shifted("h_{t−1}", steps: 2) == "h_{t+1}")
    #expect(
      Formula.shifted("C_t = tanh(C_{t−1})", steps: -1)
        == "C_{t−1} = tanh(C_{t−2})")
    #expect(Formula.shifted("a^t", steps: 0) == "a^{t}")
    #expect(Formula.shifted("y^{out}(t−1)", steps: 1) == "y^{out}(t)")
    let labels = diagram.unrolled(3, style: .screen)
      .scene(measure: EvenTextMeasure()).labels.map(\.text.string)
    for letter in ["ft−1", "ft", "ft+1", "Ct−2", "Ct+1"] {
      #expect(labels.contains(letter), "\(letter)")
    }
  }

  @Test func mermaidHasEveryFlowAndNoOther() {
    let flow = DiagramFlow(diagram)
    #expect(
      flow.inputs.map(\.letters).sorted()
        == ["C_{t−1}", "h_{t−1}", "x_t"])
    // C and h go to the next step; h alone to the next layer.
    let last = flow.arrows.filter { $0.to == "next_step" }.map(\.letters)
    #expect(last == ["C_t", "h_t"])
    let up = flow.arrows.filter { $0.to == "next_layer" }.map(\.letters)
    #expect(up == ["h_t"])
    let intoAdd = flow.arrows.filter { $0.to == "add" }.map(\.from)
    #expect(Set(intoAdd) == ["forget", "select"])
    #expect(flow.arrows.count == 20)
    #expect(diagram.mermaid.hasPrefix("graph LR\n"))
  }

  @Test func anotherNotationHasAnEquationForEveryOne() {
    for letters in diagram.notations.values {
      let wires = Set(letters.equations.map(\.wire))
      #expect(wires.isSuperset(of: diagram.equations.map(\.wire)))
    }
    #expect(diagram.lettered("modern") == diagram)
    #expect(diagram.lettered("latin") == nil)
    #expect(CellDiagram.rnn.highlighting("forget") == nil)
  }

  @Test(arguments: CellDiagram.all)
  func namesAreUniqueAndKnown(diagram: CellDiagram) {
    let names = diagram.nodes.map(\.name) + diagram.wires.map(\.name)
    #expect(Set(names).count == names.count)
    for equation in diagram.equations {
      #expect(diagram.wires.contains { $0.name == equation.wire })
    }
    let marked = diagram.highlights.values.flatMap(\.names)
    #expect(
      Set(names).isSuperset(
        of: marked + diagram.accented + diagram.ghosts))
  }

  @Test(arguments: CellDiagram.all)
  func wiresCrossOnlyWithAHop(diagram: CellDiagram) {
    for (index, wire) in diagram.wires.enumerated() {
      for other in diagram.wires[(index + 1)...] {
        for crossing in crossings(wire, other) {
          #expect(
            (wire.hops + other.hops).contains {
              ($0 - crossing).length < 1e-9
            },
            "\(wire.name) and \(other.name) cross at \(crossing)")
        }
      }
    }
  }

  @Test(arguments: CellDiagram.all)
  func wiresStayClearOfNodesThatTheyDoNotTouch(diagram: CellDiagram) {
    for wire in diagram.wires where !wire.isBelt {
      for (a, b) in zip(wire.points, wire.points.dropFirst()) {
        for node in diagram.nodes where !diagram.ghosts.contains(node.name) {
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
    forgetting.values = [
      "f": CellDiagram.WireValue(text: "0.93", number: 0.93, scale: .gate)
    ]
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

extension Scene.Element {
  /// Whether a line or a shape has a colour.
  fileprivate func uses(_ colour: Colour) -> Bool {
    guard case .path(_, let paint) = self else { return false }
    return paint.stroke?.colour == colour || paint.fill == colour
  }
}

extension CellDiagram: CustomTestStringConvertible {
  /// The cell's name: all of its tables would be too much.
  public var testDescription: String { cell }
}
