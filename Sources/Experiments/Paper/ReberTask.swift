import LSTMCore

/// Experiment 1: the embedded Reber grammar. Each symbol is to be predicted
/// from those before it; the last but one repeats the second.
///
///     B (T | P) Reber (the same T | P) E
///
/// Sequences come from a training set of 256 random strings; success is judged
/// on these and on 256 others that are not among them.
package struct ReberTask: PaperTask {
  /// The seven symbols, in the order of inputs and outputs.
  package static let symbols: [Character] = Array("BTPSXVE")

  /// The strings to learn from, drawn at random (some more than once).
  package let training: [String]
  /// Strings to judge by, none of which is to learn from.
  package let test: [String]
  private let trainingExamples: [Example]

  /// Both sets, of `count` strings each.
  package init(count: Int = 256, using generator: inout SplitMix64) {
    training = (0..<count).map { _ in Self.string(using: &generator) }
    let known = Set(training)
    var unseen: [String] = []
    while unseen.count < count {
      let string = Self.string(using: &generator)
      if !known.contains(string) { unseen.append(string) }
    }
    test = unseen
    trainingExamples = training.map(Self.example)
  }

  /// Seven.
  package var inputCount: Int { Self.symbols.count }
  /// Seven.
  package var outputCount: Int { Self.symbols.count }
  /// Every symbol is to be predicted.
  package var isSupervisedThroughout: Bool { true }
  /// Training and test set.
  package var allExamples: [Example] {
    trainingExamples + test.map(Self.example)
  }

  /// One string of the training set.
  package func generate(
    into example: inout Example, using generator: inout SplitMix64
  ) {
    example = trainingExamples[generator.index(below: trainingExamples.count)]
  }

  /// The symbols.
  package func labels(of example: Example) -> [String] {
    example.inputs.map { String(Self.symbols[Int($0)]) }
  }

  /// The string itself.
  package func text(of example: Example) -> String {
    let last = example.targetOutputs.last.map(Int.init) ?? 0
    return String(
      (example.inputs.map(Int.init) + [last]).map { Self.symbols[$0] })
  }
}

// MARK: The grammar

/// The way out of a state: a symbol and the state it leads to.
private struct Transition {
  let symbol: Character
  let state: Int

  init(_ symbol: Character, _ state: Int) {
    (self.symbol, self.state) = (symbol, state)
  }
}

/// The Reber grammar after its B: two ways out of each of five states, each
/// taken half the time; from the sixth only E, which leads out.
private let transitions: [Int: [Transition]] = [
  1: [Transition("T", 2), Transition("P", 3)],
  2: [Transition("S", 2), Transition("X", 4)],
  3: [Transition("T", 3), Transition("V", 5)],
  4: [Transition("X", 3), Transition("S", 6)],
  5: [Transition("P", 4), Transition("V", 6)],
  6: [Transition("E", 0)],
]

extension ReberTask {
  /// A random string of the embedded grammar, 9 symbols or longer.
  package static func string(using generator: inout SplitMix64) -> String {
    let outer: Character = generator.coin() ? "T" : "P"
    var string = "B\(outer)B"
    var state = 1
    while let ways = transitions[state] {
      let way = ways[ways.count == 1 ? 0 : generator.index(below: 2)]
      string.append(way.symbol)
      state = way.state
    }
    return string + "\(outer)E"
  }

  /// What may follow each symbol but the last: one set per symbol. Empty for a
  /// string that the grammar does not have.
  package static func successors(of string: String) -> [Set<Character>] {
    let symbols = Array(string)
    guard symbols.count >= 9 else { return [] }
    var sets: [Set<Character>] = [["T", "P"], ["B"]]
    var state = 1
    for symbol in symbols[3..<(symbols.count - 2)] {
      guard let ways = transitions[state],
        let way = ways.first(where: { $0.symbol == symbol })
      else { return [] }
      sets.append(Set(ways.map(\.symbol)))
      state = way.state
    }
    sets += [[symbols[1]], ["E"]]
    let isLegal =
      state == 0
      && zip(symbols.dropFirst(), sets).allSatisfy { $1.contains($0) }
    return isLegal && symbols[0] == "B" ? sets : []
  }

  /// A string as an example: each symbol is read, and the next one asked.
  package static func example(_ string: String) -> Example {
    func index(_ symbol: Character) -> Int {
      symbols.firstIndex(of: symbol) ?? 0
    }
    var example = Example()
    let pairs = zip(string, string.dropFirst())
    for ((symbol, next), legal) in zip(pairs, successors(of: string)) {
      example.read(index(symbol))
      example.expect(
        index(next), legal: legal.reduce(0) { $0 | 1 << UInt8(index($1)) })
    }
    return example
  }
}
