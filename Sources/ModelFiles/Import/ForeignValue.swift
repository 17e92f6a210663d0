/// What a file says besides its tensors: JSON, or what a pickle holds that is
/// like it.
package indirect enum ForeignValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([ForeignValue])
  /// An array of nothing but numbers.
  case numbers([Double])
  /// Keys and values in the order of the file.
  case object([Member])

  /// One key of an object and its value.
  package struct Member: Equatable, Sendable {
    package let key: String
    package let value: ForeignValue

    package init(_ key: String, _ value: ForeignValue) {
      (self.key, self.value) = (key, value)
    }
  }

  /// The value of a key, where this is an object that has it.
  package subscript(key: String) -> ForeignValue? {
    members.first { $0.key == key }?.value
  }

  /// The members of an object; none of anything else.
  package var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The elements of an array; none of anything else.
  package var elements: [ForeignValue] {
    switch self {
    case .array(let elements): elements
    case .numbers(let numbers): numbers.map { .number($0) }
    default: []
    }
  }

  package var string: String? {
    if case .string(let string) = self { string } else { nil }
  }

  package var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  package var bool: Bool? {
    if case .bool(let bool) = self { bool } else { nil }
  }

  /// A whole number.
  package var int: Int? { number.flatMap { Int(exactly: $0) } }
}
