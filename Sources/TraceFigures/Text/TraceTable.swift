import Inspection
import LSTMCore
import Wording

/// A trace as text for a terminal: a line per step and layer, for each quantity
/// the numbers of its units where there is room for them, else a strip of
/// blocks, the likeliest next characters, and figures over all steps at the end.
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
  private let layout: TraceTableLayout
  private var figures: [Quantity: Figures] = [:]
  private var count = 0
  private var firstStep: Int

  /// A table of the given selection; colour only for a terminal.
  ///
  /// - Parameters:
  ///   - width: how many columns the terminal has.
  ///   - nameWidth: how many columns what a step reads takes at most.
  ///   - firstStep: the number of the first step that is shown.
  package init(
    _ selection: Selection, isColoured: Bool, width: Int = 80,
    nameWidth: Int = 2, firstStep: Int = 0
  ) {
    (self.selection, self.isColoured) = (selection, isColoured)
    self.firstStep = firstStep
    layout = TraceTableLayout(
      width: width, nameWidth: nameWidth,
      unitCount: selection.units.map(\.units.count).max() ?? 1,
      quantityCount: selection.quantities.count,
      hasLayers: selection.units.count > 1)
  }

  /// The lines above the steps.
  package var header: String {
    let columns = selection.quantities.map { quantity in
      guard layout.hasNumbers, let units = selection.units.first?.units else {
        return quantity.symbol.padded(to: layout.columnWidth)
      }
      return units.map {
        "\(quantity.symbol)[\($0)]".leftPadded(to: TraceTableLayout.numberWidth)
      }.joined(separator: " ").padded(to: layout.columnWidth)
    }
    return
      (layout.prefix(step: "step", layer: "layer", name: "")
      + columns.joined(separator: " ")
      + (layout.hasGuesses ? "  next" : "")).trimmedAtEnd + "\n"
  }

  /// The line, or lines, of one step.
  ///
  /// - Parameters:
  ///   - symbol: the character or word that was read.
  ///   - next: the likeliest next ones with their probabilities.
  package mutating func row(
    symbol: String, step: [Step],
    next: [(symbol: String, probability: Double)]
  ) -> String {
    row(name: visible(symbol), step: step, guess: likeliest(next))
  }

  /// The line, or lines, of one step that read a row of numbers.
  ///
  /// - Parameters:
  ///   - label: what the row is called; empty for nothing.
  ///   - prediction: what is predicted after it, where anything is.
  package mutating func row(
    label: String = "", step: [Step], prediction: Vector?
  ) -> String {
    row(
      name: label, step: step,
      guess: (prediction?.elements ?? []).prefix(3).map { Numerals.short($0) }
        .joined(separator: " "))
  }

  private mutating func row(
    name: String, step: [Step], guess: String
  ) -> String {
    var text = ""
    for (layer, units) in selection.units {
      let columns = selection.quantities.map { quantity in
        let all = step[layer][quantity]
        let values = units.filter { $0 < all.count }.map { all[$0] }
        figures[quantity, default: Figures()].add(values)
        return layout.hasNumbers ? numbers(values) : strip(values, quantity)
      }
      text += layout.prefix(
        step: "\(firstStep + count)",
        layer: selection.names?[layer] ?? "\(layer)",
        name: name)
      text += columns.joined(separator: " ")
      if layout.hasGuesses, layer == step.count - 1 { text += "  " + guess }
      text = text.trimmedAtEnd + "\n"
    }
    count += 1
    return text
  }

  /// The figures over all steps, and how to read them.
  package var footer: String {
    func line(
      _ name: String, of shown: (Quantity) -> Bool = { _ in true },
      _ value: (Figures) -> String
    ) -> String {
      guard selection.quantities.contains(where: shown) else { return "" }
      let cells = selection.quantities.map { quantity in
        let text =
          shown(quantity) ? value(figures[quantity] ?? Figures()) : ""
        return
          (layout.hasNumbers
          ? text.leftPadded(to: TraceTableLayout.numberWidth) : text)
          .padded(to: layout.columnWidth)
      }
      return
        (name.padded(to: layout.prefixWidth)
        + cells.joined(separator: " ")).trimmedAtEnd + "\n"
    }
    let isGate = { (q: Quantity) in q.usualRange == .zeroToOne }
    return "\n" + line("mean") { Numerals.hundredths($0.mean) }
      + line("min") { Numerals.hundredths($0.least) }
      + line("max") { Numerals.hundredths($0.greatest) }
      + line("shut", of: isGate) { wholePercent($0.shut) }
      + line("open", of: isGate) { wholePercent($0.open) }
      + "\n\(counted(count, "step"))." + (layout.hasNumbers ? "" : Self.blocks)
      + (selection.quantities.contains(where: isGate)
        ? "\nshut: share below 0.1. open: share above 0.9." : "") + "\n"
  }

  private static let blocks = """
     A block is the mean of neighbouring units for a gate (blank 0, █ 1)
    and the strongest of them for the others (▁ negative, ▄ zero, █ positive).
    """
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
  /// The values as numbers of one width.
  private func numbers(_ values: [Double]) -> String {
    values.map {
      TraceTableLayout.number($0).leftPadded(to: TraceTableLayout.numberWidth)
    }.joined(separator: " ").padded(to: layout.columnWidth)
  }

  /// The values in as many blocks as there is room for, neighbours together.
  private func strip(_ values: [Double], _ quantity: Quantity) -> String {
    let width = min(layout.columnWidth, values.count)
    let blocks = (0..<width).map { k in
      let start = k * values.count / width
      let end = (k + 1) * values.count / width
      return block(values[start..<end], quantity)
    }
    let filler = String(repeating: " ", count: layout.columnWidth - width)
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

  /// The likeliest three, or as many words as there is room for.
  private func likeliest(
    _ next: [(symbol: String, probability: Double)]
  ) -> String {
    next.prefix(3).map { guess in
      visible(guess.symbol) + wholePercent(guess.probability).leftPadded(to: 5)
    }.reduce("") { line, guess in
      let longer = line.isEmpty ? guess : line + " " + guess
      return line.isEmpty || longer.columns <= TraceTableLayout.guessWidth
        ? longer : line
    }
  }
}
