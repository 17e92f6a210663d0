import LSTMCore

/// A long sequence as a model reads it, kept whole: the symbols of a text, or
/// rows of numbers with what should be predicted after each.
package struct LongSequence: Sendable {
  /// The symbols of a text; empty for rows.
  package let symbols: [UInt16]
  /// The rows; empty for a text.
  package let rows: [Vector]
  /// What should be predicted after each row, in its own units; fewer than
  /// there are rows, or none.
  package let targets: [Vector]

  /// The symbols of a text.
  package init(_ symbols: [UInt16]) {
    (self.symbols, rows, targets) = (symbols, [], [])
  }

  /// Rows of numbers.
  package init(rows: [Vector], targets: [Vector] = []) {
    (symbols, self.rows, self.targets) = ([], rows, targets)
  }

  /// How many elements there are.
  package var count: Int { max(symbols.count, rows.count) }

  /// The places of the elements.
  package var indices: Range<Int> { 0..<count }

  /// The first elements.
  package func prefix(_ count: Int) -> LongSequence {
    rows.isEmpty
      ? LongSequence(Array(symbols.prefix(count)))
      : LongSequence(
        rows: Array(rows.prefix(count)), targets: Array(targets.prefix(count)))
  }

  /// What a model reads at a place.
  func datum(at place: Int) -> Datum {
    rows.isEmpty ? .symbol(Int(symbols[place])) : .row(rows[place])
  }

  /// What should be predicted after a place; nil where there is nothing.
  func target(after place: Int) -> Datum? {
    if rows.isEmpty {
      return place + 1 < symbols.count
        ? .symbol(Int(symbols[place + 1])) : nil
    }
    return place < targets.count ? .row(targets[place]) : nil
  }
}
