import ModelFiles

/// One exercise: what is asked, how an answer is judged, and what helps.
///
/// Nothing in it is an expected value: `Question` and `Requirement` hold formulas
/// that are evaluated from runs of the core when an answer is checked.
package struct Exercise: Sendable {
  /// A name that stays when lessons are moved; progress is kept under it.
  package var id: String
  /// The question, Markdown, with `{formula}` where a value belongs.
  package var ask: String
  /// What is asked for and how it is compared.
  package var question: Question
  /// From gentle to nearly given away.
  package var hints: [String]
  /// Common wrong values with their reasons.
  package var wrong: [WrongAnswer]
  /// What must hold besides, with `answer` bound.
  package var requirements: [Requirement]
  /// An answer that passes: words as they would be typed, or a file's text.
  package var solution: String
  /// Why the solution is right, Markdown.
  package var worked: String?
  /// What a learner's file begins as.
  package var start: String?
  /// Names for the formulas, evaluated in order.
  package var bindings: [Binding]
  /// More names, evaluated once `answer` is bound.
  package var later: [Binding]
  /// The command that gives the answer, where one is needed.
  package var command: String?
  /// What is said after every judged answer, with `answer` bound.
  package var says: String?
  /// A program's files in Python, beside those in Swift.
  package var inPython: ProgramTexts?
  /// What the learner's own numbers are drawn from.
  package var seed = Seed.course

  /// Whether it can be answered by nothing but a run on the machine.
  package var needsMachine: Bool { question.isRun || command != nil }
}

/// The files of a program in one language.
package struct ProgramTexts: Sendable {
  /// What the learner's file begins as, and what passes.
  package var start, solution: String
}

/// What an exercise asks for.
package enum Question: Sendable {
  /// One number, or several with names, each within the tolerance of its
  /// formula. With a measure, that formula's value (of `answer`) is compared
  /// in place of the answer itself.
  case number([Part], tolerance: Tolerance, measure: String?)
  /// One of several texts by its letter; the formula gives the letter.
  case choice([Choice], expected: String)
  /// A set of units, or of steps.
  case units(Members)
  /// One unit of a quantity, `c[11]`; judged by the requirements, with `answer`
  /// bound to its name.
  case unit
  /// A formula in the given variables, equal to the expected one wherever it
  /// is tried.
  case formula([Variable], expected: String)
  /// The weights of a small cell in YAML; judged by the requirements.
  case weights(CellShape)
  /// The equations of a cell, which must give the LSTM's trace.
  case equations
  /// A function to complete, in Swift or Python.
  case program(WorkbookProgram)

  /// One of the numbers asked for.
  package struct Part: Sendable {
    /// The name, empty for a single number.
    package var name: String
    /// The formula that gives it.
    package var expected: String
    /// The formula that gives it from the other parts, by their names.
    package var follows: String?
  }

  /// What a set of numbers lists.
  package struct Members: Sendable {
    /// The formula that gives the list.
    package var expected: String
    /// What they are, such as units or steps.
    package var noun: String
    /// The formula that gives how many there are, if anything does.
    package var count: String?
  }

  /// One of the answers to choose from.
  package struct Choice: Sendable {
    /// What is typed.
    package var letter: String
    /// The letter in `exercises.yaml`, by which formulas name it.
    package var name: String
    /// What it stands for, Markdown.
    package var text: String
  }

  /// A name that a learner's formula may use, and the values it is tried at.
  package struct Variable: Sendable {
    /// The name.
    package var name: String
    /// Where its values are drawn from.
    package var range: ClosedRange<Double>
  }

  /// The kind's name in `exercises.yaml`.
  package var kind: String {
    switch self {
    case .number: "number"
    case .choice: "choice"
    case .units: "units"
    case .unit: "unit"
    case .formula: "formula"
    case .weights: "weights"
    case .equations: "equations"
    case .program: "program"
    }
  }

  /// Whether it is answered by running something, whatever the exercise.
  var isRun: Bool {
    switch self {
    case .weights, .equations, .program, .unit: true
    default: false
    }
  }

  /// Whether the answer is a file.
  package var takesFile: Bool {
    switch self {
    case .weights, .equations, .program: true
    default: false
    }
  }
}

/// How near a number must be.
package enum Tolerance: Sendable {
  /// As a difference.
  case absolute(Double)
  /// As a share of the expected value.
  case relative(Double)

  /// Whether `value` is near enough to `expected`, widened by `factor`.
  func accepts(
    _ value: Double, for expected: Double, factor: Double = 1
  ) -> Bool {
    // A hair more, so that 0.8 ± 0.05 takes 0.85.
    (value - expected).magnitude
      <= width(at: expected) * factor * (1 + 1e-9)
  }

  func width(at expected: Double) -> Double {
    switch self {
    case .absolute(let width): width
    case .relative(let share): share * expected.magnitude
    }
  }
}

/// A wrong value that people come to, and what it tells about how.
package struct WrongAnswer: Sendable {
  /// The part it is about; nil for any.
  package var part: String?
  /// The formula that gives the wrong value.
  package var value: String
  /// What went wrong, Markdown with `{formula}`.
  package var because: String
}

/// Something that must hold of an answer.
package struct Requirement: Sendable {
  /// The formula, true or false, with `answer` bound.
  package var that: String
  /// What is wrong when it is false, Markdown with `{formula}`.
  package var otherwise: String
}

/// A name for formulas to use.
package struct Binding: Sendable {
  /// The name.
  package var name: String
  /// What it stands for.
  package var meaning: Meaning

  /// What a name can stand for.
  package enum Meaning: Sendable {
    /// The value of a formula.
    case formula(String)
    /// Weights written out.
    case value(Value)
  }
}
