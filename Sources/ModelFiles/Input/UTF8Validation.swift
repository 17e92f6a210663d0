/// How many bytes stand before the place where `bytes` stop being UTF-8: all of
/// them when they are.
///
/// A sequence that the end cuts short is invalid at its first byte.
func validUTF8Count(in bytes: [UInt8]) -> Int {
  var parser = Unicode.UTF8.ForwardParser()
  var (source, count) = (bytes.makeIterator(), 0)
  while case .valid(let scalar) = parser.parseScalar(from: &source) {
    count += scalar.count
  }
  return count
}
