/// What is to be said about an answer.
package struct Verdict: Equatable, Sendable {
  /// Whether it is right.
  package var isRight: Bool
  /// Why, a sentence or two each, Markdown; for a right answer usually nothing.
  package var reasons: [String]
  /// How much of it is right, 0 to 1: of several numbers, the share of those that
  /// are right or follow rightly from one that is not.
  package var share: Double

  init(isRight: Bool, reasons: [String], share: Double? = nil) {
    (self.isRight, self.reasons) = (isRight, reasons)
    self.share = share ?? (isRight ? 1 : 0)
  }

  static let right = Verdict(isRight: true, reasons: [])

  static func wrong(_ reasons: String...) -> Verdict {
    Verdict(isRight: false, reasons: reasons)
  }
}
