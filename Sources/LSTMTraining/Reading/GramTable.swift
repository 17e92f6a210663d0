/// From a gram and the symbol after it to the longer gram: a table with open
/// addresses, which Swift's own dictionaries would be several times slower
/// for.
struct GramTable: Sendable {
  private var keys = [UInt64](repeating: .max, count: 1 << 12)
  private var values = [Int32](repeating: 0, count: 1 << 12)
  private var count = 0

  subscript(context: Int32, symbol: UInt16) -> Int32? {
    let slot = slot(of: Self.key(context, symbol))
    return keys[slot] == .max ? nil : values[slot]
  }

  mutating func insert(_ gram: Int32, _ context: Int32, _ symbol: UInt16) {
    if 2 * count >= keys.count { grow() }
    let key = Self.key(context, symbol)
    let slot = slot(of: key)
    (keys[slot], values[slot]) = (key, gram)
    count += 1
  }

  private static func key(_ context: Int32, _ symbol: UInt16) -> UInt64 {
    UInt64(UInt32(bitPattern: context)) << 16 | UInt64(symbol)
  }

  /// Where the key is, or where it would be.
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count &- 1
    let spread = key &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(truncatingIfNeeded: spread >> 32) & mask
    while keys[slot] != key && keys[slot] != .max {
      slot = (slot &+ 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    let old = zip(keys, values)
    keys = [UInt64](repeating: .max, count: 2 * keys.count)
    values = [Int32](repeating: 0, count: keys.count)
    for (key, value) in old where key != .max {
      let slot = slot(of: key)
      (keys[slot], values[slot]) = (key, value)
    }
  }
}
