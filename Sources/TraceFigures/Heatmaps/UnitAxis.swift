import Drawing

/// The axis of units beside a panel.
struct UnitAxis {
  let units: [Int]
  /// What units are called, by number.
  var names: [Int: String] = [:]
  /// Where the colours of each row end; nil where all end alike.
  var limits: [Double]?
  let style: FigureStyle
  /// What a row is.
  let title: String

  /// What to draw to the left of the cells.
  func elements(beside grid: HeatmapGrid) -> [Scene.Element] {
    let every = interval(rowHeight: grid.rowHeight)
    let right = grid.left - 0.5 * style.smallText
    let ticks = units.indices.filter { isLabelled($0, every: every) }
      .map { row in
        let middle = grid.cell(0, row).centre.y
        return Scene.Element.label(
          Label(
            style.small(
              Self.label(units[row], names, limit: limits?[row])),
            at: Point(right, middle + FigureStyle.drop(style.smallText)),
            anchor: .end, colour: style.theme.muted))
      }
    let title = Label(
      Text(title, size: style.axisText),
      at: Point(style.margin + 0.9 * style.axisText, grid.frame.centre.y),
      anchor: .middle, colour: style.theme.ink, rotation: -90)
    return ticks + [.label(title)]
  }

  /// `11 quotation ±5`, or the number alone.
  static func label(
    _ unit: Int, _ names: [Int: String], limit: Double? = nil
  ) -> String {
    "\(unit)" + (names[unit].map { " " + RowLabel.shown($0) } ?? "")
      + (limit.map { " ±" + ValueScale.end($0) } ?? "")
  }

  /// Units come in powers of two, so their labels do as well.
  private func interval(rowHeight: Double) -> Int {
    var every = 1
    while Double(every) * rowHeight < 1.35 * style.smallText { every *= 2 }
    return every
  }

  /// Where neighbours follow each other, round numbers are labelled.
  private func isLabelled(_ row: Int, every: Int) -> Bool {
    guard let first = units.first else { return false }
    let isRun = units.indices.allSatisfy { units[$0] == first + $0 }
    return (isRun ? units[row] : row) % every == 0
  }
}
