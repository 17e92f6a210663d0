import Yams

/// The exercises of one lesson as `exercises.yaml` has them.
///
/// Either a list of exercises, or `let:` with names that all of them share, then
/// `exercises:`.
enum ExerciseFile {
  static func parse(
    _ text: String, file: String, files: CourseFiles
  ) throws -> [Exercise] {
    let node = try SafeYAML.node(text, file: file, isTrusted: true)
    guard node.sequence == nil else {
      return try exercises(node, [], file, files)
    }
    var fields = try YAMLFields(node, file: file, place: "top")
    let shared = try bindings(fields.take("let"), file: file, place: "let")
    guard let list = fields.take("exercises") else {
      throw fields.error("'exercises' is missing")
    }
    try fields.requireEmpty(known: ["let", "exercises"])
    return try exercises(list, shared, file, files)
  }

  private static func exercises(
    _ node: Node, _ shared: [Binding], _ file: String, _ files: CourseFiles
  ) throws -> [Exercise] {
    guard let nodes = node.sequence, !nodes.isEmpty else {
      throw YAMLError(file: file, place: "", reason: "has no exercises")
    }
    return try nodes.enumerated().map { index, node in
      let id = node.mapping?["id"]?.scalar?.string
      var fields = try YAMLFields(
        node, file: file,
        place: id.map { "exercise \($0)" } ?? "exercise \(index + 1)")
      return try exercise(&fields, shared, files)
    }
  }

  private static func exercise(
    _ fields: inout YAMLFields, _ shared: [Binding], _ files: CourseFiles
  ) throws -> Exercise {
    let question = try question(&fields)
    let exercise = Exercise(
      id: try fields.requiredText("id"), ask: try fields.requiredText("ask"),
      question: question, hints: try fields.texts("hints"),
      wrong: try fields.list("wrong").map { try wrong($0, fields) },
      requirements: try fields.list("require").map {
        try requirement($0, fields)
      },
      solution: try solution(&fields, question, files),
      worked: try fields.text("worked"),
      start: try start(&fields, question, files),
      bindings: shared
        + (try bindings(
          fields.take("let"), file: fields.file, place: fields.place)),
      later: try bindings(
        fields.take("then"), file: fields.file, place: fields.place))
    try fields.requireEmpty(known: known)
    return exercise
  }

  private static let known = [
    "id", "kind", "ask", "hints", "expect", "tolerance", "measure", "choices",
    "variables", "inputs", "units", "program", "wrong", "require", "solution",
    "worked", "start", "let", "then",
  ]

  private static func question(_ fields: inout YAMLFields) throws -> Question {
    let kind = try fields.requiredText("kind")
    switch kind {
    case "number":
      return .number(
        try parts(&fields), tolerance: try tolerance(&fields),
        measure: try fields.text("measure"))
    case "choice":
      return .choice(
        try choices(&fields), expected: try fields.requiredText("expect"))
    case "units": return .units(expected: try fields.requiredText("expect"))
    case "formula":
      return .formula(
        try variables(&fields), expected: try fields.requiredText("expect"))
    case "weights":
      let units = try fields.text("units").map { try NumberText.number($0) }
      return .weights(
        CellShape(
          inputs: try fields.texts("inputs"), units: units.map { Int($0) } ?? 1)
      )
    case "swift":
      let name = try fields.requiredText("program")
      guard let program = WorkbookProgram(rawValue: name) else {
        throw fields.error("there is no program '\(name)'")
      }
      return .program(program)
    default:
      throw fields.error(
        "there is no kind '\(kind)'; there are number, choice, units, formula, "
          + "weights and swift")
    }
  }

  private static func parts(_ fields: inout YAMLFields) throws -> [Question
    .Part]
  {
    guard let node = fields.take("expect") else {
      throw fields.error("'expect' is missing")
    }
    if let scalar = node.scalar {
      return [Question.Part(name: "", expected: scalar.string)]
    }
    guard let mapping = node.mapping, !mapping.isEmpty else {
      throw fields.error("'expect' must be a formula, or formulas with names")
    }
    return try mapping.map { key, value in
      guard let name = key.scalar?.string, let formula = value.scalar?.string
      else { throw fields.error("'expect' must hold name: formula") }
      return Question.Part(name: name, expected: formula)
    }
  }

  private static func tolerance(
    _ fields: inout YAMLFields
  ) throws -> Tolerance {
    let text = try fields.requiredText("tolerance")
    let share = text.hasSuffix("%")
    guard let width = Double(share ? String(text.dropLast()) : text), width >= 0
    else { throw fields.error("'tolerance' must be a number or a percentage") }
    return share ? .relative(width / 100) : .absolute(width)
  }

  private static func choices(
    _ fields: inout YAMLFields
  ) throws -> [Question.Choice] {
    guard let mapping = fields.take("choices")?.mapping, mapping.count > 1
    else {
      throw fields.error("'choices' must hold two or more of letter: text")
    }
    return try mapping.map { key, value in
      guard let letter = key.scalar?.string, let text = value.scalar?.string
      else { throw fields.error("'choices' must hold letter: text") }
      return Question.Choice(letter: letter, text: text)
    }
  }

  private static func variables(
    _ fields: inout YAMLFields
  ) throws -> [Question.Variable] {
    guard let mapping = fields.take("variables")?.mapping else {
      throw fields.error("'variables' must hold name: [from, to]")
    }
    return try mapping.map { key, value in
      guard let name = key.scalar?.string else {
        throw fields.error("'variables' must hold name: [from, to]")
      }
      let ends = try fields.numbers(value, count: 2, name)
      guard ends[0] < ends[1] else {
        throw fields.error("'\(name)' runs backward")
      }
      return Question.Variable(name: name, range: ends[0]...ends[1])
    }
  }

  private static func wrong(
    _ node: Node, _ parent: YAMLFields
  ) throws -> WrongAnswer {
    var fields = try YAMLFields(
      node, file: parent.file, place: parent.place + ", wrong")
    let wrong = WrongAnswer(
      part: try fields.text("part"), value: try fields.requiredText("value"),
      because: try fields.requiredText("because"))
    try fields.requireEmpty(known: ["part", "value", "because"])
    return wrong
  }

  private static func requirement(
    _ node: Node, _ parent: YAMLFields
  ) throws -> Requirement {
    var fields = try YAMLFields(
      node, file: parent.file, place: parent.place + ", require")
    let requirement = Requirement(
      that: try fields.requiredText("that"),
      otherwise: try fields.requiredText("otherwise"))
    try fields.requireEmpty(known: ["that", "otherwise"])
    return requirement
  }

  private static func bindings(
    _ node: Node?, file: String, place: String
  ) throws -> [Binding] {
    guard let node else { return [] }
    guard let mapping = node.mapping else {
      throw YAMLError(
        file: file, place: place, reason: "'let' must hold name: formula")
    }
    return try mapping.map { key, value in
      guard let name = key.scalar?.string else {
        throw YAMLError(file: file, place: place, reason: "a name must be text")
      }
      if let formula = value.scalar?.string {
        return Binding(name: name, meaning: .formula(formula))
      }
      let cell = try CellShape(inputs: ["x"], units: 16)
        .cell(from: value, file: file)
      return Binding(name: name, meaning: .value(.cell(cell)))
    }
  }

  /// Words as they are; weights as a YAML block; a program as a file's name.
  private static func solution(
    _ fields: inout YAMLFields, _ question: Question, _ files: CourseFiles
  ) throws -> String {
    switch question {
    case .program(let program): return try files.text(program.solutionPath)
    case .weights: return try fields.requiredText("solution")
    case .choice(_, let expected):
      return try fields.text("solution") ?? "{\(expected)}"
    case .units(let expected):
      return try fields.text("solution") ?? "{\(expected)}"
    case .formula(_, let expected):
      return try fields.text("solution") ?? expected
    case .number(let parts, _, nil):
      return try fields.text("solution")
        ?? parts.map { "{\($0.expected):9}" }.joined(separator: " ")
    case .number: return try fields.requiredText("solution")
    }
  }

  private static func start(
    _ fields: inout YAMLFields, _ question: Question, _ files: CourseFiles
  ) throws -> String? {
    if case .program(let program) = question {
      return try files.text(program.startPath)
    }
    return try fields.text("start")
  }
}
