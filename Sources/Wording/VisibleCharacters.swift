extension Unicode.Scalar {
  /// The sign that stands for the character where a character is shown by
  /// itself: ␣ for a space, ⏎ for a line's end.
  package var sign: String? {
    switch self {
    case " ": "␣"
    case "\n": "⏎"
    case "\t": "⇥"
    case "\r": "␍"
    default: nil
    }
  }

  /// What there is to see of the character, on a dotted circle where it is a
  /// mark; nil for what has no picture.
  package var picture: String? {
    switch properties.generalCategory {
    case .control, .format, .unassigned, .privateUse, .surrogate,
      .lineSeparator, .paragraphSeparator:
      nil
    case .nonspacingMark, .enclosingMark, .spacingMark: "◌\(self)"
    default: String(self)
    }
  }

  /// The hexadecimal digits of the code point, at least four.
  package var hexadecimal: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// `U+0041`.
  package var codePoint: String { "U+" + hexadecimal }
}

/// A character as one that can be seen: its sign, its picture, or the code
/// point of what has neither.
package func visible(_ scalar: Unicode.Scalar) -> String {
  scalar.sign ?? scalar.picture ?? scalar.codePoint
}

/// A text in one line, every character one that can be seen; spaces stay.
package func visibleLine(_ scalars: some Sequence<Unicode.Scalar>) -> String {
  scalars.map { $0 == " " ? " " : visible($0) }.joined()
}

/// A character as one that can be seen, or a word, its end left out where it is
/// long.
package func visible(_ read: String) -> String {
  let scalars = read.unicodeScalars
  guard scalars.count > 1 else {
    return scalars.first.map { visible($0) } ?? ""
  }
  let shown = visibleLine(scalars.prefix(12))
  return scalars.count > 12 ? shown.dropLast() + "…" : shown
}

extension String {
  /// The text for a terminal: characters that could move its cursor or change
  /// its state are code points, lines and tabs stay.
  package var withVisibleControls: String {
    guard unicodeScalars.contains(where: \.isCommand) else { return self }
    return unicodeScalars.map {
      $0.isCommand ? "<\($0.codePoint)>" : String($0)
    }.joined()
  }
}

extension Unicode.Scalar {
  /// Whether a terminal may obey the character: a control character, or one
  /// that turns the direction of writing.
  fileprivate var isCommand: Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: properties.generalCategory == .control
    }
  }
}
