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
      && measure.width(of: Text(shown, size: 1000, .monospaced)) <= 1300
    self = isVisible ? .character(shown) : .boxed(scalar.codePoint)
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
