import LSTMCore
import Wording

extension CellMemory {
  /// The writes as bars in the order of the text, in 80 columns: the largest
  /// `count` have a line each, the rest one line together.
  ///
  /// - Parameter read: what the steps read.
  package func text(of read: InputSequence, count: Int = 24) -> String {
    let names = read.visibleLabels
    let largest = writes.indices.sorted {
      (writes[$1].share.magnitude, $0) < (writes[$0].share.magnitude, $1)
    }.prefix(count).sorted()
    let others = Set(writes.indices).subtracting(largest)
    let limit = writes.map(\.share.magnitude).max() ?? 0
    let width = min(
      16, max(6, (largest.map { names[$0].columns }.max() ?? 0) + 1))
    // What is left of 80 columns, for bars on either side.
    let half = min(18, (47 - width) / 2)
    var lines = [
      """
      \(symbol) of unit \(unit), layer \(layer), after step \(step)\
      \(names[step].isEmpty ? "" : " (\(names[step]))") is \(signed(value)).
      What each step wrote, and what is left of it:
      """,
      "",
      " step " + "".padded(to: width) + " adds to \(symbol)"
        + "kept of   written".leftPadded(to: 12 + 2 * half),
    ]
    lines += largest.map { k in
      line(
        k, String(names[k].prefix(width - 1)).padded(to: width), writes[k],
        limit: limit, half)
    }
    if !others.isEmpty {
      let rest = others.sorted().reduce(0) { $0 + writes[$1].share }
      lines.append(
        "   + \(counted(others.count, "smaller write"))".padded(to: 28)
          + shown(rest, limit))
    }
    if initial != 0 {
      lines.append(
        "   \(symbol) before the first step".padded(to: 28) + signed(initial))
    }
    lines += ["", legend(read.noun), ""]
    return lines.joined(separator: "\n")
  }

  /// The memory's letter.
  package var symbol: String { quantity.symbol }

  /// How to read the shares.
  ///
  /// - Parameter read: what steps read: characters, or rows.
  package func legend(_ read: String = "characters") -> String {
    quantity == .cell
      ? """
      The parts sum to C exactly: C is all that was written, each write faded by
      the forget gates since. Those gates depend on earlier \(read) too, so a
      part says whose write is in the cell, not what caused it.
      """
      : """
      The parts sum to h exactly: h is all that was written, \(writtenLetters) a step,
      each write faded by \(faders) since. Those gates depend on earlier
      \(read) too, so a part says whose write is in h, not what caused it.
      """
  }

  /// What a memory that is h fades by.
  private var faders: String {
    keptLetters == "z" ? "the update gates z" : keptLetters
  }

  /// A step, its bar left or right of the middle, and its two factors.
  private func line(
    _ k: Int, _ name: String, _ write: Write, limit: Double, _ half: Int
  ) -> String {
    let length = limit > 0 ? write.share.magnitude / limit * Double(half) : 0
    let bar = String(repeating: "█", count: Int(clamping: length))
    let sides =
      write.share < 0
      ? bar.leftPadded(to: half) + "│".padded(to: half + 1)
      : "".padded(to: half) + "│" + bar.padded(to: half)
    return "\(k)".leftPadded(to: 5) + " " + name
      + shown(write.share, limit).leftPadded(to: 8) + " " + sides
      + percent(write.kept).leftPadded(to: 7) + "   "
      + shown(write.written, limit)
  }

  /// Four decimals, or what numbers have where the largest is small.
  private func shown(_ value: Double, _ limit: Double) -> String {
    guard limit < 0.01, value != 0 else { return signed(value) }
    return (value < 0 ? "" : "+") + Numerals.short(value)
  }
}
