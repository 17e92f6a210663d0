import LSTMCore

/// Judges equations that a learner repaired: with the same weights they must give
/// the trace of the LSTM.
struct EquationsJudge {
  /// How many steps are compared, and for how many units.
  private static let (steps, units) = (20, 3)
  private static let tolerance = 1e-12

  func judge(_ submission: Submission) throws -> Verdict {
    guard case .file(let name, let text) = submission else {
      throw AnswerError.file(
        submission.line, reason: "name the file that holds the equations.")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw AnswerError.empty
    }
    let definition: CellDefinition
    do { definition = try CellDefinition(parsing: text) } catch {
      throw AnswerError.file(name, reason: "\(error)")
    }
    return verdict(on: definition)
  }

  private func verdict(on definition: CellDefinition) -> Verdict {
    let missing = CellFamily.lstm.parameterNames.filter {
      !definition.parameterNames.contains($0)
    }
    let extra = definition.parameterNames.filter {
      !CellFamily.lstm.parameterNames.contains($0)
    }
    guard extra.isEmpty else {
      return .wrong(
        "The LSTM has no weights called \(extra.joined(separator: ", ")).")
    }
    let sound = Self.sound
    let inputs = Self.inputs
    let right = Stack([sound]).trace(over: inputs)
    let theirs = Stack([EquationCell(definition, like: sound)])
      .trace(over: inputs)
    if let difference = difference(theirs, right) { return .wrong(difference) }
    guard missing.isEmpty else {
      return .wrong(
        "It lacks the weights \(missing.joined(separator: ", ")).")
    }
    return .right
  }

  /// The first step and quantity in which the two differ.
  private func difference(_ mine: Trace, _ right: Trace) -> String? {
    for (t, (a, b)) in zip(mine.steps, right.steps).enumerated() {
      for quantity in Quantity.lstm {
        guard a[0].quantities.contains(quantity) else {
          return "It does not compute \(quantity.key)."
        }
        let (x, y) = (a[0][quantity][0], b[0][quantity][0])
        if !((x - y).magnitude <= Self.tolerance * (1 + y.magnitude)) {
          return """
            At step \(t), with the same weights, **\(quantity.key)** of unit 0 is \
            \(x.shown()), and in an LSTM it is \(y.shown()). What comes before it \
            in that step agrees.
            """
        }
      }
    }
    return nil
  }

  private static var sound: LSTMCell {
    var generator = SplitMix64(seed: 1997)
    var cell = LSTMCell(inputSize: 2, hiddenSize: units)
    for index in CellFamily.lstm.parameterNames.indices {
      cell[parameter: index] = cell[parameter: index].map { _ in
        Double.random(in: -1.5...1.5, using: &generator)
      }
    }
    return cell
  }

  private static var inputs: [Vector] {
    var generator = SplitMix64(seed: 2000)
    return (0..<steps).map { _ in
      Vector((0..<2).map { _ in Double.random(in: -1...1, using: &generator) })
    }
  }
}
