/// What is to be said about an answer.
public struct Verdict: Equatable, Sendable {
  /// Whether it is right.
  public var isRight: Bool
  /// Why, a sentence or two each, Markdown; for a right answer usually nothing.
  public var reasons: [String]

  static let right = Verdict(isRight: true, reasons: [])

  static func wrong(_ reasons: String...) -> Verdict {
    Verdict(isRight: false, reasons: reasons)
  }
}
