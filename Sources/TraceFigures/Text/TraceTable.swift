import Inspection
import LSTMCore
import Wording

/// A trace as text for a terminal of 80 columns: a line per step and layer, a
/// strip of blocks for each quantity, the likeliest next characters, and
/// figures over all steps at the end.
///
/// Lines come one by one, so nothing is kept but sums.
package struct TraceTable: Sendable {
  /// What to show.
  package struct Selection: Sendable {
    /// Which layers, and which units of each.
    package var units: [(layer: Int, units: [Int])]
    /// Which quantities, in order.
    package var quantities: [Quantity]
    /// The kind of cell, which knows where its values lie.
    package var cell: CellDefinition
    /// What each layer is called, in one character or two; nil for numbers.
    package var names: [String]?

    /// A selection of the given parts.
    package init(
      units: [(layer: Int, units: [Int])], quantities: [Quantity],
      cell: CellDefinition = CellFamily.lstm, names: [String]? = nil
    ) {
      (self.units, self.quantities, self.cell) = (units, quantities, cell)
      self.names = names
    }
  }

  private let selection: Selection
  private let isColoured: Bool
  private let stripWidth: Int
  private var figures: [Quantity: Figures] = [:]
  private var count = 0

  /// A table of the given selection; colour only for a terminal.
  package init(_ selection: Selection, isColoured: Bool) {
    self.selection = selection
    self.isColoured = isColoured
    let most = selection.units.map(\.units.count).max() ?? 1
    let room = 54 / max(1, selection.quantities.count) - 1
    // "mean" figures need four columns below a strip.
    stripWidth = max(4, min(room, max(most, 8), 24))
  }

  /// The lines above the steps.
  package var header: String {
    let names = selection.quantities.map {
      $0.symbol.padded(to: stripWidth)
    }
    let next = selection.names == nil ? " next" : ""
    return "step    " + names.joined(separator: " ") + next + "\n"
  }

  /// The line, or lines, of one step.
  ///
  /// - Parameter next: the likeliest next characters with their
  ///   probabilities.
  package mutating func row(
    character: Unicode.Scalar, step: [Step],
    next: [(character: String, probability: Double)]
  ) -> String {
    row(name: visible(character), step: step, guess: likeliest(next))
  }

  private mutating func row(
    name: String, step: [Step], guess: String
  ) -> String {
    var text = ""
    for (layer, units) in selection.units {
      let strips = selection.quantities.map { quantity in
        let all = step[layer][quantity]
        let values = units.filter { $0 < all.count }.map { all[$0] }
        figures[quantity, default: Figures()].add(values)
        return strip(values, quantity)
      }
      let label = label(of: layer)
      let shown = name.padded(to: 8 - label.count)
      text += label + shown + strips.joined(separator: " ") + " "
      text += (layer == step.count - 1 ? guess : "") + "\n"
    }
    count += 1
    return text
  }

  /// The step, and the layer where there are several; up to seven columns.
  private func label(of layer: Int) -> String {
    guard selection.units.count > 1 else {
      return "\(count)".leftPadded(to: 4) + " "
    }
    guard let names = selection.names else {
      return "\(count)".leftPadded(to: 4) + " \(layer) "
    }
    return "\(count)".leftPadded(to: 3) + " " + names[layer]
  }

  /// The line, or lines, of one step that read a row of numbers.
  ///
  /// - Parameter prediction: what is predicted after it, where anything is.
  package mutating func row(step: [Step], prediction: Vector?) -> String {
    row(
      name: "", step: step,
      guess: (prediction?.elements ?? []).prefix(3).map { Numerals.short($0) }
        .joined(separator: " "))
  }

  /// The figures over all steps, and how to read them.
  package var footer: String {
    func line(_ name: String, _ value: (Quantity, Figures) -> String) -> String
    {
      let cells = selection.quantities.map { quantity in
        value(quantity, figures[quantity] ?? Figures())
          .padded(to: stripWidth)
      }
      return name.padded(to: 8) + cells.joined(separator: " ").trimmedAtEnd
        + "\n"
    }
    let isGate = { (q: Quantity) in q.usualRange == .zeroToOne }
    return "\n" + line("mean") { Numerals.hundredths($1.mean) }
      + line("min") { Numerals.hundredths($1.least) }
      + line("max") { Numerals.hundredths($1.greatest) }
      + line("shut") { isGate($0) ? wholePercent($1.shut) : "" }
      + line("open") { isGate($0) ? wholePercent($1.open) : "" }
        + """

        \(counted(count, "step")). A block is the mean of neighbouring units for a gate (blank 0, \
        █ 1)
        and the strongest of them for the others (▁ negative, ▄ zero, █ positive).
        shut: share below 0.1. open: share above 0.9.

        """
  }
}

/// Sums over everything one quantity showed.
private struct Figures {
  var (count, sum) = (0, 0.0)
  var (least, greatest) = (Double.infinity, -Double.infinity)
  var (shutCount, openCount) = (0, 0)

  mutating func add(_ values: [Double]) {
    count += values.count
    for value in values {
      sum += value
      least = min(least, value)
      greatest = max(greatest, value)
      if value < 0.1 { shutCount += 1 }
      if value > 0.9 { openCount += 1 }
    }
  }

  var mean: Double { sum / Double(count) }
  var shut: Double { Double(shutCount) / Double(count) }
  var open: Double { Double(openCount) / Double(count) }
}

extension TraceTable {
  /// The values in `stripWidth` columns at most, neighbours together.
  private func strip(_ values: [Double], _ quantity: Quantity) -> String {
    let width = min(stripWidth, values.count)
    let blocks = (0..<width).map { k in
      let start = k * values.count / width
      let end = (k + 1) * values.count / width
      return block(values[start..<end], quantity)
    }
    let filler = String(repeating: " ", count: stripWidth - width)
    return blocks.joined() + filler
  }

  private func block(_ values: ArraySlice<Double>, _ quantity: Quantity)
    -> String
  {
    guard values.allSatisfy(\.isFinite) else { return "?" }
    if quantity.usualRange == .zeroToOne {
      let mean = values.reduce(0, +) / Double(values.count)
      return [" ", "░", "▒", "▓", "█"][
        max(0, min(4, Int(clamping: mean * 5, rounded: .down)))]
    }
    let strongest = values.max { $0.magnitude < $1.magnitude } ?? 0
    // Without a range of their own, ±2 shows most of what a memory holds.
    let fixed = ValueScale.fixed(
      for: quantity, range: selection.cell.range(of: quantity))
    let limit = fixed?.limit ?? 2
    let height = (strongest / limit + 1) / 2 * 7
    let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let bar = bars[max(0, min(7, Int(clamping: height)))]
    guard isColoured else { return bar }
    return "\u{1B}[38;5;\(strongest < 0 ? 208 : 33)m\(bar)\u{1B}[0m"
  }

  private func likeliest(
    _ next: [(character: String, probability: Double)]
  ) -> String {
    next.prefix(3).map { guess in
      visible(guess.character)
        + wholePercent(guess.probability).leftPadded(to: 4)
    }.joined(separator: " ")
  }
}
