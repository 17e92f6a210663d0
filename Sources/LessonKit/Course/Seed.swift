import LSTMCore

/// What a learner's own numbers are drawn from: two learners have two answers.
package struct Seed: Equatable, Sendable {
  /// The number, 0 for the numbers that stand in the lessons.
  package let number: Int

  /// The numbers that stand in the lessons.
  package static let course = Seed(number: 0)

  init(number: Int) { self.number = number }

  /// A learner's seed from a number, or from a name however it is written.
  package init(_ text: String) {
    let name = text.filter { !$0.isWhitespace }.lowercased()
    if let number = Int(name), (0...Self.largest).contains(number) {
      self.number = number
      return
    }
    // FNV-1a, which gives the same on every machine.
    let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    number = Int(hash % UInt64(Self.largest)) + 1
  }

  private static let largest = 1 << 30

  /// A generator for the place `index` of an exercise.
  func generator(_ index: Int) -> SplitMix64 {
    let mixed = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    return SplitMix64(seed: mixed ^ UInt64(truncatingIfNeeded: index))
  }
}

extension Exercise {
  /// The exercise as the learner of `seed` has it: the choices in an order of
  /// their own, where their letters are only letters.
  func varied(by seed: Seed) -> Exercise {
    var exercise = self
    exercise.seed = seed
    guard case .choice(let choices, let expected) = question,
      seed != .course, choices.map(\.letter) == Self.letters(choices.count)
    else { return exercise }
    var generator = seed.generator(id.utf8.reduce(0) { $0 &* 31 &+ Int($1) })
    let shuffled = zip(
      choices.map(\.letter), choices.shuffled(using: &generator)
    ).map { letter, choice in
      Question.Choice(letter: letter, name: choice.name, text: choice.text)
    }
    exercise.question = .choice(shuffled, expected: expected)
    return exercise
  }

  private static func letters(_ count: Int) -> [String] {
    Array("abcdefgh".prefix(count)).map(String.init)
  }
}
