/// Something that can be said of every character of a text, from the text
/// alone: whether it stands in a quotation, how far into the line it is.
package struct TextLabel: Equatable, Sendable {
  /// The name in tables and options, such as `quotation`.
  package var name: String
  /// What it says, in words.
  package var words: String
  /// What a model must know to tell.
  package var kind: Kind
  /// One value per character.
  package var values: Values

  /// A label of the given parts.
  package init(
    _ name: String, _ words: String, kind: Kind, values: Values
  ) {
    (self.name, self.words) = (name, words)
    (self.kind, self.values) = (kind, values)
  }

  /// That something comes within so many elements; where it stands is not before
  /// it.
  static func soon(
    _ name: String, _ words: String, _ distance: Int, _ comes: [Bool]
  ) -> TextLabel {
    var (flags, left) = ([Bool](repeating: false, count: comes.count), 0)
    for place in comes.indices.reversed() {
      flags[place] = left > 0
      left = comes[place] ? distance : left - 1
    }
    return TextLabel(name, words, kind: .future, values: .flags(flags))
  }

  /// What a model must know to tell a label.
  package enum Kind: String, CaseIterable, Sendable {
    /// Earlier characters decide it: a unit that tracks it remembers.
    case memory
    /// Later characters decide it: a unit that tracks it foresees.
    case future
    /// Somebody else's label.
    case given
    /// The character just read gives it away.
    case character
  }

  /// The values of a label.
  package enum Values: Equatable, Sendable {
    /// Yes or no.
    case flags([Bool])
    /// A number.
    case numbers([Float])

    /// How many there are.
    package var count: Int {
      switch self {
      case .flags(let flags): flags.count
      case .numbers(let numbers): numbers.count
      }
    }

    /// The value at a position; 1 for yes, 0 for no.
    package subscript(position: Int) -> Float {
      switch self {
      case .flags(let flags): flags[position] ? 1 : 0
      case .numbers(let numbers): numbers[position]
      }
    }
  }

  /// The label of a part of the text.
  package func part(_ range: Range<Int>) -> TextLabel {
    var part = self
    switch values {
    case .flags(let flags): part.values = .flags(Array(flags[range]))
    case .numbers(let numbers): part.values = .numbers(Array(numbers[range]))
    }
    return part
  }

  /// The flags, where the label is a yes or no.
  var flags: [Bool]? {
    if case .flags(let flags) = values { flags } else { nil }
  }

  /// Whether the label says the same of every character from `start` up to
  /// `end`, so that nothing can track it.
  func isConstant(in range: Range<Int>) -> Bool {
    guard let first = range.first else { return true }
    return range.allSatisfy { values[$0] == values[first] }
  }
}
