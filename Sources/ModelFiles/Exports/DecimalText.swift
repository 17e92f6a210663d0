/// Text being put together as bytes, numbers included.
///
/// A `Double` becomes the shortest decimal that reads back to the same value,
/// exactly as its `description`, but without a `String` in between: that takes
/// half the time, and a trace has tens of thousands of them.
struct DecimalText: TextOutputStream {
  var bytes: [UInt8] = []

  mutating func write(_ string: String) {
    bytes.append(contentsOf: string.utf8)
  }

  /// The standard library hands its digits over here where it can.
  mutating func _writeASCII(_ buffer: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: buffer)
  }

  mutating func append(_ value: Double) {
    // The description of a NaN may carry its payload, which nobody reads.
    if value.isNaN { bytes.append("nan") } else { value.write(to: &self) }
  }

  /// Hands everything to `sink` once there is enough to be worth a call.
  mutating func drain(into sink: some ByteSink, above limit: Int) throws {
    guard bytes.count > limit else { return }
    try sink.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
