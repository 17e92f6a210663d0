/// The characters, words or tokens of a text that a model's vocabulary lacks, for
/// one warning.
package struct UnknownCharacters: Equatable, Sendable {
  /// How many different ones are named at most.
  private static let most = 8

  private var (read, unknown) = (0, 0)
  /// The first few, and where each stood first.
  private var first: [(text: String, step: Int)] = []
  /// What one of what was read is called.
  package var symbol = "character"

  /// How many straight quotation marks were read as typographic ones.
  package var quotes = 0
  /// How many CR LF were read as LF.
  package var lineEnds = 0

  /// Nothing read yet.
  package init() {}

  /// The first that was unknown, and where it stood; nil where all were known.
  package var firstUnknown: (text: String, step: Int)? { first.first }

  /// Whether nothing that was read is known.
  package var areAll: Bool { read > 0 && unknown == read }

  /// Notes a character that was read.
  package mutating func note(_ scalar: Unicode.Scalar, isKnown: Bool) {
    note(String(scalar), isKnown: isKnown)
  }

  /// Notes a character or a word that was read.
  package mutating func note(_ text: String, isKnown: Bool) {
    defer { read += 1 }
    guard !isKnown else { return }
    unknown += 1
    // One more than is named, to know that there are more.
    guard first.count <= Self.most,
      !first.contains(where: { $0.text == text })
    else { return }
    first.append((text, read))
  }

  /// What was read in another form than it has, which the vocabulary lacks; nil
  /// where nothing was.
  ///
  /// - Parameter model: the model's name.
  package func note(model: String) -> String? {
    let parts =
      (quotes > 0
        ? [counted(quotes, "straight quote") + " as typographic"] : [])
      + (lineEnds > 0
        ? [counted(lineEnds, "CR LF", plural: "CR LF") + " as LF"] : [])
    guard !parts.isEmpty else { return nil }
    return "note: " + parts.joined(separator: " and ")
      + ": \(model) was trained on those alone."
  }

  /// The warning, or nil where every character was known.
  ///
  /// - Parameter model: the model's name.
  package func warning(model: String) -> String? {
    guard unknown > 0 else { return nil }
    let names = first.map { text, step in
      guard text.unicodeScalars.count == 1,
        let scalar = text.unicodeScalars.first
      else { return "\(visibleLine(text.unicodeScalars)) (step \(step))" }
      let shown = scalar.sign == nil ? scalar.picture.map { $0 + " " } : nil
      return "\(shown ?? "")\(scalar.codePoint) (step \(step))"
    }
    return """
      warning: \(grouped(unknown)) of \(counted(read, symbol)) \
      \(unknown == 1 ? "is" : "are") not in the vocabulary of \(model) and \
      read as the unknown symbol: \(list(names, most: Self.most))
      """
  }

  /// Whether the same characters were read.
  package static func == (a: Self, b: Self) -> Bool {
    (a.read, a.unknown, a.quotes, a.lineEnds)
      == (b.read, b.unknown, b.quotes, b.lineEnds)
      && a.first.elementsEqual(b.first) { $0 == $1 }
  }
}
