import Drawing
import Inspection
import LSTMCore
import LSTMTraining
import Testing
import TraceFigures

/// The figures of what was asked of a model.
struct InspectionFigureTests {
  private let characters: [Unicode.Scalar]
  private let model: Model
  private let recording: Recording

  init() {
    let source = Array("It was “the best”\nof times 漢🙂.".unicodeScalars)
    characters = (0..<130).map { source[$0 % source.count] }
    var generator = SplitMix64(seed: 6)
    model = Model(
      vocabulary: Vocabulary(characters), embeddingSize: 4, hiddenSizes: [6],
      using: &generator)
    recording = Recording(
      of: model,
      reading: .symbols(
        model.symbols(of: characters), labels: characters.map { String($0) }))
  }

  private static let styles = [
    FigureStyle.screen, .print, .print(millimetres: 85),
  ]

  @Test(arguments: [0, 1, 7, 30, 129])
  func aMemoryFits(_ step: Int) throws {
    let memory = try CellMemory(
      recording, step: step, unit: 2)
    let figure = try MemoryFigure(memory, in: recording)
    let typesetter = Typesetter()
    for style in Self.styles {
      let scene = figure.scene(style: style, measure: typesetter)
      expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
    }
  }

  /// The last row of the triangle is the memory, and the text has its colours.
  @Test func theTriangleEndsInTheMemory() throws {
    let memory = try CellMemory(
      recording, step: 9, unit: 2)
    let scene = try MemoryFigure(memory, in: recording)
      .scene(measure: EvenTextMeasure())
    let images = scene.elements.flatMap(\.flattened).compactMap {
      if case .cells(let image, _) = $0 { image } else { nil }
    }
    let cells = try #require(images.first { $0.rows == 10 })
    let text = try #require(scene.group("text"))
    let fills = text.compactMap { element -> Colour? in
      if case .rectangle(_, _, let paint) = element { paint.fill } else { nil }
    }
    #expect(fills.count == 10)
    for k in 0..<10 { #expect(fills[k] == cells[k, 9]) }
    #expect(scene.labels.contains { $0.text.string.contains("after step") })
  }

  /// What a row shows, with what is left from before it, is the sum on its right,
  /// in a text whose beginning is not drawn too.
  @Test func theNumbersOfAMemoryAddUp() throws {
    let memory = try CellMemory(recording, step: 129, unit: 2)
    let figure = try MemoryFigure(memory, in: recording)
    var (parts, sums) = ([String: Double](), [String: Double]())
    for row in figure.numbers.rows {
      let value = try #require(Double(row[3]))
      if row[1] == "all" {
        sums[row[0]] = value
      } else {
        parts[row[0], default: 0] += value
      }
    }
    #expect(sums.count == 100 && sums["129"] == memory.value)
    for (step, sum) in sums {
      #expect(abs(sum - (parts[step] ?? 9)) < 1e-12, "\(step)")
    }
    let scene = figure.scene(measure: EvenTextMeasure())
    let columns = scene.elements.flatMap(\.flattened).compactMap {
      if case .cells(let image, _) = $0, image.columns == 1 {
        image.rows
      } else {
        nil
      }
    }
    #expect(columns == [100, 100])
    let labels = scene.labels.map(\.text.string)
    #expect(labels.contains("before") && labels.contains { $0 == "Ct" })
  }

  /// A short text has its path and letters, a long one has neither.
  @Test func aShortTextHasItsPath() throws {
    func figure(_ count: Int) throws -> TrajectoryFigure {
      let text = Array(characters.prefix(count))
      let trajectory = try CorpusTrajectory(
        model,
        over: LongSequence(model.symbols(of: text).map { UInt16($0) }),
        layer: 0, quantity: .hidden)
      return TrajectoryFigure(
        trajectory, names: ["little", "much"],
        groupOf: text.indices.map { $0 % 2 }, corpus: "a test",
        labels: text.map { String($0) }, label: "length", isOrdered: true)
    }
    let short = try figure(12).scene(measure: EvenTextMeasure())
    let way = try #require(short.group("path")?.first)
    let dots = try #require(short.group("dots")).compactMap { dot -> Point? in
      if case .ellipse(let rect, _) = dot { rect.centre } else { nil }
    }
    guard case .path(let path, _) = way else {
      Issue.record("no path")
      return
    }
    #expect(path.points.count == 12 && dots.count == 12)
    #expect(
      path.points.allSatisfy { point in
        dots.contains { ($0 - point).length < 1e-9 }
      })
    #expect(short.group("letters")?.isEmpty == false)
    #expect(
      short.labels.contains {
        $0.text.string.contains("in the colour of length")
      })
    let long = try figure(100).scene(measure: EvenTextMeasure())
    #expect(long.group("letters")?.isEmpty == true)
  }

  @Test func anInterventionShowsItsChanges() throws {
    let held = try Intervention(
      [Clamp(parsing: "h[1]=0@5-8")], of: model.stack)
    let effect = InterventionEffect(
      held,
      on: Recording(of: model, reading: recording.read[0..<20]))
    let scene = InterventionFigure(effect, layer: 0)
      .scene(measure: EvenTextMeasure())
    let labels = scene.labels.map(\.text.string)
    #expect(labels.contains { $0.contains("change of the cell") })
    let before = effect.change.steps[..<5]
    #expect(before.allSatisfy { $0[0][.cell] == Vector(zeros: 6) })
  }

  @Test func aTrajectoryHasItsDots() throws {
    let trajectory = try CorpusTrajectory(
      model,
      over: LongSequence(model.symbols(of: characters).map { UInt16($0) }),
      layer: 0, quantity: .hidden)
    let classes = CharacterClass.allCases
    let figure = TrajectoryFigure(
      trajectory, names: classes.map(\.words),
      groupOf: characters.map {
        classes.firstIndex(of: CharacterClass($0)) ?? 0
      }, corpus: "a test")
    let typesetter = Typesetter()
    for style in Self.styles {
      let scene = figure.scene(style: style, measure: typesetter)
      expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
      #expect(scene.group("dots")?.count == 130)
      let labels = scene.labels.map(\.text.string)
      #expect(labels.contains { $0.hasPrefix("first component (") })
      #expect(labels.contains("vowel") && !labels.contains("digit"))
    }
  }

  /// What was held from outside is framed, and said over the panels.
  @Test func heldCellsAreFramed() throws {
    let intervention = try Intervention(
      [
        Clamp(.cell, units: [1...2], steps: [3...5], value: .constant(0.5)),
        Clamp(.forgetGate, units: [4...4], value: .constant(1)),
      ], of: model.stack)
    let effect = InterventionEffect(intervention, on: recording)
    let style = FigureStyle.screen
    let scene = InterventionFigure(effect, layer: 0)
      .scene(style: style, measure: EvenTextMeasure())
    func frames(_ quantity: String) throws -> [Rect] {
      try #require(scene.group("panel \(quantity)")).compactMap { element in
        guard case .rectangle(let rect, _, let paint) = element,
          paint.stroke?.colour == style.theme.accent
        else { return nil }
        return rect
      }
    }
    let image = try #require(
      scene.group("panel c")?.compactMap { element -> (CellImage, Rect)? in
        if case .cells(let image, let rect) = element {
          (image, rect)
        } else {
          nil
        }
      }.first)
    let (width, height) = (
      image.1.width / Double(image.0.columns),
      image.1.height / Double(image.0.rows)
    )
    let held = try #require(frames("c").first)
    #expect(try frames("c").count == 1 && frames("i").isEmpty)
    #expect(abs(held.width - 3 * width) < 1e-9)
    #expect(abs(held.height - 2 * height) < 1e-9)
    #expect(abs(held.x - image.1.x - 3 * width) < 1e-9)
    #expect(try frames("f").first?.width == image.1.width)
    let title = (scene.group("title") ?? []).compactMap { element -> String? in
      if case .label(let label) = element { label.text.string } else { nil }
    }.joined(separator: " ")
    #expect(
      title == "c[1-2] held at 0.5, steps 3-5; f[4] held at 1", "\(title)")
  }

  /// Changes of gates can be held against each other: one scale for all three.
  @Test func changesOfOneKindShareAScale() throws {
    let intervention = try Intervention(
      [Clamp(.cell, units: [1...1], value: .constant(3))], of: model.stack)
    let effect = InterventionEffect(intervention, on: recording)
    let scene = InterventionFigure(effect, layer: 0)
      .scene(measure: EvenTextMeasure())
    func end(_ quantity: String) throws -> String {
      let texts = try #require(scene.group("panel \(quantity)"))
        .flatMap(\.flattened).compactMap { element -> String? in
          if case .label(let label) = element { label.text.string } else { nil }
        }
      return try #require(texts.first { $0.hasPrefix("+") })
    }
    #expect(try end("f") == end("i") && end("i") == end("o"))
    #expect(
      scene.labels.contains { $0.text.string.contains("scaled separately") })
  }
}
