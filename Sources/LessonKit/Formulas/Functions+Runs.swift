import LSTMCore
import ModelFiles

/// Runs of the core, so that no expected value is typed in.
extension Functions {
  static let runs: [String: Value] = [
    // trace("abba"), trace("aaXbb", "counter"): layer 0 of a built-in model.
    "trace": .function { arguments, _ in
      let (text, model) = try textAndModel(arguments, "trace")
      return .trace(
        TraceValue(
          trace: model.trace(over: model.vocabulary.indices(of: text)),
          layer: 0))
    },
    // loss("abba", "book"): nats a character.
    "loss": .function { arguments, _ in
      let (text, model) = try textAndModel(arguments, "loss")
      let symbols = model.vocabulary.indices(of: text)
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
      let (text, model) = try textAndModel(
        [arguments[0]] + arguments.dropFirst(2), "probability")
      let next = try arguments[1].text("the next character").unicodeScalars
      guard let scalar = next.first, next.count == 1 else {
        throw FormulaError("probability is of one character")
      }
      return .number(
        try distribution(text, model)[model.vocabulary.index(of: scalar)])
    },
    // likeliest("aaX", "counter"): the next character.
    "likeliest": .function { arguments, _ in
      let (text, model) = try textAndModel(arguments, "likeliest")
      let p = try distribution(text, model).elements
      let best = p.indices.max { (p[$0], $1) < (p[$1], $0) } ?? 0
      return .text(model.vocabulary[best])
    },
    // run(cell, [1, 0, 0]), run(cell, inputs, h, c): a trace.
    "run": .function { arguments, _ in
      .trace(TraceValue(trace: try run(arguments), layer: 0))
    },
  ]

  private static func textAndModel(
    _ arguments: [Value], _ name: String
  ) throws -> (String, CharacterModel) {
    guard arguments.count == 1 || arguments.count == 2 else {
      throw FormulaError("\(name)(text, model) with a model or without")
    }
    let text = try arguments[0].text("the text of \(name)")
    guard !text.isEmpty else { throw FormulaError("\(name) of an empty text") }
    let model =
      arguments.count == 2 ? try arguments[1].text("the model") : "book"
    return (text, try Models.named(model))
  }

  private static func distribution(
    _ text: String, _ model: CharacterModel
  ) throws -> Vector {
    var last: [Step] = []
    for step in model.steps(over: model.vocabulary.indices(of: text)) {
      last = step
    }
    return model.nextDistribution(after: last)
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

/// The built-in models, each loaded once.
private enum Models {
  private static let book = Result { try ModelFile.load("book").model }
  private static let counter = Result { try ModelFile.load("counter").model }

  static func named(_ name: String) throws -> CharacterModel {
    switch name {
    case "book": try book.get()
    case "counter": try counter.get()
    default:
      throw FormulaError(
        "there is no built-in model '\(name)'; there are "
          + ModelFile.builtInNames.joined(separator: " and "))
    }
  }
}
