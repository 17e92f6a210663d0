/// Where `bytes` stop being UTF-8, or nil when they all are.
///
/// A sequence that the end cuts short is invalid at its first byte.
func firstInvalidUTF8(in bytes: [UInt8]) -> Int? {
  bytes.withUnsafeBytes { bytes in
    var k = 0
    while k < bytes.count {
      if k + 8 <= bytes.count,
        bytes.loadUnaligned(fromByteOffset: k, as: UInt64.self)
          & 0x8080_8080_8080_8080 == 0
      {
        k += 8
        continue
      }
      guard case .scalar(_, let length) = nextScalar(in: bytes, at: k) else {
        return k
      }
      k += length
    }
    return nil
  }
}

/// What stands at a place in bytes that should be UTF-8.
enum UTF8Reading {
  /// A scalar of so many bytes.
  case scalar(Unicode.Scalar, length: Int)
  /// The start of a scalar that the buffer cuts short.
  case cutShort
  /// No UTF-8.
  case invalid
}

/// Reads the scalar at `k` (Unicode 15, table 3-7: no overlong forms, no
/// surrogates, nothing above U+10FFFF).
@inline(__always)
func nextScalar(in bytes: UnsafeRawBufferPointer, at k: Int) -> UTF8Reading {
  let lead = bytes[k]
  if lead < 0x80 { return .scalar(Unicode.Scalar(lead), length: 1) }
  let length: Int
  // The second byte's lowest and highest value; later ones are 80..BF.
  var second: ClosedRange<UInt8> = 0x80...0xBF
  switch lead {
  case 0xC2...0xDF: length = 2
  case 0xE0: (length, second) = (3, 0xA0...0xBF)
  case 0xED: (length, second) = (3, 0x80...0x9F)
  case 0xE1...0xEF: length = 3
  case 0xF0: (length, second) = (4, 0x90...0xBF)
  case 0xF4: (length, second) = (4, 0x80...0x8F)
  case 0xF1...0xF3: length = 4
  default: return .invalid
  }
  var value = UInt32(lead) & (0x7F >> UInt32(length))
  for offset in 1..<length {
    guard k + offset < bytes.count else { return .cutShort }
    let byte = bytes[k + offset]
    let allowed = offset == 1 ? second : 0x80...0xBF
    guard allowed.contains(byte) else { return .invalid }
    value = value << 6 | UInt32(byte & 0x3F)
  }
  guard let scalar = Unicode.Scalar(value) else { return .invalid }
  return .scalar(scalar, length: length)
}
