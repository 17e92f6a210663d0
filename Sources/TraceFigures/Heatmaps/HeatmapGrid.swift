import Drawing

/// Where the cells of a panel are: the same for every panel but for `top`.
struct HeatmapGrid {
  /// The left edge of the first column.
  var left: Double
  /// The top edge of the first row.
  var top = 0.0
  /// How wide a column is.
  var columnWidth: Double
  /// How tall a row is.
  var rowHeight: Double
  /// How many columns.
  var columns: Int
  /// How many rows.
  var rows: Int

  /// A grid that fills `width` as well as the style's rules for cells allow.
  init(
    columns: Int, rows: Int, left: Double, width: Double, style: FigureStyle
  ) {
    let widest = 5 * style.numberedCell
    let columnWidth = min(width / Double(columns), widest)
    // Numbers make rows tall: not on paper, where a panel is a few lines high.
    let carriesNumbers =
      columnWidth >= style.numberedCell && rows <= 24
      && Double(rows) * style.numberedCell <= 2.2 * style.panelHeight
    let rowHeight = min(
      max(
        style.panelHeight / Double(rows),
        carriesNumbers && style.stretch == 1 ? style.numberedCell : 0),
      1.4 * style.numberedCell)
    (self.left, self.columns, self.rows) = (left, columns, rows)
    self.columnWidth =
      style.wholeCells ? max(1, columnWidth.rounded(.down)) : columnWidth
    self.rowHeight =
      style.wholeCells ? max(1, rowHeight.rounded()) : rowHeight
  }

  /// All cells.
  var frame: Rect {
    Rect(
      x: left, y: top, width: columnWidth * Double(columns),
      height: rowHeight * Double(rows))
  }

  /// One cell.
  func cell(_ column: Int, _ row: Int) -> Rect {
    Rect(
      x: left + Double(column) * columnWidth,
      y: top + Double(row) * rowHeight, width: columnWidth, height: rowHeight)
  }
}
