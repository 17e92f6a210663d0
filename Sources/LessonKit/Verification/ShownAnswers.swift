/// Finds numbers that are an exercise's answer in the text above it, where they
/// could be copied.
enum ShownAnswers {
  static func problems(_ lesson: Lesson) -> [CourseProblem] {
    let shown = numbers(in: lesson.text)
    return lesson.exercises.enumerated().flatMap { index, exercise in
      answers(of: exercise).filter { answer in
        shown.contains { $0.isSame(as: answer) }
      }.map { answer in
        CourseProblem(
          place: "\(lesson.number).\(index + 1) \(exercise.id)",
          reason: "the answer \(answer.value.shown()) stands in the text above "
            + "it")
      }
    }
  }

  /// A number with a tolerance to compare it by.
  private struct Answer {
    let value, width: Double
  }

  private struct Shown {
    let value: Double

    func isSame(as answer: Answer) -> Bool {
      (value - answer.value).magnitude <= answer.width
    }
  }

  /// The numbers that an exercise asks for, of three digits or more: fewer stand
  /// in any text by chance.
  private static func answers(of exercise: Exercise) -> [Answer] {
    guard case .number(let parts, let tolerance, nil) = exercise.question,
      let evaluator = try? exercise.boundEvaluator()
    else { return [] }
    return parts.compactMap { part in
      guard
        let value = try? evaluator.value(of: part.expected).number("an answer"),
        value.shown(digits: 12).count(where: \.isNumber) > 2
      else { return nil }
      return Answer(
        value: value,
        width: min(tolerance.width(at: value), value.magnitude * 0.001))
    }
  }

  /// Every number in the text before its exercises.
  private static func numbers(in text: String) -> [Shown] {
    let prose = text.split(separator: "<!-- exercises -->").first ?? ""
    let pattern = /[-\u{2212}]?\d[\d,]*(?:\.\d+)?/
    return prose.matches(of: pattern).map { String($0.0) }
      .filter { $0.count(where: \.isNumber) > 2 }
      .compactMap {
        Double($0.replacing(",", with: "").replacing("\u{2212}", with: "-"))
      }.map(Shown.init)
  }
}
