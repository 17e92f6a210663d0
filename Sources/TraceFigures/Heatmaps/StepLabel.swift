import Drawing
import Wording

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
    if let sign = scalar.sign, measure.canShow(sign) {
      self = .standIn(sign)
      return
    }
    guard let visible = Self.visible(scalar), measure.canShow(visible),
      Self.breadth(of: visible, measure: measure) <= 1.3
    else {
      self = .boxed(scalar.hexadecimal)
      return
    }
    self = .character(visible)
  }

  /// Whether a character would be seen, had the fonts here a glyph for it.
  static func isMissing(_ read: String, measure: some TextMeasure) -> Bool {
    read.unicodeScalars.contains { scalar in
      scalar.sign == nil
        && visible(scalar).map { !measure.canShow($0) } ?? false
    }
  }

  /// The characters that would be seen and cannot be shown, each once, in
  /// order.
  static func missing(
    among characters: [String], measure: some TextMeasure
  ) -> [String] {
    var seen: Set<String> = []
    return characters.filter {
      seen.insert($0).inserted && isMissing($0, measure: measure)
    }
  }

  /// What there is to see of a character, or nil: a space of any width cannot
  /// be told from another.
  private static func visible(_ scalar: Unicode.Scalar) -> String? {
    let properties = scalar.properties
    guard !properties.isDefaultIgnorableCodePoint,
      properties.generalCategory != .spaceSeparator
    else { return nil }
    return scalar.picture
  }

  /// A character as text. Fixed-width fonts often fail to put a mark on the
  /// dotted circle that stands in for its letter.
  static func text(_ character: String, size: Double) -> Text {
    let scalars = character.unicodeScalars
    let isMark = scalars.first == "◌" && scalars.count > 1
    return Text(character, size: size, isMark ? .plain : .monospaced)
  }

  /// How wide a column must be to hold a character in its middle, as a share
  /// of the font size: ink may reach beyond the advance.
  static func breadth(
    of character: String, measure: some TextMeasure
  ) -> Double {
    let size = 10.0
    let extent = measure.extent(of: text(character, size: size))
    let middle = extent.width / 2
    let reach = max(middle - extent.ink.x, extent.ink.maxX - middle)
    return max(extent.width, 2 * reach) / size
  }
}
