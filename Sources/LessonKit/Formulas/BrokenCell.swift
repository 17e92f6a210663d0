import LSTMCore

/// An LSTM with one mistake in its equations, as people make it in a program of
/// their own.
enum BrokenCell: String, CaseIterable, Sendable {
  /// Nothing is wrong.
  case healthy
  /// i where f belongs, and f where i belongs.
  case swapped
  /// The input gate through tanh.
  case tanh
  /// The forget gate without its bias.
  case bias
  /// C begins anew at every step.
  case uncarried = "not-carried"
  /// h shows the cell from before the update.
  case early

  /// The equations of the LSTM with this mistake.
  var text: String {
    // What a weight starts with says nothing where that weight is missing.
    let lines = CellFamily.lstm.text.split(
      separator: "\n", omittingEmptySubsequences: false
    ).filter { !$0.hasPrefix("start:") }
    let text = lines.joined(separator: "\n")
      .replacing("name: lstm", with: "name: mine")
    let (right, wrong) = change
    return right.isEmpty ? text : text.replacing(right, with: wrong)
  }

  /// What the equation is, and what it is here.
  private var change: (right: String, wrong: String) {
    switch self {
    case .healthy: ("", "")
    case .swapped: ("f ⊙ C + i ⊙ C̃", "i ⊙ C + f ⊙ C̃")
    case .tanh: ("i  = σ(", "i  = tanh(")
    case .bias: (" + U_f·h + b_f)", " + U_f·h)")
    case .uncarried: ("C′ = f ⊙ C + i ⊙ C̃", "C′ = f ⊙ (0 C) + i ⊙ C̃")
    case .early: ("o ⊙ tanh(C′)", "o ⊙ tanh(C)")
    }
  }

  /// The cell with the weights of a sound one.
  ///
  /// - Throws: `FormulaError` should the equations not be read.
  func layer(like sound: LSTMCell) throws -> EquationCell {
    do {
      return try EquationCell(CellDefinition(parsing: text), like: sound)
    } catch { throw FormulaError("the broken cell: \(error)") }
  }
}

extension EquationCell {
  /// A cell of other equations with the weights of a sound one, as far as it has
  /// them.
  init(_ definition: CellDefinition, like sound: LSTMCell) {
    self.init(definition, inputs: sound.inputSize, units: sound.hiddenSize)
    let (theirs, ours) = (
      CellFamily.lstm.parameterNames, definition.parameterNames
    )
    for (index, name) in ours.enumerated() {
      guard let other = theirs.firstIndex(of: name),
        sound[parameter: other].count == self[parameter: index].count
      else { continue }
      self[parameter: index] = sound[parameter: other]
    }
  }
}

extension Functions {
  static let broken: [String: Value] = [
    // broken("swapped", cell, inputs): a trace of the cell with that mistake.
    "broken": .function { arguments, _ in
      try require(arguments, 3, "broken(mistake, cell, inputs)")
      let name = try arguments[0].text("the mistake")
      guard let mistake = BrokenCell(rawValue: name) else {
        throw FormulaError("there is no mistake '\(name)'")
      }
      let cell = try mistake.layer(like: arguments[1].cell("the cell"))
      let inputs = try arguments[2].numbers("the inputs").map { Vector([$0]) }
      let trace = Stack([cell]).trace(over: inputs)
      return .trace(TraceValue(trace: trace, layer: 0))
    },
    // picture(trace): the six quantities of a unit as rows of bars.
    "picture": .function { arguments, _ in
      try require(arguments, 1, "picture(trace)")
      guard case .trace(let value) = arguments[0] else {
        throw FormulaError("picture of \(arguments[0].kind)")
      }
      return .text(try TracePicture(trace: value).text)
    },
    // shuffled([1, 2, 3], k): a list in the order of the learner's seed; as it
    // stands for the course itself.
    "shuffled": .function { arguments, evaluator in
      try require(arguments, 2, "shuffled(list, place)")
      let values = try arguments[0].list("what is shuffled")
      let seed = try (evaluator.bindings["seed"] ?? .number(0))
        .whole("the seed")
      guard seed != 0 else { return .list(values) }
      var generator = Seed(number: seed)
        .generator(try arguments[1].whole("the place"))
      return .list(values.shuffled(using: &generator))
    },
  ]
}

/// A unit's six quantities as rows of bars, for a question.
private struct TracePicture {
  let trace: TraceValue

  var text: String {
    get throws {
      let rows = try Quantity.lstm.map { quantity in
        guard let values = try trace.member(quantity.key)?.numbers("a row")
        else { throw FormulaError("the trace has no \(quantity.key)") }
        return row(quantity, values)
      }
      return "```\n" + rows.joined(separator: "\n") + "\n```"
    }
  }

  private func row(_ quantity: Quantity, _ values: [Double]) -> String {
    let isGate = [.forgetGate, .inputGate, .outputGate].contains(quantity)
    let low = isGate ? 0.0 : quantity == .cell ? -2 : -1
    let high = isGate ? 1.0 : quantity == .cell ? 2 : 1
    let bars = values.map { Self.bar(($0 - low) / (high - low)) }.joined()
    let ends = [values.min() ?? 0, values.max() ?? 0].map {
      $0.shown(digits: 2)
    }
    return "\(quantity.key)  \(bars)  \(ends[0]) to \(ends[1])"
  }

  private static let bars = Array("▁▂▃▄▅▆▇█").map(String.init)

  /// A bar for a share of the height; what lies beyond has a sign of its own.
  private static func bar(_ share: Double) -> String {
    guard share > -0.001 else { return "\u{2193}" }
    guard share < 1.001 else { return "\u{2191}" }
    return bars[max(0, min(7, Int(share * 8)))]
  }
}
