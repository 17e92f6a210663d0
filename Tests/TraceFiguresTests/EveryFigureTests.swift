import Drawing
import Experiments
import Inspection
import LSTMCore
import LSTMTraining
import Testing
import TraceFigures

/// Every kind of figure in every theme and width: nothing covers anything,
/// nothing leaves the page, nothing is too small or too pale to read.
struct EveryFigureTests {
  static let styles: [FigureStyle] = {
    let sizes: [FigureStyle] = [
      .screen, .print, .print(millimetres: 125), .print(millimetres: 85),
    ]
    return sizes.flatMap { size in
      [Theme.light, .dark, .print].map { theme in
        var style = size
        style.theme = theme
        return style
      }
    }
  }()

  /// A text that is likely to break a layout, read by a small model.
  static let recording: Recording = {
    let text = Array("“Well,” said he:\n漢 🙂 مرحبا e\u{301} fin.".unicodeScalars)
    var generator = SplitMix64(seed: 6)
    let model = Model(
      vocabulary: Vocabulary(Set(text).sorted()), embeddingSize: 4,
      hiddenSizes: [6], using: &generator)
    return Recording(
      of: model,
      reading: .symbols(
        model.symbols(of: text), labels: text.map { String($0) }))
  }()

  static let figures: [(name: String, figure: any Figure)] = {
    let recording = Self.recording
    let intervention =
      (try? Intervention(
        [
          Clamp(
            .cell, units: [1...2], steps: [3...9], value: .constant(0.5))
        ], of: recording.model.stack)) ?? Intervention.none
    let effect = InterventionEffect(intervention, on: recording)
    var lines = UnitLines(
      of: recording.model.stack.cells[0], layer: 0, units: [0, 3],
      names: [0: "the first"])
    for (item, steps) in recording.run {
      lines.add(steps[0], label: item.label)
    }
    var figures: [(name: String, figure: any Figure)] = [
      ("gates", GateHeatmaps(recording)),
      ("many gates", HardTextsTests.figure("Well, ", steps: 400, units: 128)),
      ("two layers", StackedFigure([GateHeatmaps(recording), lines])),
      ("intervention", InterventionFigure(effect, layer: 0)),
      ("text", HardTextsTests.coloured("Well, 漢🙂", steps: 120, guesses: 3)),
      ("units", lines),
      ("sweep", SweepFigureTests.figure),
      ("results", TrialResultsFigure(TrialResultsTests.outcomes)),
      ("drift", StateDriftFigureTests.figure),
      (
        "trials",
        TrialCurvesFigure([
          TrialCurvesTests.curves("a", trials: 3, published: 9_000),
          TrialCurvesTests.curves("b", trials: 12, published: nil),
        ])
      ),
      (
        "gradients",
        GradientFigure(
          title: "How far?",
          panels: [GradientFigureTests.panel, GradientFigureTests.panel],
          notes: ["Lines are medians."])
      ),
      (
        "connectivity",
        ConnectivityFigure(ConnectivityTests.connectivity("abc\nde"))
      ),
      ("weights", WeightMap(of: recording.model.stack.cells[0], layer: 0)),
    ]
    if let memory = try? CellMemory(recording, step: 20, unit: 2),
      let figure = try? MemoryFigure(memory, in: recording)
    {
      figures.append(("memory", figure))
    }
    if let worked = try? WorkedStep(recording, step: 5, unit: 1) {
      figures.append(("step", StepWaterfall(worked)))
    }
    if let trajectory = Self.trajectory {
      figures.append(("trajectory", trajectory))
    }
    figures += [
      ("saturation", Self.saturation),
      ("ablation", Self.ablation),
      (
        "losses",
        LossCurves([
          LossCurves.Curve(
            name: "training", updates: (0..<50).map(Double.init),
            nats: (0..<50).map { 4 / Double($0 + 1) + 1 }, meanOf: 5),
          LossCurves.Curve(
            name: "validation", updates: [10, 30, 49], nats: [1.6, 1.3, 1.25]),
        ])
      ),
      ("paths", ConnectivityTests.paths),
      (
        "costs",
        LearningCostsFigure(
          LearningCosts(steps: 4, units: 3, inputs: 2, seed: 1))
      ),
    ]
    figures += CellDiagram.all.map {
      (name: "cell \($0.cell)", figure: $0 as any Figure)
    }
    return figures
  }()

  /// The path of the small model through the hard text, with its letters.
  private static var trajectory: TrajectoryFigure? {
    let symbols = recording.read.symbols.map { UInt16($0) }
    guard
      let trajectory = try? CorpusTrajectory(
        recording.model, over: LongSequence(symbols), layer: 0,
        quantity: .hidden)
    else { return nil }
    let classes = CharacterClass.allCases
    let labels = recording.read.labels
    return TrajectoryFigure(
      trajectory, names: classes.map(\.words),
      groupOf: labels.map { label in
        label.unicodeScalars.first.flatMap {
          classes.firstIndex(of: CharacterClass($0))
        } ?? 0
      }, corpus: "a hard text", labels: labels)
  }

  private static var saturation: SaturationFigure {
    let cell = recording.model.stack.cells[0]
    var saturation = Saturation(of: cell)
    for step in recording.trace.steps { saturation.add(step[0]) }
    return SaturationFigure(saturation, layer: 0)
  }

  private static var ablation: AblationFigure {
    AblationFigure(
      (0..<50).map { unit in
        Ablation.Effect(
          unit: unit, overall: 0.3 / Double(unit + 1) - 0.02, byLabel: [])
      }, layer: 0, whole: 1.25, unit: "nats per character",
      notes: ["1,000 characters of a book"])
  }

  @Test(arguments: styles)
  func everyFigureIsTidyAndLegible(style: FigureStyle) {
    let typesetter = Typesetter()
    for (_, figure) in Self.figures {
      let scene = figure.finished(style: style, measure: typesetter)
      expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
      // What is missing is faint on purpose.
      let hasGhosts = (figure as? CellDiagram)?.ghosts.isEmpty == false
      if !hasGhosts { expectLegible(scene, measure: typesetter) }
    }
  }

  @Test func everyFigureSaysWhatItShowsAndHasNumbers() {
    for (name, figure) in Self.figures {
      let scene = figure.scene(measure: EvenTextMeasure())
      #expect(!scene.title.isEmpty, "\(name)")
      #expect(scene.summary.count > 20, "\(name)")
      #expect(figure.numbers.rows.count > 1, "\(name)")
      #expect(
        figure.numbers.csv.hasPrefix(
          figure.numbers.columns.joined(separator: ",") + "\n"), "\(name)")
    }
  }

  @Test func theChecksFindWhatIsWrong() {
    let text = Text("pale", size: 12)
    let pale = Scene(
      width: 100, height: 40, title: "",
      elements: [
        .rectangle(
          Rect(x: 0, y: 0, width: 100, height: 40), .fill(Colour(0x777777))),
        .label(
          Label(text, at: Point(10, 20), colour: Colour(0x999999))),
      ])
    withKnownIssue { expectLegible(pale, measure: EvenTextMeasure()) }
    var twice = pale
    twice.elements[1] = .label(
      Label(text, at: Point(10, 20), colour: .white))
    twice.elements.append(
      .label(Label(text, at: Point(14, 22), colour: .white)))
    withKnownIssue {
      expectTidy(twice, measure: EvenTextMeasure(), minimumText: 9)
    }
  }
}

/// Checks that every label stands out from what is behind its middle.
func expectLegible(
  _ scene: Scene, measure: some TextMeasure,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var grounds: [(rect: Rect, colour: (Point) -> Colour, share: Double)] = []
  for element in scene.elements.flatMap(\.flattened) {
    switch element {
    case .rectangle(let rect, _, let paint), .ellipse(let rect, let paint):
      guard let fill = paint.fill else { continue }
      grounds.append((rect, { _ in fill }, Double(fill.alpha) / 255))
    case .cells(let image, let rect):
      grounds.append(
        (
          rect,
          { point in
            let column = Int(
              (point.x - rect.x) / rect.width * Double(image.columns))
            let row = Int(
              (point.y - rect.y) / rect.height * Double(image.rows))
            return image[
              min(max(column, 0), image.columns - 1),
              min(max(row, 0), image.rows - 1)]
          }, 1
        ))
    case .label(let label):
      let middle = measure.box(of: label).centre
      let spot = Rect(x: middle.x, y: middle.y, width: 0, height: 0)
      var ground = scene.background
      for place in grounds where place.rect.contains(spot) {
        ground = ground.mixed(with: place.colour(middle), share: place.share)
      }
      for run in label.text.runs {
        let contrast = (run.style.colour ?? label.colour).contrast(with: ground)
        if contrast < 4.4 {
          Issue.record(
            "\(label) on \(ground): contrast \(contrast)",
            sourceLocation: sourceLocation)
        }
      }
    case .path, .group: continue
    }
  }
}
