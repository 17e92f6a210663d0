import Foundation

// Numbers and characters for terminals: fixed places, a true minus sign,
// columns that align.

/// `+0.5503`, `−1.3100`: always signed, with so many decimals.
package func signed(_ value: Double, decimals: Int = 4) -> String {
  let text = String(format: "%+.\(decimals)f", value)
  let isZero = !text.contains { "123456789".contains($0) }
  guard text.hasPrefix("-") else { return text }
  return (isZero ? "+" : "−") + text.dropFirst()
}

/// `0.5503`, `−1.3100`: signed where negative.
package func plain(_ value: Double, decimals: Int = 4) -> String {
  let text = signed(value, decimals: decimals)
  return text.hasPrefix("+") ? String(text.dropFirst()) : text
}

/// A share as `38%`, or `0.4%` where it is small.
package func percent(_ share: Double) -> String {
  let size = share.magnitude * 100
  let format = size >= 9.95 || size == 0 ? "%.0f%%" : "%.1f%%"
  return String(format: format, share * 100)
}

/// `12,345,678`.
package func grouped(_ number: Int) -> String {
  var digits = Array("\(number.magnitude)")
  var place = digits.count - 3
  while place > 0 {
    digits.insert(",", at: place)
    place -= 3
  }
  return (number < 0 ? "−" : "") + String(digits)
}

extension String {
  /// Filled with spaces on the right, to so many terminal columns.
  package func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - columns))
  }

  /// Filled with spaces on the left, to so many terminal columns.
  package func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns)) + self
  }

  /// How many terminal columns the text takes: two for a wide East Asian
  /// character or an emoji.
  package var columns: Int { reduce(0) { $0 + ($1.isWide ? 2 : 1) } }
}

extension Character {
  fileprivate var isWide: Bool {
    unicodeScalars.contains { scalar in
      scalar.properties.isEmojiPresentation
        || wideRanges.contains { $0.contains(scalar.value) }
    }
  }
}

private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
  0xFE30...0xFE6F, 0xFF00...0xFF60, 0x20000...0x3FFFD,
]

/// A character as one that can be seen: ␣ for a space, ⏎ for a line's end, the
/// code point of what has no picture.
package func visible(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case " ": "␣"
  case "\n": "⏎"
  case "\t": "⇥"
  case "\r": "␍"
  default:
    switch scalar.properties.generalCategory {
    case .control, .format, .unassigned, .privateUse, .surrogate,
      .lineSeparator, .paragraphSeparator:
      "U+" + String(scalar.value, radix: 16, uppercase: true)
    case .nonspacingMark, .enclosingMark, .spacingMark: "◌\(scalar)"
    default: String(scalar)
    }
  }
}

/// `3.1e−16`; `0` for nothing.
package func scientific(_ value: Double) -> String {
  value == 0
    ? "0"
    : String(format: "%.1e", value).replacingOccurrences(of: "-", with: "−")
}
