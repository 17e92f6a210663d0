import LSTMCore

/// Inputs for cells that learners build, and what they should do with them.
extension Functions {
  static let sequences: [String: Value] = [
    // one_hot("aXb", "aXb"): a row for each character, 1 where it stands in
    // the alphabet.
    "one_hot": .function { arguments, _ in
      try require(arguments, 2, "one_hot(text, alphabet)")
      let alphabet = Array(try arguments[1].text("the alphabet"))
      return .list(
        try arguments[0].text("the text").map { character in
          guard alphabet.contains(character) else {
            throw FormulaError("'\(character)' is not in the alphabet")
          }
          return .numbers(alphabet.map { $0 == character ? 1 : 0 })
        })
    },
    // random(n, from, to, seed): n numbers, the same for the same seed.
    "random": .function { arguments, _ in
      try require(arguments, 4, "random(n, from, to, seed)")
      let (low, high) = (
        try arguments[1].number("from"), try arguments[2].number("to")
      )
      guard low < high else {
        throw FormulaError("random from \(low) to \(high)")
      }
      var generator = try generator(arguments[3])
      return .numbers(
        try (0..<count(arguments[0])).map { _ in
          Double.random(in: low..<high, using: &generator)
        })
    },
    // draw([1, 2, 3], k): one of a list, by the learner's seed and the place k;
    // the first for the course itself.
    "draw": .function { arguments, evaluator in
      try require(arguments, 2, "draw(list, place)")
      let values = try arguments[0].list("what is drawn from")
      let place = try arguments[1].whole("the place")
      let seed = try (evaluator.bindings["seed"] ?? .number(0)).whole(
        "the seed")
      guard let first = values.first else {
        throw FormulaError("nothing to draw from")
      }
      guard seed != 0 else { return first }
      var generator = Seed(number: seed).generator(place)
      return values.randomElement(using: &generator) ?? first
    },
    // latch_inputs(n, seed): rows of (set, reset), never both 1.
    "latch_inputs": .function { arguments, _ in
      try require(arguments, 2, "latch_inputs(n, seed)")
      var generator = try generator(arguments[1])
      return .list(
        try (0..<count(arguments[0])).map { _ in
          switch Int.random(in: 0..<5, using: &generator) {
          case 0: .numbers([1, 0])
          case 1: .numbers([0, 1])
          default: .numbers([0, 0])
          }
        })
    },
    // latch_states(inputs): what a latch that starts at 0 then shows.
    "latch_states": .function { arguments, _ in
      try require(arguments, 1, "latch_states(inputs)")
      var state = 0.0
      return .numbers(
        try arguments[0].list("the inputs").map { input in
          let (set, reset) = try pair(input)
          state = set > 0.5 ? 1 : reset > 0.5 ? 0 : state
          return state
        })
    },
  ]

  private static func pair(_ input: Value) throws -> (Double, Double) {
    let numbers = try input.numbers("an input")
    guard numbers.count == 2 else {
      throw FormulaError("an input of a latch has two values, set and reset")
    }
    return (numbers[0], numbers[1])
  }

  private static func count(_ value: Value) throws -> Int {
    let count = try value.whole("how many")
    guard (1...100_000).contains(count) else {
      throw FormulaError("\(count) is not from 1 to 100000")
    }
    return count
  }

  private static func generator(_ value: Value) throws -> SplitMix64 {
    let seed = try value.whole("the seed")
    return SplitMix64(seed: UInt64(bitPattern: Int64(seed)))
  }
}
