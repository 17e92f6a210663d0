/// What is to be said about an answer.
package struct Verdict: Equatable, Sendable {
  /// Whether it is right.
  package var isRight: Bool
  /// Why, a sentence or two each, Markdown; for a right answer usually nothing.
  package var reasons: [String]

  static let right = Verdict(isRight: true, reasons: [])

  static func wrong(_ reasons: String...) -> Verdict {
    Verdict(isRight: false, reasons: reasons)
  }
}
