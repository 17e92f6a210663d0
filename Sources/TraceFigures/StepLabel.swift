import Drawing

/// How one character that was read is shown on an axis.
enum StepLabel: Hashable {
  /// The character itself.
  case character(String)
  /// A sign that stands for an invisible character.
  case standIn(String)
  /// Upright letters in a box: the code point of what cannot be shown.
  case boxed(String)

  /// The label for what a step read: usually one character, sometimes the
  /// name of a symbol.
  init(_ read: String, measure: some TextMeasure) {
    let scalars = read.unicodeScalars
    guard scalars.count == 1, let scalar = scalars.first else {
      let fits = read.count == 1 && measure.canShow(read)
      self = fits ? .character(read) : .boxed(read)
      return
    }
    if let sign = Self.signs[scalar], measure.canShow(sign) {
      self = .standIn(sign)
      return
    }
    var shown = read
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: shown = "◌" + read
    case .control, .format, .surrogate, .privateUse, .unassigned,
      .lineSeparator, .paragraphSeparator, .spaceSeparator:
      shown = ""
    default: break
    }
    let isVisible =
      !shown.isEmpty && !scalar.properties.isDefaultIgnorableCodePoint
      && measure.canShow(shown)
      && Self.breadth(of: shown, measure: measure) <= 1.3
    self = isVisible ? .character(shown) : .boxed(scalar.codePoint)
  }

  /// A character as text. Fixed-width fonts often fail to put a mark on the
  /// dotted circle that stands in for its letter.
  static func text(_ character: String, size: Double) -> Text {
    let isMark = character.hasPrefix("◌") && character != "◌"
    return Text(character, size: size, isMark ? .plain : .monospaced)
  }

  /// How wide a column must be to hold a character in its middle, as a share
  /// of the font size: ink may reach beyond the advance.
  static func breadth(
    of character: String, measure: some TextMeasure
  ) -> Double {
    let extent = measure.extent(of: text(character, size: 1000))
    let middle = extent.width / 2
    let reach = max(middle - extent.ink.x, extent.ink.maxX - middle)
    return max(extent.width, 2 * reach) / 1000
  }

  private static let signs: [Unicode.Scalar: String] = [
    " ": "␣", "\n": "⏎", "\t": "⇥", "\r": "␍",
  ]
}

extension Unicode.Scalar {
  /// The hexadecimal digits of the code point, at least four.
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
