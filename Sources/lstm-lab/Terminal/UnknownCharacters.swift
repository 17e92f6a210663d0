import LSTMCore

/// Reads characters as a model's symbols and remembers those it does not know,
/// for one warning at the end.
struct UnknownCharacters {
  let model: String
  private var read = 0
  private var count = 0
  private var first: [(scalar: Unicode.Scalar, step: Int)] = []

  init(model: String) { self.model = model }

  /// The symbol's index, 0 for a character that the vocabulary lacks.
  mutating func index(
    of scalar: Unicode.Scalar, in vocabulary: Vocabulary
  ) -> Int {
    defer { read += 1 }
    if let index = vocabulary.knownIndex(of: scalar) { return index }
    count += 1
    if first.count < 8, !first.contains(where: { $0.scalar == scalar }) {
      first.append((scalar, read))
    }
    return 0
  }

  /// Says once which characters were unknown and where they first stood.
  func warn() {
    guard count > 0 else { return }
    let list = first.map { scalar, step in
      let code = String(scalar.value, radix: 16, uppercase: true)
      let padding = String(repeating: "0", count: max(0, 4 - code.count))
      let isPlain = scalar.properties.isAlphabetic || scalar.properties.isEmoji
      return (isPlain ? "\(scalar) " : "")
        + "U+\(padding)\(code) (step \(step))"
    }.joined(separator: ", ")
    Talk.say(
      """
      warning: \(count) of \(read) characters are not in the vocabulary of \
      \(model) and are read as the unknown symbol: \(list)\
      \(first.count == 8 ? ", …" : "")
      """)
  }
}
