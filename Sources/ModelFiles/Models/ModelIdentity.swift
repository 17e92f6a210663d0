/// A file that holds a model: what it is called and what it is.
package protocol ModelIdentity: Sendable {
  /// `book`, or the file's name without its folders.
  var name: String { get }
  /// The bytes of the file.
  var bytes: [UInt8] { get }
}

extension ModelIdentity {
  /// The SHA-256 of the file's bytes, 64 hexadecimal digits; computed when
  /// asked for, since most commands do not.
  package var sha256: String { SHA256.hexDigest(of: bytes) }

  /// The first 12 digits of the SHA-256: enough to tell models apart.
  package var hash: String { String(sha256.prefix(12)) }
}
