/// What is wrong in the equations of a cell, and where.
public struct EquationError: Error, Equatable, Sendable {
  /// The line, counted from 1.
  public let line: Int
  /// The character of the line, counted from 1.
  public let column: Int
  /// What is wrong.
  public let problem: Problem

  /// The kinds of mistakes.
  public enum Problem: Equatable, Sendable {
    /// A sign that the language does not have.
    case unknownSign(String)
    /// Something else should stand here.
    case unexpected(found: String, expected: String)
    /// A function that the language does not have.
    case unknownFunction(String)
    /// So many arguments, where a function takes so many.
    case argumentCount(function: String, found: Int, expected: String)
    /// A name is used before the line that defines it.
    case usedBeforeDefined(String)
    /// A primed name that no line defines.
    case undefined(String)
    /// Two lines define the same.
    case definedTwice(String)
    /// Something that a line may not define.
    case notDefinable(String)
    /// No line gives h′.
    case noOutput(String)
    /// Values of two lengths meet, or a vector does not come apart evenly.
    case sizesDiffer(found: String, expected: String)
    /// Nothing reads what a primed name hands on.
    case unreadState(String)
    /// A name is a matrix here and a vector there, or of two sizes.
    case twoShapes(String, first: String, second: String)
    /// A line of the header that says nothing known.
    case header(String, expected: String)
    /// There is not one equation.
    case noEquations
  }

  init(_ problem: Problem, at place: SourcePlace) {
    (line, column) = (place.line, place.column)
    self.problem = problem
  }
}

/// Where something stands in a text, both counted from 1.
public struct SourcePlace: Equatable, Sendable {
  /// The line.
  public let line: Int
  /// The character of the line.
  public let column: Int
}

extension EquationError: CustomStringConvertible {
  /// The place, the fault and what could stand there, in one sentence.
  public var description: String {
    "Line \(line), column \(column): \(problem)"
  }
}

extension EquationError.Problem: CustomStringConvertible {
  /// The fault and what could stand there.
  public var description: String {
    switch self {
    case .unknownSign(let sign):
      "'\(sign)' means nothing here; there are + − ⊙ · / ( ) [ ] , = and ′."
    case .unexpected(let found, let expected):
      "found \(found) where \(expected) is expected."
    case .unknownFunction(let name):
      "there is no function '\(name)'; there are "
        + CellFunction.names.joined(separator: ", ") + "."
    case .argumentCount(let function, let found, let expected):
      "\(function) takes \(expected), not \(found)."
    case .usedBeforeDefined(let name):
      "\(name) is used before the line that defines it; write \(name)′ on the "
        + "left of that line for a state, or move the line up."
    case .undefined(let name):
      "no line above defines \(name)."
    case .definedTwice(let name):
      "\(name) is defined twice; a step computes each quantity once."
    case .notDefinable(let name):
      "\(name) cannot be defined: it is what the step reads."
    case .noOutput(let name):
      "no line gives \(name), which the rest of the network reads."
    case .sizesDiffer(let found, let expected):
      "\(found) values where \(expected) are expected."
    case .unreadState(let name):
      "\(name) goes on to the next step, and nothing reads it there; leave out "
        + "the prime, or use the bare name."
    case .twoShapes(let name, let first, let second):
      "\(name) is \(first) elsewhere and \(second) here."
    case .header(let found, let expected):
      "'\(found)' is not understood; \(expected)."
    case .noEquations:
      "there is no equation; a line such as h′ = tanh(W·x + U·h + b) is one."
    }
  }
}
