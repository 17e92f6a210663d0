import ModelFiles

/// The exercises of one lesson as `exercises.yaml` has them.
///
/// Either a list of exercises, or `let:` with names that all of them share, then
/// `exercises:`.
enum ExerciseFile {
  static func parse(
    _ text: String, file: String, files: CourseFiles, seed: Seed
  ) throws -> [Exercise] {
    let node = try YAMLNode(parsing: text, file: file)
    let exercises: [Exercise]
    if node.sequence != nil {
      exercises = try self.exercises(node, [], files)
    } else {
      let fields = try YAMLFields(node, known: ["let", "exercises"])
      exercises = try self.exercises(
        fields.required("exercises"), bindings(fields["let"]), files)
    }
    return exercises.map { $0.varied(by: seed) }
  }

  private static func exercises(
    _ node: YAMLNode, _ shared: [Binding], _ files: CourseFiles
  ) throws -> [Exercise] {
    let nodes = try node.list()
    guard !nodes.isEmpty else { throw node.error("there are no exercises") }
    return try nodes.map { try exercise($0, shared, files) }
  }

  private static func exercise(
    _ node: YAMLNode, _ shared: [Binding], _ files: CourseFiles
  ) throws -> Exercise {
    let fields = try YAMLFields(node, known: common + ofKind(node))
    let question = try question(fields)
    return Exercise(
      id: try fields.requiredText("id"), ask: try fields.requiredText("ask"),
      question: question, hints: try fields["hints"]?.texts() ?? [],
      wrong: try fields.list("wrong").map(wrong),
      requirements: try fields.list("require").map(requirement),
      solution: try solution(fields, question, files),
      worked: try fields["worked"]?.text(),
      start: try start(fields, question, files),
      bindings: try shared + bindings(fields["let"]),
      later: try bindings(fields["then"]),
      command: try fields["command"]?.text(),
      says: try fields["says"]?.text(), inPython: try python(question, files))
  }

  /// The start and the solution of a program in its second language.
  private static func python(
    _ question: Question, _ files: CourseFiles
  ) throws -> ProgramTexts? {
    guard case .program(let program) = question else { return nil }
    return ProgramTexts(
      start: try files.text(program.startPath(.python)),
      solution: try files.text(program.solutionPath(.python)))
  }

  /// The fields of every exercise.
  private static let common = [
    "id", "kind", "ask", "hints", "wrong", "require", "solution", "worked",
    "start", "let", "then", "says", "command",
  ]

  /// The fields that one kind of exercise has besides.
  private static let kinds = [
    ("number", ["expect", "tolerance", "measure", "follows"]),
    ("choice", ["expect", "choices"]), ("units", ["expect", "of", "below"]),
    ("formula", ["expect", "variables"]), ("weights", ["inputs", "units"]),
    ("program", ["program"]), ("unit", []),
    ("equations", []),
  ]

  private static func ofKind(_ node: YAMLNode) throws -> [String] {
    _ = try node.entries()
    guard let kind = node["kind"] else { throw node.error("“kind” is missing") }
    let name = try kind.text()
    guard let fields = kinds.first(where: { $0.0 == name })?.1 else {
      throw kind.error(
        "there is no kind “\(name)”; the kinds are "
          + kinds.map(\.0).joined(separator: ", "))
    }
    return fields
  }

  private static func question(_ fields: YAMLFields) throws -> Question {
    switch try fields.requiredText("kind") {
    case "choice":
      return .choice(
        try choices(fields.required("choices")),
        expected: try fields.requiredText("expect"))
    case "units":
      return .units(
        Question.Members(
          expected: try fields.requiredText("expect"),
          noun: try fields["of"]?.text() ?? "units",
          count: try fields["below"]?.text()))
    case "formula":
      return .formula(
        try variables(fields.required("variables")),
        expected: try fields.requiredText("expect"))
    case "unit": return .unit
    case "equations": return .equations
    case "weights":
      let units = try fields["units"]?.numbers(1, for: "units")[0]
      return .weights(
        CellShape(
          inputs: try fields["inputs"]?.texts() ?? [],
          units: units.flatMap { Int(exactly: $0) } ?? 1))
    case "program":
      let node = try fields.required("program")
      guard let program = WorkbookProgram(rawValue: try node.text()) else {
        throw node.error("there is no program \(node.summary)")
      }
      return .program(program)
    default:
      return .number(
        try parts(fields.required("expect"), fields["follows"]),
        tolerance: try tolerance(fields.required("tolerance")),
        measure: try fields["measure"]?.text())
    }
  }

  private static func parts(
    _ node: YAMLNode, _ follows: YAMLNode?
  ) throws -> [Question.Part] {
    if let formula = node.scalar {
      return [Question.Part(name: "", expected: formula)]
    }
    return try node.entries().map {
      Question.Part(
        name: $0.key, expected: try $0.value.text(),
        follows: try follows?[$0.key]?.text())
    }
  }

  private static func tolerance(_ node: YAMLNode) throws -> Tolerance {
    let text = try node.text()
    let isShare = text.hasSuffix("%")
    guard let width = Double(isShare ? String(text.dropLast()) : text),
      width >= 0
    else {
      throw node.error("\(node.summary) is neither a number nor a percentage")
    }
    return isShare ? .relative(width / 100) : .absolute(width)
  }

  private static func choices(_ node: YAMLNode) throws -> [Question.Choice] {
    let entries = try node.entries()
    guard entries.count > 1 else {
      throw node.error(
        "\(entries.count) to choose from; two or more are wanted")
    }
    return try entries.map {
      Question.Choice(
        letter: $0.key, name: $0.key, text: try $0.value.text())
    }
  }

  private static func variables(
    _ node: YAMLNode
  ) throws -> [Question.Variable] {
    try node.entries().map { entry in
      let ends = try entry.value.numbers(2, for: entry.key)
      guard ends[0] < ends[1] else {
        throw entry.value.error("from \(ends[0]) to \(ends[1]) runs backward")
      }
      return Question.Variable(name: entry.key, range: ends[0]...ends[1])
    }
  }

  private static func wrong(_ node: YAMLNode) throws -> WrongAnswer {
    let fields = try YAMLFields(node, known: ["part", "value", "because"])
    return WrongAnswer(
      part: try fields["part"]?.text(), value: try fields.requiredText("value"),
      because: try fields.requiredText("because"))
  }

  private static func requirement(_ node: YAMLNode) throws -> Requirement {
    let fields = try YAMLFields(node, known: ["that", "otherwise"])
    return Requirement(
      that: try fields.requiredText("that"),
      otherwise: try fields.requiredText("otherwise"))
  }

  /// Formulas by name; a mapping in place of a formula is a cell.
  private static func bindings(_ node: YAMLNode?) throws -> [Binding] {
    try node?.entries().map { entry in
      if let formula = entry.value.scalar {
        return Binding(name: entry.key, meaning: .formula(formula))
      }
      let cell = try CellShape(inputs: ["x"], units: 16).cell(from: entry.value)
      return Binding(name: entry.key, meaning: .value(.cell(cell)))
    } ?? []
  }

  /// Words as they are; weights as a YAML block; a program as a file's name.
  private static func solution(
    _ fields: YAMLFields, _ question: Question, _ files: CourseFiles
  ) throws -> String {
    let given = try fields["solution"]?.text()
    return switch question {
    case .program(let program): try files.text(program.solutionPath(.swift))
    case .weights, .equations, .unit, .number(_, _, .some):
      try fields.requiredText("solution")
    case .choice(_, let expected): given ?? "{\(expected)}"
    case .units(let members): given ?? "{\(members.expected)}"
    case .formula(_, let expected): given ?? expected
    case .number(let parts, _, nil):
      given ?? parts.map { "{\($0.expected):9}" }.joined(separator: " ")
    }
  }

  private static func start(
    _ fields: YAMLFields, _ question: Question, _ files: CourseFiles
  ) throws -> String? {
    if case .program(let program) = question {
      return try files.text(program.startPath(.swift))
    }
    return try fields["start"]?.text()
  }
}
