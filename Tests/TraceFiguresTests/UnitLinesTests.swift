import Drawing
import LSTMCore
import Testing
import TraceFigures

struct UnitLinesTests {
  private let cell = LSTMCell(inputSize: 1, hiddenSize: 3)

  /// C of unit 1 is the step's number; it forgets at even steps and writes at
  /// every third.
  private func lines(_ count: Int, units: [Int] = [1]) -> UnitLines {
    var lines = UnitLines(of: cell, layer: 0, units: units, names: [1: "clock"])
    for t in 0..<count {
      var step = cell.zeroStep
      step[.cell] = [0, Double(t), -Double(t)]
      step[.forgetGate] = [1, t % 2 == 0 ? 0.25 : 0.75, 1]
      step[.inputGate] = [0, t % 3 == 0 ? 0.75 : 0.25, 0]
      lines.add(step, label: "a")
    }
    return lines
  }

  @Test func aUnitsGatesAreCounted() {
    let track = lines(12).tracks[0]
    #expect(track.memory == (0..<12).map(Double.init))
    #expect(track.forgets == [0, 2, 4, 6, 8, 10])
    #expect(track.writes == [0, 3, 6, 9])
    #expect(track.name == "clock")
  }

  /// Unit 0 stands still, units 1 and 2 vary alike: the earlier is on top.
  @Test func theUnitsThatVaryMostAreKept() {
    var lines = lines(12, units: [0, 2, 1])
    lines.keep(mostVarying: 3)
    #expect(lines.tracks.map(\.unit) == [0, 2, 1] && lines.notes.isEmpty)
    lines.keep(mostVarying: 2)
    #expect(lines.tracks.map(\.unit) == [2, 1])
    #expect(lines.notes == ["the 2 of 3 units whose C varies most"])
  }

  /// However many steps share a column, the line reaches the largest value.
  @Test(arguments: [12, 5000])
  func noPeakIsLost(count: Int) throws {
    var lines = lines(count)
    var step = cell.zeroStep
    step[.cell] = [0, 9000, 0]
    lines.add(step, label: "b")
    step[.cell] = [0, 0, 0]
    for _ in 0..<5 { lines.add(step, label: "c") }
    let scene = lines.scene(measure: EvenTextMeasure())
    let panel = try #require(scene.group("panel unit 1"))
    let frame = try #require(
      panel.compactMap { element -> Rect? in
        if case .rectangle(let rect, _, _) = element { rect } else { nil }
      }.first)
    let tops = panel.compactMap { element -> Double? in
      guard case .path(let path, let paint) = element, paint.fill == nil else {
        return nil
      }
      return path.points.map(\.y).min()
    }
    // 0 is at 0.06/1.12 of the height, 9000 as far from the top.
    let peak = frame.y + frame.height * 0.06 / 1.12
    #expect(tops.contains { abs($0 - peak) < 1e-6 }, "\(tops) \(peak)")
  }

  @Test func eachUnitHasItsOwnScale() throws {
    let scene = lines(12, units: [1, 2]).scene(measure: EvenTextMeasure())
    let first = try #require(scene.group("panel unit 1"))
    let second = try #require(scene.group("panel unit 2"))
    func numbers(_ elements: [Scene.Element]) -> [String] {
      elements.compactMap {
        if case .label(let label) = $0 { label.text.string } else { nil }
      }
    }
    #expect(numbers(first).contains("10") && !numbers(first).contains("−10"))
    #expect(numbers(second).contains("−10") && !numbers(second).contains("10"))
  }

  /// Half open means something else in a GRU: no marks, and h is the memory.
  @Test func aCellWithoutCShowsH() {
    let gru = CellFamily.known("gru").layer(inputs: 1, units: 2)
    var lines = UnitLines(of: gru, layer: 0, units: [0])
    lines.add(gru.zeroStep, label: "a")
    #expect(lines.memory == .hidden)
    let labels = lines.scene(measure: EvenTextMeasure()).labels
      .map(\.text.string)
    #expect(!labels.contains("f < ½"))
  }

  @Test(arguments: HardTextsTests.styles)
  func everythingIsOnThePage(style: FigureStyle) {
    let typesetter = Typesetter()
    for count in [1, 12, 400] {
      let scene = lines(count, units: [0, 1, 2])
        .scene(style: style, measure: typesetter)
      expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
    }
  }
}
