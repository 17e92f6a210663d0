import CZlib

/// What deflate packed into `bytes`, which must be exactly `count` bytes, or
/// nil where it is not.
func inflated(_ bytes: [UInt8], count: Int) -> [UInt8]? {
  guard bytes.count <= UInt32.max, count <= UInt32.max else { return nil }
  var stream = z_stream()
  let noHeader = -MAX_WBITS
  guard
    inflateInit2_(
      &stream, noHeader, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
      == Z_OK
  else { return nil }
  defer { inflateEnd(&stream) }
  var (input, status) = (bytes, Z_OK)
  // One place more than promised, so that too many show.
  let output = [UInt8](unsafeUninitializedCapacity: count + 1) {
    (buffer, used) in
    input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = buffer.baseAddress
      stream.avail_out = UInt32(clamping: count + 1)
      status = inflate(&stream, Z_FINISH)
    }
    used = count + 1 - Int(stream.avail_out)
  }
  return status == Z_STREAM_END && output.count == count ? output : nil
}
