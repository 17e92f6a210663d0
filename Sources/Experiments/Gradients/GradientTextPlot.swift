import LSTMCore
import Wording

/// A study's curves as characters, for a terminal of 80 columns: lag to the
/// right, the norm's logarithm upward, one mark per cell.
struct GradientTextPlot {
  private let curves: [GradientCurve]
  private let lastLag: Int
  private let columns: Int
  /// The decade at the top, and how many each row below it goes down.
  private let (top, decadesPerRow): (Int, Int)
  private let rows: Int

  /// Below this a norm is shown as a mark on the floor.
  private static let underflow = 1e-30

  init(_ curves: [GradientCurve], steps: Int) {
    self.curves = curves.filter { $0.quantity == $0.subject.state }
    lastLag = steps - 1
    columns = max(min(66, steps), 12)
    let drawn = self.curves.flatMap(\.median)
      .filter { $0.isFinite && $0 >= Self.underflow }
    top = max(1, drawn.max().map(Self.decade) ?? 0)
    let bottom = min(-7, drawn.min().map(Self.decade) ?? 0)
    decadesPerRow = max(1, (top - bottom + 17) / 18)
    rows = (top - bottom) / decadesPerRow + 1
  }

  private static func decade(of value: Double) -> Int {
    Int(log10(value).rounded(.down))
  }

  /// The lines of the plot, its axis and its legend.
  var lines: [String] {
    let grid = (0...rows).map { row in
      (0..<columns).map { mark(row: row, column: $0) }
    }
    let hasUnderflow = grid[rows].contains("▾")
    let shown = hasUnderflow ? grid : Array(grid.dropLast())
    return shown.enumerated().map { row, marks in
      tick(row) + "│" + String(marks) + note(row)
    } + axis + legend.lines(of: 78)
  }

  /// Where several curves meet, they take turns from column to column.
  private func mark(row: Int, column: Int) -> Character {
    let lag = lag(at: column)
    let here = curves.filter { self.row(of: $0.median[lag]) == row }
    guard !here.isEmpty else { return background(row) }
    return row == rows ? "▾" : here[column % here.count].subject.mark
  }

  private func lag(at column: Int) -> Int {
    let share = Double(column) / Double(columns - 1)
    return Int((share * Double(lastLag)).rounded())
  }

  private func row(of value: Double) -> Int? {
    guard !value.isNaN else { return nil }
    guard value >= Self.underflow else { return rows }
    guard value.isFinite else { return 0 }
    return min(
      max((top - Self.decade(of: value)) / decadesPerRow, 0), rows - 1)
  }

  private func background(_ row: Int) -> Character {
    row == self.row(of: 1) ? "─" : row == self.row(of: 1.2e-7) ? "┄" : " "
  }

  private func tick(_ row: Int) -> String {
    guard row < rows else { return "0 ".leftPadded(to: 7) }
    let decade = top - row * decadesPerRow
    return (decade == 0 ? "1 " : "1e\(decade) ").leftPadded(to: 7)
  }

  private func note(_ row: Int) -> String {
    row == self.row(of: 1)
      ? " const" : row == self.row(of: 1.2e-7) ? " ε f32" : ""
  }

  /// The axis and its numbers, the last one flush with the last column.
  private var axis: [String] {
    let line = String(repeating: "─", count: columns)
    let end = "\(lastLag)"
    let middle = "steps back from the loss"
    let space = max(1, columns - 1 - end.count - middle.count)
    let left = space / 2
    return [
      "       └" + line,
      "        0" + "".padded(to: left) + middle
        + "".padded(to: max(1, space - left)) + end,
    ]
  }

  private var legend: String {
    let names = curves.map { "\($0.subject.mark) \($0.subject.name)" }
    return "Plotted: ‖∂L/∂C‖, without a C ‖∂L/∂h‖. "
      + names.joined(separator: "; ") + "."
  }
}
