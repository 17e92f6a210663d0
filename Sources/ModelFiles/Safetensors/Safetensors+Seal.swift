extension Safetensors {
  /// The key of the metadata under which a sealed file has the SHA-256 of all
  /// its numbers, that is of every byte after the header.
  static let sealKey = "tensors_sha256"

  /// The same file with a seal, so that a number that changes on the way is
  /// noticed when it is read.
  package var sealed: Safetensors {
    var file = self
    var hash = SHA256()
    for tensor in stored { hash.update(tensor.bytes) }
    file.metadata[Self.sealKey] = hash.hexDigest()
    return file
  }

  /// Takes the seal off, where there is one.
  ///
  /// - Parameter numbers: the bytes after the header.
  /// - Throws: `SafetensorsError.altered` when they are not those sealed.
  mutating func unseal(
    _ numbers: ArraySlice<UInt8>
  ) throws(SafetensorsError) {
    guard let seal = metadata.removeValue(forKey: Self.sealKey) else { return }
    var hash = SHA256()
    numbers.withUnsafeBytes { hash.update($0) }
    guard hash.hexDigest() == seal else { throw .altered }
  }
}
