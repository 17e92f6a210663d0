import LSTMCore
import ModelFiles
import Synchronization

/// Runs of the core, so that no expected value is typed in.
extension Functions {
  static let runs: [String: Value] = [
    // trace("abba"), trace("aaXbb", "counter"): layer 0 of a built-in model.
    "trace": .function { arguments, _ in
      let (model, symbols) = try modelAndSymbols(arguments, "trace")
      return .trace(TraceValue(trace: model.trace(over: symbols), layer: 0))
    },
    // loss("abba", "book"): nats per character.
    "loss": .function { arguments, _ in
      let (model, symbols) = try modelAndSymbols(arguments, "loss")
      guard symbols.count > 1 else {
        throw FormulaError("loss needs two characters or more")
      }
      return .number(model.loss(over: symbols))
    },
    // probability("aaX", "b", "counter"): of the next character.
    "probability": .function { arguments, _ in
      guard arguments.count == 2 || arguments.count == 3 else {
        throw FormulaError("probability(text, next, model)")
      }
      let (model, symbols) = try modelAndSymbols(
        [arguments[0]] + arguments.dropFirst(2), "probability")
      let next = try arguments[1].text("the next character").unicodeScalars
      guard let scalar = next.first, next.count == 1 else {
        throw FormulaError("probability is of one character")
      }
      let index = model.reader.vocabulary?.index(of: scalar) ?? 0
      return .number(
        model.nextDistribution(after: lastStep(model, symbols))[index])
    },
    // likeliest("aaX", "counter"): the next character.
    "likeliest": .function { arguments, _ in
      let (model, symbols) = try modelAndSymbols(arguments, "likeliest")
      return .text(
        model.likeliestNext(after: lastStep(model, symbols), count: 1)
          .first?.symbol ?? "")
    },
    // run(cell, [1, 0, 0]), run(cell, inputs, h, c): a trace.
    "run": .function { arguments, _ in
      .trace(TraceValue(trace: try run(arguments), layer: 0))
    },
  ]

  /// A built-in model, and a text as its symbols.
  private static func modelAndSymbols(
    _ arguments: [Value], _ name: String
  ) throws -> (Model, [Int]) {
    guard arguments.count == 1 || arguments.count == 2 else {
      throw FormulaError("\(name)(text, model) with a model or without")
    }
    let text = try arguments[0].text("the text of \(name)")
    guard !text.isEmpty else { throw FormulaError("\(name) of an empty text") }
    let model = try Models.named(
      arguments.count == 2 ? try arguments[1].text("the model") : "book")
    return (model, model.reader.vocabulary?.indices(of: text) ?? [])
  }

  private static func lastStep(_ model: Model, _ symbols: [Int]) -> [Step] {
    var last: [Step] = []
    for step in model.steps(over: symbols.lazy.map(Datum.symbol)) {
      last = step
    }
    return last
  }

  private static func run(_ arguments: [Value]) throws -> Trace {
    guard arguments.count == 2 || arguments.count == 4 else {
      throw FormulaError("run(cell, inputs) or run(cell, inputs, h, c)")
    }
    let cell = try arguments[0].cell("what is run")
    let inputs = try arguments[1].list("the inputs").map { input in
      try vector(input, cell.inputSize, "an input")
    }
    guard !inputs.isEmpty else { throw FormulaError("no inputs to run over") }
    var state = cell.zeroState
    if arguments.count == 4 {
      state.hidden = try vector(arguments[2], cell.hiddenSize, "h")
      state.cell = try vector(arguments[3], cell.hiddenSize, "C")
    }
    return Stack([cell]).trace(over: inputs, from: [state])
  }

  private static func vector(
    _ value: Value, _ count: Int, _ role: String
  ) throws -> Vector {
    let numbers: [Double] =
      if case .number(let number) = value { [number] } else {
        try value.numbers(role)
      }
    guard numbers.count == count else {
      throw FormulaError("\(role) of \(numbers.count) values for \(count)")
    }
    return Vector(numbers)
  }
}

/// The built-in models, kept once they are loaded.
enum Models {
  private static let loaded = Mutex<[BuiltIn.Model: Model]>([:])

  static func named(_ name: String) throws -> Model {
    guard let wanted = BuiltIn.Model(rawValue: name) else {
      throw FormulaError(
        "there is no built-in model '\(name)'; there are \(BuiltIn.modelNames)")
    }
    if let model = loaded.withLock({ $0[wanted] }) { return model }
    let model = try ModelFile.load(name).model
    loaded.withLock { $0[wanted] = model }
    return model
  }
}
