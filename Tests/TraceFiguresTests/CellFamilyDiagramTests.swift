import Drawing
import Foundation
import LSTMCore
import Testing
import TraceFigures

/// The drawings of the family against the family itself.
struct CellFamilyDiagramTests {
  @Test func everyCellIsDrawn() {
    #expect(CellDiagram.all.map(\.cell).sorted() == CellFamily.names.sorted())
  }

  @Test(arguments: CellDiagram.all)
  func equationsAreTheCells(diagram: CellDiagram) throws {
    let about = try #require(CellFamily[diagram.cell])
    let written = about.lines.flatMap { $0.components(separatedBy: ",  ") }
      .filter { !$0.contains("of the step before") }
    let primed = written.compactMap { line in
      line.split(separator: "′").first.flatMap {
        line.dropFirst($0.count).hasPrefix("′ ") && !$0.contains("=")
          ? String($0) : nil
      }
    }
    let drawn = diagram.equations.filter { !$0.right.hasPrefix("[") }
      .map { plain("\($0.left) = \($0.right)", primed: primed) }
    #expect(Set(drawn) == Set(written.map { plain($0, primed: []) }))
    #expect(drawn.count == written.count)
  }

  /// An equation with a prime for what is new, as the cells have it, in the
  /// place of steps.
  private func plain(_ equation: String, primed: [String]) -> String {
    var text = equation
    for (step, prime) in [("_{t−1}", ""), ("(t−1)", "")] {
      text = text.replacingOccurrences(of: step, with: prime)
    }
    for letter in primed {
      for now in ["\(letter)_t", "\(letter)(t)"] {
        text = text.replacingOccurrences(of: now, with: letter + "′")
      }
    }
    for (a, b) in [
      ("_t", ""), ("(t)", ""), ("^", "_"), ("{", ""), ("}", ""), ("·", ""),
      (" ", ""),
    ] {
      text = text.replacingOccurrences(of: a, with: b)
    }
    return text
  }

  /// A step of a random cell of the kind, as a moment of its unit 1.
  static func moment(
    of kind: CellDefinition, scale: Double = 1
  ) -> CellDiagram.Moment {
    var generator = SplitMix64(seed: 1997)
    let cell = kind.layer(inputs: 3, units: 4, using: &generator)
    var (before, step) = (cell.zeroState, cell.zeroStep)
    for t in 0..<3 {
      if t > 0 { before = step.state }
      step = cell.step([0.9, -0.4 * Double(t) * scale, 1.3], from: before)
    }
    return CellDiagram.Moment(
      index: 2, unit: 1, character: "e", step: step, previous: before,
      memoryLimit: 2, cell: kind)
  }

  static func live(_ diagram: CellDiagram) throws -> CellDiagram {
    let kind = try #require(CellFamily[diagram.cell])
    return diagram.showing(
      moment(of: kind), measure: EvenTextMeasure())
  }

  /// × multiplies, + adds, functions are what they are called: the numbers
  /// that go into a node make the number that comes out.
  @Test(arguments: CellDiagram.all)
  func nodesComputeWhatTheirWiresCarry(diagram: CellDiagram) throws {
    let live = try Self.live(diagram)
    var checked = 0
    for node in diagram.nodes where !diagram.ghosts.contains(node.name) {
      let outputs = live.numbers(of: diagram.wires(from: node))
      var inputs = live.numbers(of: diagram.wires(into: node))
      if let sum = live.sum(into: node) { inputs = [sum] }
      guard let result = result(of: node.symbol, inputs) else { continue }
      for output in outputs {
        checked += 1
        #expect(
          abs(output - result) < 1e-12, "\(diagram.cell): \(node.name)")
      }
    }
    #expect(checked > 0)
  }

  private func result(of symbol: String, _ inputs: [Double]) -> Double? {
    guard let first = inputs.first else { return nil }
    func logistic(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
    switch (symbol, inputs.count) {
    case ("×", 2): return first * inputs[1]
    case ("+", 2): return first + inputs[1]
    case ("1−", 1): return 1 - first
    case ("σ", 1): return logistic(first)
    case ("tanh", 1): return tanh(first)
    case ("4σ−2", 1): return 4 * logistic(first) - 2
    case ("2σ−1", 1): return 2 * logistic(first) - 1
    case ("Σ", 1): return first
    case ("ReLU", 1): return max(0, first)
    default: return nil
    }
  }

  /// What stands in an equation's numbers makes its left side, within what is
  /// rounded away.
  @Test(arguments: CellDiagram.all)
  func equationsNameWiresThatCarryNumbers(diagram: CellDiagram) throws {
    let live = try Self.live(diagram)
    for equation in diagram.equations {
      guard let numbers = equation.numbers else { continue }
      #expect(live.values[equation.wire]?.number != nil, "\(equation.left)")
      for piece in numbers.split(separator: "{").dropFirst() {
        let name = String(piece.prefix { $0 != "}" })
        #expect(live.values[name]?.number != nil, "\(name)")
      }
    }
  }

  @Test(arguments: CellDiagramTests.styles)
  func valuesOfEveryCellFit(style: FigureStyle) throws {
    let typesetter = Typesetter()
    for diagram in CellDiagram.all {
      let kind = try #require(CellFamily[diagram.cell])
      for scale in [1, 1e-7] {
        let scene = diagram.showing(
          Self.moment(of: kind, scale: scale), measure: typesetter
        ).scene(style: style, measure: typesetter)
        expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
      }
    }
  }

  @Test func theTwoGRUsDifferInTheOrderOfResetAndWeights() {
    func arrows(_ diagram: CellDiagram) -> [String] {
      DiagramFlow(diagram).arrows.map { "\($0.from) > \($0.to)" }
    }
    let (after, before) = (arrows(.gru), arrows(.gruBefore))
    for arrow in [
      "h_before > recurrent_weights", "recurrent_weights > reset",
      "reset > candidate",
    ] {
      #expect(after.contains(arrow), "\(arrow)")
      #expect(!before.contains(arrow), "\(arrow)")
    }
    for arrow in [
      "h_before > reset", "reset > recurrent_weights",
      "recurrent_weights > candidate",
    ] {
      #expect(before.contains(arrow), "\(arrow)")
      #expect(!after.contains(arrow), "\(arrow)")
    }
    // The candidate reads x alone, and h only by way of the reset gate.
    #expect(after.contains("x > candidate"))
    #expect(!(after + before).contains("h_before > candidate"))
    // x joins h on its way to the gates, not before U_n.
    #expect(!(after + before).contains("x > recurrent_weights"))
    #expect(!(after + before).contains("x > reset"))
    #expect(after.contains("x > reset_gate"))
  }

  @Test func peepholesLookAtTheOldMemoryAndTheOutputGateAtTheNew() {
    let arrows = DiagramFlow(.peephole).arrows
    func readers(of source: String) -> Set<String> {
      Set(arrows.filter { $0.from == source }.map(\.to))
    }
    #expect(
      readers(of: "C_before") == ["forget_gate", "input_gate", "forget"])
    #expect(readers(of: "add").contains("output_gate"))
    #expect(!readers(of: "C_before").contains("candidate"))
  }

  @Test func onlyTheGatesReadTheGatesInFullGateRecurrence() {
    let arrows = DiagramFlow(.fullGateRecurrence).arrows
    let readers = arrows.filter { $0.from == "gates_before" }.map(\.to)
    #expect(
      Set(readers) == ["forget_gate", "input_gate", "output_gate"])
  }

  @Test func mermaidLeavesOutWhatIsMissing() {
    let text = CellDiagram.noForgetGate.mermaid
    #expect(!text.contains("forget"))
    #expect(text.contains("C_before -->"))
    #expect(!CellDiagram.lstm1997Task2a.mermaid.contains("output_gate"))
  }

  @Test(arguments: CellDiagram.all)
  func mermaidHasEveryNodeThatIsThere(diagram: CellDiagram) {
    let ids = Set(DiagramFlow(diagram).arrows.flatMap { [$0.from, $0.to] })
    for node in diagram.nodes where !diagram.ghosts.contains(node.name) {
      let id = node.name.replacingOccurrences(of: " ", with: "_")
      #expect(ids.contains(id), "\(diagram.cell): \(node.name)")
    }
  }

  @Test func lettersKeepClearOfTheNextWire() {
    let typesetter = Typesetter()
    let moment = CellDiagramTests.moment(scale: 1)
    let labels = CellDiagram.lstm.lettered("1997")?
      .showing(moment, measure: typesetter).scene(measure: typesetter).labels
      .map(\.text.string)
    // net_{out} = −0.988 reaches the wire of h; net_{in} = 0.988 does not.
    #expect(labels?.contains { $0.hasPrefix("netin = ") } == true)
    #expect(labels?.contains("netin = 0.988") == false)
  }

  @Test func aWordWithAnUnderscoreIsNoFormula() {
    let text = CellDiagram.projected.scene(measure: EvenTextMeasure()).labels
      .map(\.text)
    let note = text.first { $0.string.contains("proj_size") }
    #expect(note != nil)
    #expect(
      note?.runs.allSatisfy { $0.style.script == Text.Script.normal } == true)
  }

  /// The bus is bright as far as the forget gate's tap, and pale from there on.
  @Test func aHighlightEndsWithItsPart() throws {
    let diagram = try #require(CellDiagram.lstm.highlighting("forget"))
    let bus = try #require(diagram.wires.first { $0.name == "h before" })
    let tap = try #require(diagram.wires.first { $0.name == "to forget gate" })
    #expect(bus.points.last == tap.points.first)
    let rest = try #require(
      diagram.wires.first { $0.name == "h before beyond" })
    #expect(rest.points == [bus.points[1], Point(4.6, 1.2)])
    #expect(diagram.emphasised?.contains(rest.name) == false)
  }
}

extension CellDiagram {
  fileprivate func wires(into node: Node) -> [Wire] {
    wires.filter { $0.points.last.map { touches($0, node) } ?? false }
  }

  fileprivate func wires(from node: Node) -> [Wire] {
    wires.filter { $0.points.first.map { touches($0, node) } ?? false }
  }

  private func touches(_ point: Point, _ node: Node) -> Bool {
    abs(point.x - node.centre.x) < 0.49 && abs(point.y - node.centre.y) < 0.28
  }

  fileprivate func numbers(of wires: [Wire]) -> [Double] {
    wires.compactMap { values[$0.name]?.number }
  }

  /// What a learned layer has summed, where that is recorded.
  fileprivate func sum(into node: Node) -> Double? {
    wires(into: node).lazy.compactMap { wire -> Double? in
      guard case .now(let quantity) = wire.carries, quantity.isPreactivation
      else { return nil }
      return values[wire.name]?.number
    }.first
  }
}
