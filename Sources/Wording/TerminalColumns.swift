extension String {
  /// Filled with spaces on the right, to so many terminal columns.
  package func padded(to width: Int) -> String { self + space(to: width) }

  /// Filled with spaces on the left, to so many terminal columns.
  package func leftPadded(to width: Int) -> String { space(to: width) + self }

  private func space(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns))
  }

  /// How many terminal columns the text takes: two for a wide East Asian
  /// character or an emoji.
  package var columns: Int { reduce(0) { $0 + ($1.isWide ? 2 : 1) } }

  /// The text without spaces at its end.
  package var trimmedAtEnd: String {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...last])
  }
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
