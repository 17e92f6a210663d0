import LSTMCore

/// The functions that formulas may call: mathematics and lists here, runs of
/// the core in `Functions+Runs.swift`.
enum Functions {
  /// Every function and constant by name.
  static let all: [String: Value] = mathematics.merging(lists) { $1 }
    .merging(runs) { $1 }.merging(sequences) { $1 }
    .merging(interventions) { $1 }.merging(uses) { $1 }.merging(broken) { $1 }

  /// What a learner's own formula may use: nothing that runs a model.
  static let mathematics: [String: Value] = [
    "pi": .number(.pi), "true": .flag(true), "false": .flag(false),
    "sigmoid": numeric { sigmoid(Vector([$0]))[0] },
    "tanh": numeric { tanh(Vector([$0]))[0] },
    "exp": numeric(exp), "ln": numeric(log), "log2": numeric(log2),
    "log10": numeric(log10), "sqrt": numeric { $0.squareRoot() },
    "abs": numeric { $0.magnitude },
    "sign": numeric { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 },
    "floor": numeric { $0.rounded(.down) },
    "round": numeric { $0.rounded() },
    "min": .function { arguments, _ in
      .number(try least(arguments, "min", by: <))
    },
    "max": .function { arguments, _ in
      .number(try least(arguments, "max", by: >))
    },
  ]

  private static let lists: [String: Value] = [
    "sum": reduction { $0.reduce(0, +) },
    "mean": reduction { $0.reduce(0, +) / Double($0.count) },
    "product": reduction { $0.reduce(1, *) },
    "argmax": reduction { numbers in
      numbers.indices.max { (numbers[$0], $1) < (numbers[$1], $0) }
        .map { Double($0) } ?? .nan
    },
    "length": .function { arguments, _ in
      .number(Double(try list(arguments, "length").count))
    },
    "first": .function { arguments, _ in
      try end(list(arguments, "first").first, "first")
    },
    "last": .function { arguments, _ in
      try end(list(arguments, "last").last, "last")
    },
    "column": .function { arguments, _ in
      try require(arguments, 2, "column(rows, k)")
      let k = try arguments[1].whole("the column")
      return .list(
        try arguments[0].list("the rows").map { row in
          let row = try row.list("a row")
          guard row.indices.contains(k) else {
            throw FormulaError("there is no column \(k)")
          }
          return row[k]
        })
    },
    "where": .function { arguments, _ in
      let flags = try list(arguments, "where")
      return .numbers(
        try flags.indices.filter { try flags[$0].flag("where") }
          .map { Double($0) })
    },
    "all": .function { arguments, _ in
      .flag(try list(arguments, "all").allSatisfy { try $0.flag("all") })
    },
    "count": .function { arguments, _ in
      .number(
        Double(
          try list(arguments, "count").filter { try $0.flag("count") }.count))
    },
    "range": .function { arguments, _ in
      try require(arguments, 2, "range(from, below)")
      let from = try arguments[0].whole("the start")
      let below = try arguments[1].whole("the end")
      guard from <= below, below - from <= 100_000 else {
        throw FormulaError("range(\(from), \(below)) is backward or too long")
      }
      return .numbers((from..<below).map { Double($0) })
    },
    "map": .function { arguments, evaluator in
      try require(arguments, 2, "map(list, x => …)")
      return .list(
        try arguments[0].list("what is mapped").map {
          try evaluator.call(arguments[1], [$0])
        })
    },
    "filter": .function { arguments, evaluator in
      try require(arguments, 2, "filter(list, x => …)")
      return .list(
        try arguments[0].list("what is filtered").filter {
          try evaluator.call(arguments[1], [$0]).flag("a filter")
        })
    },
    "derivative": .function { arguments, evaluator in
      try require(arguments, 2, "derivative(x => …, at)")
      let slope = try centralDifferences(
        of: { point in
          try evaluator.call(arguments[0], [.number(point[0])])
            .number("what is differentiated")
        }, at: try arguments[1].number("the place"))
      return .number(slope)
    },
  ]

  /// The slope of `function` at one place, as `LSTMCore.centralDifferences`
  /// gives it; that one takes no function that throws.
  private static func centralDifferences(
    of function: ([Double]) throws -> Double, at place: Double
  ) throws -> Double {
    let epsilon = 1e-5
    return try (function([place + epsilon]) - function([place - epsilon]))
      / (2 * epsilon)
  }
}

extension Functions {
  /// A function of one number that also takes a list, element by element.
  static func numeric(
    _ body: @escaping @Sendable (Double) -> Double
  ) -> Value {
    @Sendable func apply(_ value: Value) throws -> Value {
      if case .list(let values) = value { return .list(try values.map(apply)) }
      return .number(body(try value.number("what the function takes")))
    }
    return .function { arguments, _ in
      try require(arguments, 1, "one value")
      return try apply(arguments[0])
    }
  }

  static func require(
    _ arguments: [Value], _ count: Int, _ form: String
  ) throws {
    guard arguments.count == count else {
      throw FormulaError("\(form) was given \(arguments.count) values")
    }
  }

  private static func reduction(
    _ body: @escaping @Sendable ([Double]) -> Double
  ) -> Value {
    .function { arguments, _ in
      try require(arguments, 1, "a list")
      let numbers = try asNumbers(arguments[0]).numbers("the list")
      guard !numbers.isEmpty else { throw FormulaError("the list is empty") }
      return .number(body(numbers))
    }
  }

  /// Flags as 1 and 0, so that a share of steps is a mean.
  private static func asNumbers(_ value: Value) throws -> Value {
    switch value {
    case .flag(let flag): .number(flag ? 1 : 0)
    case .list(let values): .list(try values.map(asNumbers))
    default: value
    }
  }

  private static func list(
    _ arguments: [Value], _ name: String
  ) throws -> [Value] {
    try require(arguments, 1, name)
    return try arguments[0].list("what \(name) takes")
  }

  private static func end(_ value: Value?, _ name: String) throws -> Value {
    guard let value else { throw FormulaError("\(name) of an empty list") }
    return value
  }

  private static func least(
    _ arguments: [Value], _ name: String, by isBefore: (Double, Double) -> Bool
  ) throws -> Double {
    let values =
      arguments.count == 1 ? try arguments[0].list(name) : arguments
    let numbers = try values.map { try $0.number(name) }
    guard let least = numbers.min(by: isBefore) else {
      throw FormulaError("\(name) of nothing")
    }
    return least
  }
}
