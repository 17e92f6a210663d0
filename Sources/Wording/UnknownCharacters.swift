/// The characters of a text that a model's vocabulary lacks, for one warning.
package struct UnknownCharacters: Equatable, Sendable {
  /// How many different ones are named at most.
  private static let most = 8

  private var (read, unknown) = (0, 0)
  /// The first few, and where each stood first.
  private var first: [(scalar: Unicode.Scalar, step: Int)] = []

  /// Nothing read yet.
  package init() {}

  /// Notes a character that was read.
  package mutating func note(_ scalar: Unicode.Scalar, isKnown: Bool) {
    defer { read += 1 }
    guard !isKnown else { return }
    unknown += 1
    // One more than is named, to know that there are more.
    guard first.count <= Self.most,
      !first.contains(where: { $0.scalar == scalar })
    else { return }
    first.append((scalar, read))
  }

  /// The warning, or nil where every character was known.
  ///
  /// - Parameter model: the model's name.
  package func warning(model: String) -> String? {
    guard unknown > 0 else { return nil }
    let names = first.map { scalar, step in
      let shown = scalar.sign == nil ? scalar.picture.map { $0 + " " } : nil
      return "\(shown ?? "")\(scalar.codePoint) (step \(step))"
    }
    return """
      warning: \(grouped(unknown)) of \(counted(read, "character")) \
      \(unknown == 1 ? "is" : "are") not in the vocabulary of \(model) and \
      read as the unknown symbol: \(list(names, most: Self.most))
      """
  }

  /// Whether the same characters were read.
  package static func == (a: Self, b: Self) -> Bool {
    (a.read, a.unknown) == (b.read, b.unknown)
      && a.first.elementsEqual(b.first) { $0 == $1 }
  }
}
