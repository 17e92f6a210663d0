import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import Synchronization

/// What only a run can tell: how a unit does on held-out text, and what a model
/// does while something in it is held.
extension Functions {
  static let interventions: [String: Value] = [
    // held_out("c[11]", "quotation"): how well the unit of `book` tells yes
    // from no on the second half of the built-in story, 0.5 to 1: the AUC, or 1
    // less it. held_out("c[5]", "snow", "basin"): how well that of `basin` goes
    // with a store of the built-in basin, the size of r.
    "held_out": .function { arguments, _ in
      .number(try confirmation(arguments, "held_out").area)
    },
    // chance("c[11]", "quotation"): the same of the strongest of 1,000 labels
    // shifted against the text.
    "chance": .function { arguments, _ in
      .number(try confirmation(arguments, "chance").chance)
    },
    // held_loss("aaXbb", "f[4]=1", "counter"): nats per character while that
    // is held.
    "held_loss": .function { arguments, _ in
      try require(arguments, 3, "held_loss(text, clamp, model)")
      let model = try Models.named(try arguments[2].text("the model"))
      let symbols = try symbols(arguments[0], model)
      guard symbols.count > 1 else {
        throw FormulaError("held_loss needs two characters or more")
      }
      return .number(
        model.loss(
          over: symbols, under: try intervention(arguments[1], model)))
    },
    // held_probability("aaX", "b", "c[7]=0", "counter"): of the next character
    // while that is held.
    "held_probability": .function { arguments, _ in
      try require(arguments, 4, "held_probability(text, next, clamp, model)")
      let key = try arguments.map { try $0.text("what it takes") }
      return .number(
        try remembered(key) {
          let model = try Models.named(key[3])
          return try nextProbability(
            model, arguments, intervention(arguments[2], model))
        })
    },
    // patched_probability("aaX", "b", "c[7]@2", "aaaX", "counter"): of the next
    // character with what another text gave swapped in.
    "patched_probability": .function { arguments, _ in
      try require(
        arguments, 5, "patched_probability(text, next, patch, other, model)")
      let key = try arguments.map { try $0.text("what it takes") }
      return .number(
        try remembered(key) {
          let model = try Models.named(key[4])
          let donor = model.trace(over: try symbols(arguments[3], model))
          return try nextProbability(
            model, arguments,
            intervention(arguments[2], model, donor: donor))
        })
    },
    // digits(12): "12", for a clamp.
    "digits": .function { arguments, _ in
      try require(arguments, 1, "digits(number)")
      return .text(String(try arguments[0].whole("the number")))
    },
    // cell_weights("gru", 50, 128): of a layer, one bias a gate.
    "cell_weights": .function { arguments, _ in
      try require(arguments, 3, "cell_weights(cell, inputs, units)")
      let name = try arguments[0].text("the cell")
      guard let cell = CellFamily[name] else {
        throw FormulaError(CellFamily.unknown(name))
      }
      return .number(
        Double(
          cell.weightCount(
            inputs: try arguments[1].whole("the inputs"),
            units: try arguments[2].whole("the units"))))
    },
    // model_weights("counter"): all of a built-in model.
    "model_weights": .function { arguments, _ in
      try require(arguments, 1, "model_weights(model)")
      return .number(
        Double(
          try Models.named(try arguments[0].text("the model")).parameterCount))
    },
  ]

  /// Probabilities by text, character, clamp and model: an exercise asks for
  /// each many times.
  private static let known = Mutex<[[String]: Double]>([:])

  private static func remembered(
    _ key: [String], _ probability: () throws -> Double
  ) rethrows -> Double {
    if let known = known.withLock({ $0[key] }) { return known }
    let probability = try probability()
    known.withLock { $0[key] = probability }
    return probability
  }

  private static func symbols(_ text: Value, _ model: Model) throws -> [Int] {
    let text = try text.text("the text")
    guard !text.isEmpty, let vocabulary = model.reader.vocabulary else {
      throw FormulaError("the text is empty")
    }
    return vocabulary.indices(of: text)
  }

  /// What is held, or with a donor what is swapped in.
  private static func intervention(
    _ clamp: Value, _ model: Model, donor: Trace? = nil
  ) throws -> Intervention {
    let text = try clamp.text("the clamp")
    guard !text.isEmpty else { return .none }
    do {
      return try Intervention(
        [Clamp(parsing: text, hasValue: donor == nil)], of: model.stack,
        donor: donor)
    } catch { throw FormulaError("'\(text)': \(error)") }
  }

  /// Of the second argument after the first.
  private static func nextProbability(
    _ model: Model, _ arguments: [Value], _ intervention: Intervention
  ) throws -> Double {
    let next = try symbols(arguments[1], model)
    guard next.count == 1 else {
      throw FormulaError("a probability is of one character")
    }
    var state = model.stack.zeroState
    var last: [Step] = []
    for (t, symbol) in try symbols(arguments[0], model).enumerated() {
      last = model.stack.step(
        model.reader(.symbol(symbol)), from: state, at: t, under: intervention)
      state = last.map(\.state)
    }
    return model.nextDistribution(after: last)[next[0]]
  }

  private static func confirmation(
    _ arguments: [Value], _ name: String
  ) throws -> HeldOutUnits.Result {
    guard arguments.count == 3 else {
      try require(arguments, 2, "\(name)(unit, label)")
      return try HeldOutUnits.result(
        of: unit(arguments), label(arguments), in: .book)
    }
    guard
      let model = BuiltIn.Model(rawValue: try arguments[2].text("the model"))
    else { throw FormulaError("\(name)(unit, label, model)") }
    return try HeldOutUnits.result(
      of: unit(arguments), label(arguments), in: model)
  }

  private static func unit(_ arguments: [Value]) throws -> UnitName {
    try UnitName(arguments[0].text("the unit"))
  }

  private static func label(_ arguments: [Value]) throws -> String {
    try arguments[1].text("the label")
  }
}

/// One unit of a quantity, as people write it: `c[11]`.
struct UnitName: Hashable, Sendable {
  /// Which quantity.
  let quantity: Quantity
  /// Which unit.
  let unit: Int

  /// Reads `c[11]`, `c 11`, `C11`.
  ///
  /// - Throws: `AnswerError`.
  init(_ text: String) throws(AnswerError) {
    let plain = text.trimmed.lowercased().replacing("unit", with: "")
      .replacing("c\u{303}", with: "g").filter { !"'′ ".contains($0) }
    guard !plain.isEmpty else { throw .empty }
    guard
      let match = plain.wholeMatch(of: /([figoch])\[?(\d{1,5})\]?/),
      let unit = Int(match.2),
      let quantity = CellFamily.quantity(String(match.1))
    else { throw .notAUnit(String(text.prefix(40))) }
    (self.quantity, self.unit) = (quantity, unit)
  }

  /// `c[11]`.
  var text: String { "\(quantity.key)[\(unit)]" }
}

/// Units held against labels, each once: those of `book` against labels of the
/// built-in story, those of `basin` against the stores of its basin.
private enum HeldOutUnits {
  /// On the half that was held out, 0.5 to 1; of numbers the size of r.
  struct Result {
    /// The unit, and the strongest shifted label.
    let area, chance: Double
  }

  private static let known = Mutex<[String: Result]>([:])

  static func result(
    of unit: UnitName, _ label: String, in model: BuiltIn.Model
  ) throws -> Result {
    let key = "\(model.rawValue) \(unit.text) \(label)"
    if let result = known.withLock({ $0[key] }) { return result }
    let result = try measured(unit, label, model)
    known.withLock { $0[key] = result }
    return result
  }

  /// What a model reads, and the labels of that.
  private static func read(
    by model: Model
  ) throws -> (sequence: LongSequence, labels: [TextLabel]) {
    if let vocabulary = model.reader.vocabulary {
      let scalars = Array(BuiltIn.story.unicodeScalars)
      return (
        LongSequence(scalars.map { UInt16(vocabulary.index(of: $0)) }),
        TextLabels.labels(of: scalars)
      )
    }
    let text = try TextFile.load("sample:basin")
    let rows = try SeriesTable(text.text, name: text.name).series(
      columns: model.reader.columns
    ).rows
    return (
      LongSequence(rows: rows),
      try LabelTable.labels(csv: text.text, for: (rows.count, "rows"))
    )
  }

  private static func measured(
    _ unit: UnitName, _ name: String, _ model: BuiltIn.Model
  ) throws -> Result {
    let model = try Models.named(model.rawValue)
    let (sequence, labels) = try read(by: model)
    guard let label = labels.first(where: { $0.name == name }) else {
      throw FormulaError("there is no label '\(name)'")
    }
    do {
      let found = try CellSearch(layer: 0).confirmation(
        of: unit.quantity, unit: unit.unit, against: label, in: model,
        over: sequence)
      func size(_ score: CellSearch.Score?) -> Double {
        if case .correlation(let r) = score { return abs(r) }
        return 0.5 + (score?.strength ?? 0) / 2
      }
      return Result(area: size(found?.confirmed), chance: size(found?.chance))
    } catch let error as InspectionError {
      throw AnswerError.noSuchUnit(unit.text, reason: "\(error)")
    }
  }
}
