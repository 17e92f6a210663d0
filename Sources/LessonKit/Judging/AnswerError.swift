/// Why an answer cannot be judged at all; it counts as neither right nor wrong.
package enum AnswerError: Error, Equatable {
  /// There is nothing in it.
  case empty
  /// A number with a decimal comma.
  case comma(String, suggestion: String)
  /// Something that is no number.
  case notANumber(String)
  /// A number beyond what a `Double` holds.
  case tooLarge(String)
  /// More or fewer numbers than the exercise asks for.
  case count(found: Int, expected: [String])
  /// A part of an answer that the exercise does not have.
  case unknownPart(String, expected: [String])
  /// Not one of the choices.
  case noSuchChoice(String, choices: [String])
  /// Not a list of units, or of what else is asked for.
  case notMembers(String, of: String)
  /// Not the name of a unit.
  case notAUnit(String)
  /// A unit that the model does not have.
  case noSuchUnit(String, reason: String)
  /// A formula that cannot be read or evaluated.
  case formula(String, reason: String)
  /// A file that cannot be read as weights or as a program.
  case file(String, reason: String)
}

extension AnswerError: CustomStringConvertible {
  /// What is wrong, and what to type.
  package var description: String {
    switch self {
    case .empty: "The answer is empty."
    case .comma(let text, let suggestion):
      """
      '\(text)' has a comma. Write decimals with a point, \(suggestion), and \
      put spaces between several numbers.
      """
    case .notANumber(let text):
      """
      '\(text)' is not a number. Write it with a decimal point, as 0.25, or as \
      a calculation, as 1/4 or ln(27).
      """
    case .tooLarge(let text): "'\(text)' is too large for a number."
    case .count(let found, []): "\(found) numbers where one is asked for."
    case .count(let found, let expected):
      """
      \(found == 1 ? "1 number" : "\(found) numbers") for \(expected.count): \
      give \(expected.joined(separator: ", ")) in this order, with spaces \
      between.
      """
    case .unknownPart(let part, let expected):
      """
      There is no '\(part)' here; the parts are \
      \(expected.joined(separator: ", ")).
      """
    case .noSuchChoice(let text, let choices):
      """
      '\(text)' is not one of the choices, \
      \(choices.joined(separator: ", ")).
      """
    case .notMembers(let text, let noun):
      """
      '\(text)' is not a list of \(noun). Write numbers and ranges, as 0,3,8-15.
      """
    case .notAUnit(let text):
      """
      '\(text)' names no unit. Write the quantity, f, i, g, o, c or h, and the \
      unit's number, as c[3].
      """
    case .noSuchUnit(let text, let reason): "\(text): \(reason)"
    case .formula(let text, let reason): "'\(text)': \(reason)."
    case .file(let path, let reason): "\(path): \(reason)"
    }
  }
}
