/// Compares a list of units, or of steps, with the set that a formula gives.
struct MembersJudge {
  let exercise: Exercise
  let members: Question.Members
  let evaluator: Evaluator

  func judge(_ text: String) throws -> Verdict {
    let answer = try NumberSet.parse(text, of: members.noun)
    let right = try exercise.faultless { try set(members.expected) }
    if let reason = try beyond(answer) { return .wrong(reason) }
    if answer == right {
      return try exercise.verdict(
        on: .numbers(answer.sorted().map { Double($0) }), evaluator)
    }
    for wrong in exercise.wrong {
      let reason: String? = try exercise.faultless {
        try set(wrong.value) == answer
          ? try evaluator.filled(wrong.because) : nil
      }
      if let reason { return .wrong(reason) }
    }
    return .wrong(difference(answer, right))
  }

  /// Which of the answer there is not at all.
  private func beyond(_ answer: Set<Int>) throws -> String? {
    guard let formula = members.count else { return nil }
    let count = try exercise.faultless {
      try evaluator.value(of: formula).whole("how many there are")
    }
    guard let first = answer.filter({ $0 >= count }).min() else { return nil }
    return """
      There is no \(members.noun.dropLast()) \(first); they are 0 to \
      \(count - 1).
      """
  }

  private func difference(_ answer: Set<Int>, _ right: Set<Int>) -> String {
    let hits = answer.intersection(right).count
    let (extra, missing) = (answer.count - hits, right.count - hits)
    var parts = [
      answer.count == 1
        ? (hits == 1 ? "It belongs" : "It does not belong")
        : "\(hits) of your \(answer.count) \(hits == 1 ? "belongs" : "belong")"
    ]
    if answer.count > 1, extra > 0 {
      parts.append("\(extra) \(extra == 1 ? "does" : "do") not")
    }
    if missing > 0 {
      parts.append("\(missing) \(missing == 1 ? "is" : "are") missing")
    }
    return parts.joined(separator: "; ") + "."
  }

  private func set(_ formula: String) throws -> Set<Int> {
    let list = try evaluator.value(of: formula).list("what is listed")
    return Set(try list.map { try $0.whole("each of them") })
  }
}

/// Whole numbers as people list them: `0, 3, 8-15`.
enum NumberSet {
  /// More units than any layer here has.
  private static let most = 100_000

  static func parse(
    _ text: String, of noun: String
  ) throws(AnswerError) -> Set<Int> {
    // `2 to 3` is a range.
    let ranges = text.replacing(/(\d)\s+(?:to|-|–)\s+(\d)/) {
      "\($0.1)-\($0.2)"
    }
    let words = ranges.split { ", ;\t\n".contains($0) }
    // `steps 2 and 3` lists two.
    let pieces = words.filter { word in
      let word = word.lowercased()
      return word != "and" && word != noun && word + "s" != noun
    }
    guard !pieces.isEmpty else {
      throw words.isEmpty ? .empty : .notMembers(shown(text), of: noun)
    }
    var members: Set<Int> = []
    for piece in pieces {
      guard
        let match = piece.wholeMatch(of: /(\d{1,5})(?:[-\u{2013}](\d{1,5}))?/),
        let first = Int(match.1), let last = match.2.map({ Int($0) }) ?? first,
        first <= last, last < most
      else { throw .notMembers(shown(text), of: noun) }
      members.formUnion(first...last)
    }
    return members
  }

  private static func shown(_ text: String) -> String {
    String(text.prefix(40))
  }
}
