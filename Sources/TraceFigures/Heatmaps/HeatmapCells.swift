import Drawing
import Wording

/// The cells of one panel: their colours and, where there is room, numbers,
/// marks on clipped values and hatching on what is not a number.
struct HeatmapCells {
  let panel: HeatmapPanel
  let grid: HeatmapGrid
  let style: FigureStyle
  /// Which unit each row shows, and what the columns read: for what was held.
  var units: [Int] = []
  var timeline: Timeline?

  /// What to draw, back to front.
  var elements: [Scene.Element] {
    guard grid.columns > 0, grid.rows > 0 else { return [] }
    return [
      .rectangle(
        grid.frame.inset(by: -0.5), .line(style.theme.hairline, width: 1)),
      .cells(panel.image(theme: style.theme), grid.frame),
    ] + hatching + clipMarks + numbers + frames
  }

  /// Around what was held from outside: rows that follow each other in one.
  private var frames: [Scene.Element] {
    guard let timeline else { return [] }
    let steps = Double(timeline.stepsPerColumn)
    return panel.held.flatMap { held -> [Scene.Element] in
      let left =
        grid.left + grid.columnWidth
        * Double(held.steps.lowerBound - timeline.firstStep) / steps
      let right = min(
        grid.frame.maxX,
        grid.left + grid.columnWidth
          * Double(held.steps.upperBound - timeline.firstStep) / steps)
      return rows(of: held.units).map { rows in
        .rectangle(
          Rect(
            x: left, y: grid.cell(0, rows.lowerBound).y, width: right - left,
            height: Double(rows.count) * grid.rowHeight),
          .line(style.theme.accent, width: style.smallText / 8))
      }
    }
  }

  /// The rows of some units, neighbours together.
  private func rows(of held: Set<Int>) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for row in units.indices where held.contains(units[row]) {
      if let last = runs.last, last.upperBound == row {
        runs[runs.count - 1] = last.lowerBound..<row + 1
      } else {
        runs.append(row..<row + 1)
      }
    }
    return runs
  }

  private func places(
    where condition: (Double, Int) -> Bool
  ) -> [(cell: Rect, value: Double, row: Int)] {
    (0..<grid.rows).flatMap { row in
      (0..<grid.columns).compactMap { column in
        let value = panel.values[column, row]
        return condition(value, row)
          ? (grid.cell(column, row), value, row) : nil
      }
    }
  }

  /// Diagonals through every cell that is not a number.
  private var hatching: [Scene.Element] {
    let side = min(grid.columnWidth, grid.rowHeight)
    guard side >= 4 else { return [] }
    var path = Path()
    for (cell, _, _) in places(where: { value, _ in !value.isFinite }) {
      let spacing = max(4, side / 3)
      for sum in stride(
        from: spacing, to: cell.width + cell.height, by: spacing)
      {
        path.move(
          to: Point(
            cell.x + max(0, sum - cell.height),
            cell.y + min(sum, cell.height)))
        path.line(
          to: Point(
            cell.x + min(sum, cell.width), cell.y + max(0, sum - cell.width)))
      }
    }
    return path.moves.isEmpty
      ? [] : [.path(path, .line(style.theme.surface, width: 1))]
  }

  /// A small triangle in the corner of every clipped cell.
  private var clipMarks: [Scene.Element] {
    let side = min(grid.columnWidth, grid.rowHeight)
    guard side >= 5 else { return [] }
    let length = min(side / 3, 8)
    return places { panel.scale(ofRow: $1).clips($0) }.map {
      cell, value, row in
      let corner = Point(cell.maxX, cell.y)
      let triangle = Path(
        [corner, corner - Point(length, 0), corner + Point(0, length)],
        closed: true)
      return .path(triangle, .fill(colour(of: value, row).ink))
    }
  }

  private var numbers: [Scene.Element] {
    guard hasNumbers else { return [] }
    return places { value, _ in value.isFinite }.compactMap {
      cell, value, row in
      let text = Numerals.cell(
        isUnsigned ? value.magnitude : value, characters: min(room, 4),
        limit: panel.scale(ofRow: row).limit)
      guard text.count <= room else { return nil }
      return .label(
        Label(
          Text(text, size: numberSize, .monospaced),
          at: cell.centre + Point(0, FigureStyle.drop(numberSize)),
          anchor: .middle, colour: colour(of: value, row).ink))
    }
  }

  private var hasNumbers: Bool {
    // Without their signs they need the caption that says so.
    isLarge && !(isUnsigned && style.hidden.contains(.caption))
  }

  private var isLarge: Bool {
    min(grid.columnWidth, grid.rowHeight) >= style.numberedCell
  }

  /// A size at which `−1.5` fits where one does.
  private var numberSize: Double {
    max(
      style.minimumText,
      min(style.smallText, grid.columnWidth / 2.75, grid.rowHeight * 0.6))
  }

  /// How many characters fit: a fixed-width digit advances by 0.602 of its size.
  private var room: Int {
    Int((grid.columnWidth - 2) / (0.602 * numberSize))
  }

  /// Whether numbers have no sign, which the colour has: with it those below 0
  /// would have fewer digits than those above.
  var isUnsigned: Bool {
    guard case .signed(let limit) = panel.scale, isLarge else {
      return false
    }
    return room < 4 && limit >= 0.1
  }

  private func colour(of value: Double, _ row: Int) -> Colour {
    panel.colour(of: value, row: row, theme: style.theme)
  }
}
