/// Judges a learner's function: runs it on random cells, compares what it gives
/// with the core, and looks for the one mistake that explains all of it.
struct ProgramJudge {
  let program: WorkbookProgram
  /// Whose random cells it is tried on.
  var seed = Seed.course
  /// How many of them it is tried on.
  static let count = 50
  /// How near it must come, as a share of 1 and the value.
  static let tolerance = 1e-12

  func judge(_ submission: Submission) throws -> Verdict {
    guard case .file(let name, let text) = submission else {
      throw AnswerError.file(
        submission.line,
        reason: "name the file that holds the answer, in Swift or Python.")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw AnswerError.empty
    }
    let run = ProgramRun(
      program: program, language: ProgramLanguage(file: name, text: text),
      name: name)
    let trials = WorkbookTrial.random(Self.count, seed: seed)
    let result = try run.result(of: text, on: trials)
    return verdict(on: result, trials)
  }

  private func verdict(
    on result: ProgramRun.Result, _ trials: [WorkbookTrial]
  ) -> Verdict {
    let rows = result.rows
    let said =
      result.said.isEmpty
      ? [] : ["It said:\n\n```\n\(result.said.joined(separator: "\n"))\n```"]
    if let row = rows.first(where: { $0.count != program.parts.count }) {
      return Verdict(
        isRight: false,
        reasons: ["It gave \(row.count) numbers for \(program.parts.count)."]
          + said)
    }
    guard rows.count == trials.count else {
      return Verdict(
        isRight: false,
        reasons: ["It stopped after \(rows.count) of \(trials.count) steps."]
          + said)
    }
    let expected = trials.map { program.expected(for: $0) }
    guard !Self.agree(rows, expected) else { return .right }
    return Verdict(
      isRight: false,
      reasons: reasons(rows, expected, trials) + said,
      share: Double(matching(rows, expected).count)
        / Double(program.parts.count))
  }

  /// The mistake, if one explains every number, and which numbers agree.
  private func reasons(
    _ rows: [[Double]], _ expected: [[Double]], _ trials: [WorkbookTrial]
  ) -> [String] {
    let right = matching(rows, expected)
    var reasons: [String] = []
    if let mistake = program.mistakes.first(where: { mistake in
      Self.agree(rows, trials.map(mistake.gives))
    }) {
      reasons.append(mistake.because)
    }
    let (good, bad) = (
      program.parts.indices.filter(right.contains),
      program.parts.indices.filter { !right.contains($0) }
    )
    func names(_ parts: [Int]) -> String {
      parts.map { program.parts[$0] }.joined(separator: ", ")
    }
    reasons.append(
      good.isEmpty
        ? "None of \(names(bad)) is right."
        : "Right at every step: \(names(good)). Not right: \(names(bad)).")
    if let part = bad.first,
      let place = rows.indices.first(where: {
        !Self.isSame(rows[$0][part], expected[$0][part])
      })
    {
      reasons.append(
        """
        With \(trials[place].shown) **\(program.parts[part])** comes out as \
        \(rows[place][part].shown(digits: 6)), and \
        \(expected[place][part].shown(digits: 6)) is right.
        """)
    }
    return reasons
  }

  /// The parts that are right at every step.
  private func matching(
    _ rows: [[Double]], _ expected: [[Double]]
  ) -> Set<Int> {
    Set(
      program.parts.indices.filter { part in
        zip(rows, expected).allSatisfy { Self.isSame($0[part], $1[part]) }
      })
  }

  private static func agree(_ rows: [[Double]], _ others: [[Double]]) -> Bool {
    zip(rows, others).allSatisfy { row, other in
      zip(row, other).allSatisfy { isSame($0, $1) }
    }
  }

  private static func isSame(_ value: Double, _ other: Double) -> Bool {
    // Not > but !(≤): NaN is the same as nothing.
    (value - other).magnitude <= tolerance * (1 + other.magnitude)
  }
}
