/// The different symbols of a batch, each with a row of its own.
///
/// A batch has few of a vocabulary's words, and these alone need a row in the
/// tables of `PreparedWeights` and `ShardGradient`.
struct SymbolRows {
  /// The symbols in the order of their rows.
  private(set) var symbols: [UInt16] = []
  /// For each symbol of the vocabulary its row, or −1.
  private var rows: [Int32]

  /// No rows yet, of a vocabulary of so many symbols.
  init(vocabulary count: Int) {
    rows = [Int32](repeating: -1, count: count)
  }

  /// The row of a symbol that was added.
  subscript(symbol: UInt16) -> UInt16 { UInt16(rows[Int(symbol)]) }

  /// The row of a symbol, a new one if it has none.
  @discardableResult
  mutating func add(_ symbol: UInt16) -> UInt16 {
    if rows[Int(symbol)] < 0 {
      rows[Int(symbol)] = Int32(symbols.count)
      symbols.append(symbol)
    }
    return self[symbol]
  }

  mutating func removeAll() {
    for symbol in symbols { rows[Int(symbol)] = -1 }
    symbols.removeAll(keepingCapacity: true)
  }
}
