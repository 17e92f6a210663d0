/// A model that can be told from others: by a name, and by its bytes.
public protocol IdentifiedModel: Sendable {
  /// `book`, or the file's name without its folders.
  var name: String { get }
  /// The SHA-256 of the file's bytes, 64 hexadecimal digits.
  var sha256: String { get }
}

extension IdentifiedModel {
  /// The first 12 digits of the SHA-256: enough to tell models apart.
  public var hash: String { String(sha256.prefix(12)) }
}
