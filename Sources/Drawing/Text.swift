/// A line of text: runs that differ in style, and one size.
package struct Text: Hashable, Sendable {
  /// The pieces, from the first read to the last.
  package var runs: [Run]
  /// The font size in the scene's units.
  package var size: Double

  /// A text of the given runs.
  package init(_ runs: [Run], size: Double) {
    (self.runs, self.size) = (runs, size)
  }

  /// A text of one run.
  package init(_ string: String, size: Double, _ style: Run.Style = .plain) {
    self.init([Run(string, style)], size: size)
  }

  /// The characters alone.
  package var string: String { runs.map(\.string).joined() }
}

extension Text {
  /// A piece of text in one style.
  package struct Run: Hashable, Sendable {
    /// What it says.
    package var string: String
    /// How it looks.
    package var style: Style

    /// A piece that says `string`.
    package init(_ string: String, _ style: Style = .plain) {
      (self.string, self.style) = (string, style)
    }
  }

  /// Which kind of typeface.
  package enum Family: String, CaseIterable, Sendable {
    /// Labels and titles.
    case sans
    /// Letters of formulas.
    case serif
    /// Characters of a text that was read, and digits in columns.
    case monospaced

    /// Typefaces in order of preference, as CSS and Pango both read them.
    package var stack: String {
      switch self {
      case .sans: "DejaVu Sans, Verdana, Helvetica, sans-serif"
      case .serif: "DejaVu Serif, Georgia, Times, serif"
      case .monospaced: "DejaVu Sans Mono, Menlo, Consolas, monospace"
      }
    }
  }

  /// On the line, or smaller and off it.
  package enum Script: Hashable, Sendable {
    /// On the line.
    case normal
    /// Smaller and lower.
    case lowered
    /// Smaller and higher.
    case raised

    /// The font size, as a share of the text's.
    var scale: Double { self == .normal ? 1 : 0.68 }

    /// How far above the baseline, as a share of the text's size.
    var rise: Double {
      switch self {
      case .normal: 0
      case .lowered: -0.2
      case .raised: 0.36
      }
    }
  }
}

extension Text.Run {
  /// How a piece of text looks.
  package struct Style: Hashable, Sendable {
    /// The kind of typeface.
    package var family: Text.Family
    /// Slanted, as scalars in formulas are.
    package var isItalic: Bool
    /// Heavy, as titles are.
    package var isBold: Bool
    /// On the line, or smaller and off it.
    package var script: Text.Script
    /// A colour of its own, or nil for the label's.
    package var colour: Colour?

    /// A style of the given parts, plain by default.
    package init(
      family: Text.Family = .sans, italic: Bool = false, bold: Bool = false,
      script: Text.Script = .normal, colour: Colour? = nil
    ) {
      self.family = family
      (isItalic, isBold) = (italic, bold)
      (self.script, self.colour) = (script, colour)
    }

    /// Labels.
    package static let plain = Style()
    /// Titles.
    package static let bold = Style(bold: true)
    /// Variables in formulas.
    package static let variable = Style(family: .serif, italic: true)
    /// Function names, operators and digits in formulas.
    package static let roman = Style(family: .serif)
    /// Characters of a text that was read.
    package static let monospaced = Style(family: .monospaced)
  }
}
