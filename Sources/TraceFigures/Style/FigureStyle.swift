import Drawing

/// The size of a figure and of what stands in it. Lengths are in the scene's
/// units: pixels on screen, points in print.
package struct FigureStyle: Equatable, Sendable {
  /// The figure's width.
  package var width: Double
  /// The empty frame around it.
  package var margin: Double
  /// The size of panel titles.
  package var titleText: Double
  /// The size of axis titles.
  package var axisText: Double
  /// The size of tick labels, legends and notes.
  package var smallText: Double
  /// No text is smaller: what does not fit is left out and said to be.
  package var minimumText: Double
  /// The largest size of characters along an axis.
  package var characterText: Double
  /// How tall a panel would like to be.
  package var panelHeight: Double
  /// The narrowest column worth drawing; more steps share columns.
  package var narrowestColumn: Double
  /// Cells at least this wide and tall carry their number.
  package var numberedCell: Double
  /// Whether cells have whole widths and heights, for pixels.
  package var wholeCells: Bool
  /// The colours.
  package var theme: Theme
  /// What is left out of a figure, for pages that say it themselves.
  package var hidden: Set<Furnishing> = []
  /// What stands over the figure in the place of its own title; or nil.
  package var title: String?
  /// Whether panels are lettered a, b, c.
  package var isLettered = false
  /// How tall a page may be; nil for as tall as it needs.
  package var height: Double?
  /// How tall panels and plots are, as a share of what they would like.
  package var stretch = 1.0

  /// A part of a figure that can be left out.
  package enum Furnishing: String, CaseIterable, Sendable {
    case title, caption, legend
  }

  /// For screens: 1,200 pixels wide at scale 1, and legible at half of that.
  package static let screen = FigureStyle(
    width: 1200, margin: 20, titleText: 22, axisText: 16, smallText: 14,
    minimumText: 9, characterText: 18, panelHeight: 250, narrowestColumn: 2,
    numberedCell: 22, wholeCells: true, theme: .light)

  /// For paper: two columns wide, nothing below 7 points.
  package static let print = print(millimetres: 180)

  /// For paper, of the given width; journals ask for 85 (one column) or 180.
  package static func print(millimetres: Double) -> FigureStyle {
    FigureStyle(
      width: millimetres * 72 / 25.4, margin: 6, titleText: 10, axisText: 8,
      smallText: 7, minimumText: 7, characterText: 9, panelHeight: 76,
      narrowestColumn: 0.9, numberedCell: 15, wholeCells: false,
      theme: .light)
  }

  /// Whether titles and legends hardly fit beside each other, as on a page of
  /// one column.
  var isNarrow: Bool { width < 30 * titleText }

  /// About the most columns that fit side by side.
  package var mostColumns: Int {
    Int((width - 2 * margin - 6 * smallText) / narrowestColumn)
  }
}

extension FigureStyle {
  /// The same with text so many times as large, for slides.
  package func withText(times factor: Double) -> FigureStyle {
    var style = self
    for path in [
      \FigureStyle.titleText, \.axisText, \.smallText, \.characterText,
    ] { style[keyPath: path] *= factor }
    return style
  }

  /// How wide lines of data are: in proportion to the page, and never as thin as
  /// the grid behind them.
  var lineWidth: Double { max(width / 480, smallText / 7) }

  /// How wide the lines of grids and frames are: thinner than data, and no
  /// thinner than printers draw.
  var gridWidth: Double { wholeCells ? 0.75 : 0.5 }

  /// Text in the style's small size.
  func small(_ string: String) -> Text { Text(string, size: smallText) }

  /// How far below the middle of a line its baseline is, for text of a size:
  /// half the height of capitals and digits.
  static func drop(_ size: Double) -> Double { 0.36 * size }
}
