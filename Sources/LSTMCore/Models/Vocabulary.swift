/// The characters a model knows: Unicode scalars, each with its index.
///
/// Index 0 is the unknown symbol, as which everything else is read.
public struct Vocabulary: Equatable, Sendable {
  /// How the unknown symbol is written; any string.
  public let unknown: String
  /// The known characters; `scalars[k]` has index k + 1.
  public let scalars: [Unicode.Scalar]
  private let indices: [Unicode.Scalar: Int]

  /// A vocabulary of the given characters, in order; a repeated one keeps its
  /// first place.
  public init(
    _ scalars: some Sequence<Unicode.Scalar>, unknown: String = "\u{FFFD}"
  ) {
    var distinct: [Unicode.Scalar] = []
    var indices: [Unicode.Scalar: Int] = [:]
    for scalar in scalars where indices[scalar] == nil {
      distinct.append(scalar)
      indices[scalar] = distinct.count
    }
    (self.unknown, self.scalars, self.indices) = (unknown, distinct, indices)
  }

  /// How many symbols there are, the unknown one counted.
  public var count: Int { scalars.count + 1 }

  /// The index of a character, or nil for one that is not known.
  public func knownIndex(of scalar: Unicode.Scalar) -> Int? { indices[scalar] }

  /// The index of a character, 0 for one that is not known.
  public func index(of scalar: Unicode.Scalar) -> Int { indices[scalar] ?? 0 }

  /// The indices of a text's characters.
  public func indices(of text: String) -> [Int] {
    text.unicodeScalars.map(index)
  }

  /// The symbol at `index` as text.
  public subscript(index: Int) -> String {
    index == 0 ? unknown : String(scalars[index - 1])
  }
}
