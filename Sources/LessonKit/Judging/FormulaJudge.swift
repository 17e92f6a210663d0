import LSTMCore

/// Tries a learner's formula beside the expected one at many places.
struct FormulaJudge {
  let exercise: Exercise
  let variables: [Question.Variable]
  let expected: String
  let evaluator: Evaluator

  func judge(_ text: String) throws -> Verdict {
    let text = text.trimmingPrefix(/\s*[\p{L}_][\p{L}\p{M}0-9_'′]*\s*=(?![=>])/)
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw AnswerError.empty
    }
    let answer = String(text)
    do {
      let theirs = try Expression(answer)
      guard let (place, mine, right) = try difference(theirs, expected) else {
        return try exercise.verdict(on: .text(answer), evaluator)
      }
      for wrong in exercise.wrong {
        let value = wrong.value
        guard try difference(theirs, value) == nil else { continue }
        return try exercise.faultless {
          .wrong(try evaluator.filled(wrong.because))
        }
      }
      let given = zip(variables, place).map { "\($0.name) = \($1.shown())" }
      return .wrong(
        """
        With \(given.joined(separator: ", ")) it gives \(mine.shown()), and \
        \(right.shown()) is right.
        """)
    } catch let error as FormulaError {
      throw AnswerError.formula(
        String(answer.prefix(60)), reason: error.description)
    }
  }

  /// How the variable may be written: C as c, where no other is called so.
  private func names(for variable: Question.Variable) -> [String] {
    let name = variable.name
    let others = [name.lowercased(), name.uppercased()].filter { other in
      !variables.contains { $0.name == other }
    }
    return [name] + others
  }

  /// The first place where the two differ, with both values.
  private func difference(
    _ theirs: Expression, _ formula: String
  ) throws -> (place: [Double], mine: Double, right: Double)? {
    let right = try exercise.faultless { try Expression(formula) }
    var generator = SplitMix64(seed: 1997)
    for _ in 0..<40 {
      let place = variables.map {
        Double.random(in: $0.range, using: &generator)
      }
      var bound = evaluator
      // Learners may use their names and mathematics, but run nothing.
      var plain = Evaluator(functions: Functions.mathematics)
      for (variable, value) in zip(variables, place) {
        // Two digits, so that a counterexample can be checked by hand.
        let value = (value * 100).rounded() / 100
        bound.bindings[variable.name] = .number(value)
        for name in names(for: variable) {
          plain.bindings[name] = .number(value)
        }
      }
      let expected = try exercise.faultless {
        try bound.value(right).number("what is expected")
      }
      let mine = try plain.value(theirs).number("a formula's value")
      // !(a <= b) rather than a > b: NaN differs from everything.
      if !((mine - expected).magnitude <= 1e-6 * (1 + expected.magnitude)) {
        return (
          place.map { ($0 * 100).rounded() / 100 }, mine, expected
        )
      }
    }
    return nil
  }
}
