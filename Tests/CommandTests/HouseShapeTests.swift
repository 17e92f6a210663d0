import Testing

/// How large files and functions may be, and what they are called.
struct HouseShapeTests {
  @Test func noFileIsLong() {
    for file in SourceTree.sources {
      let count = file.lines.count
      let cap = Self.longFiles[file.path] ?? 300
      #expect(count <= cap, "\(file.path) has \(count) lines")
    }
  }

  @Test func noFunctionIsLong() {
    var long: [String: Int] = [:]
    for file in SourceTree.sources {
      for function in file.functions where function.count > 40 {
        let place = "\(file.room)/\(file.name)"
        long[place] = max(long[place] ?? 0, function.count)
        #expect(
          function.count <= Self.longFunctions[place] ?? 40,
          "\(file.path):\(function.line) has \(function.count) lines")
      }
    }
    for place in Self.longFunctions.keys {
      #expect(
        long[place] != nil,
        "nothing in \(place) is long any more: take it off the list")
    }
  }

  @Test("a function is counted from its name to its last brace")
  func counting() {
    let text = """
      struct A {
        func short() { 1 }

        @inline(__always) private static func long<T>(
          _ a: T
        ) -> T
        where T: B {
          a

        }

        init?(_ a: Int) {
          b = 1
        }

        var c: Int {
          1
        }

        var stored = 1
        let other: [Int]
      }

      protocol B { func required() }

      """
    let found = SourceFile(path: "Sources/X/Y.swift", text: text).functions
    #expect(found.map(\.line) == [4, 12, 16])
    #expect(found.map(\.count) == [7, 3, 3])
  }

  @Test func aTestHasTheNameOfWhatItTests() {
    let sources = Set(
      SourceTree.files.filter { !$0.path.hasSuffix("Tests.swift") }
        .flatMap { [$0.name, String($0.name.prefix { $0 != "+" })] })
    for file in SourceTree.files where file.path.hasSuffix("Tests.swift") {
      let name = String(file.name.dropLast("Tests".count))
      #expect(
        sources.contains(name) != Self.wideTests.contains(name),
        "\(file.path): no source file is called \(name)")
    }
  }

  @Test func noNameIsGivenOutTwice() {
    var rooms: [String: Set<String>] = [:]
    for file in SourceTree.sources {
      for line in file.lines
      where line.hasPrefix("public ") || line.hasPrefix("package ") {
        let declaration =
          /(?:struct|class|enum|protocol|actor|typealias|func) (\w+)/
        if let match = line.firstMatch(of: declaration) {
          rooms[String(match.1), default: []].insert(file.room)
        }
      }
    }
    for (name, owners) in rooms where !Self.overloads.contains(name) {
      #expect(owners.count == 1, "\(name) of \(owners.sorted())")
    }
  }

  /// Functions of numbers that the faster path has in single precision.
  private static let overloads: Set<String> = ["sigmoid", "tanh"]

  /// Files above the cap: a list that may only become shorter.
  private static let longFiles: [String: Int] = [:]

  /// Functions above the cap, by room and file, with the lines of the longest: a
  /// list that may only become shorter.
  private static let longFunctions: [String: Int] = [
    "Experiments/JacobianSpectrum": 41,
    "Experiments/Learner": 43,
    "Experiments/OtherPublishedResults": 41,
    "Experiments/PaperCondition": 64,
    "Experiments/VanillaLearner": 41,
    "Inspection/CellSearch": 46,
    "Inspection/LinearProbe": 51,
    "Inspection/SpanMatch": 44,
    "Inspection/TextLabels": 47,
    "Inspection/WorkedStep": 44,
    "LSTMCore/CellAdjoint": 75,
    "LSTMCore/UnitLetters": 48,
    "LessonKit/AnswerError": 45,
    "LessonKit/ChildProcess": 43,
    "LessonKit/Evaluator": 43,
    "LessonKit/WorkbookMistakes": 51,
    "ModelFiles/KerasFile": 42,
    "ModelFiles/ModelContentError": 45,
    "ModelFiles/NAMFile": 55,
    "ModelFiles/ONNXConstants": 42,
    "ModelFiles/ONNXTensor": 44,
    "TraceFigures/CellDiagram+Unrolled": 41,
    "TraceFigures/CellDiagramPen+Key": 56,
    "TraceFigures/ColouredText+HTML": 42,
    "TraceFigures/EvidencePlots": 45,
    "TraceFigures/MemoryFigureLayout": 47,
    "TraceFigures/StateDriftFigure": 42,
    "TraceFigures/TimeAxis": 52,
    "TraceFigures/TrialCurvesFigure": 42,
    "lstm-lab/EvaluateCommand": 51,
    "lstm-lab/PaperOptions": 58,
  ]

  /// Tests of what several files do together.
  private static let wideTests: Set<String> = [
    "BidirectionalCommand", "BidirectionalFile", "CellBits",
    "CellFamilyDiagram", "CellLanguage", "CellSearchConfirmation",
    "CommandLine", "ComparedCells", "ErrorStudies", "EveryFigure",
    "ExerciseJudging", "ExerciseParsing", "ExtremeNumbers", "FamilyMemory",
    "FigurePage", "ForeignHead", "ForeignModelCommand", "ForeignModels",
    "Gradient", "GradientCommand", "HardTexts",
    "HeldStep", "Help", "HostileForeignFile", "House", "HouseShape",
    "InspectionCommand", "InspectionFigure", "IntClamping",
    "InterventionFunctions", "LabelCommand", "LinearAlgebra", "ModelContent",
    "Moment", "MutatedForeignFile", "NeuralHydrology", "NumberModelFile",
    "Overview", "PaperAgreement", "PaperGolden", "PaperTrial", "PaperVariation",
    "PaperWeightCount", "PictureCommand", "PyTorch", "PyTorchModule",
    "Reduction", "Rendering", "Seal", "SeriesCommand", "SeriesFigure",
    "TraceExport", "TrialCurves", "TrialResults", "Truncation", "UnitName",
    "WordCommand",
  ]
}
