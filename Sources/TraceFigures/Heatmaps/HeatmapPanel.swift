import Drawing
import LSTMCore
import Wording

/// One quantity of one layer over time.
package struct HeatmapPanel: Equatable, Sendable {
  /// What is shown.
  package var quantity: Quantity
  /// The values; (columns of the picture × units).
  package var values: Matrix
  /// Which numbers the colours stand for.
  package var scale: ValueScale
  /// Whether these are gradients ∂L/∂quantity, which have no bounds.
  package var isGradient: Bool
  /// Whether these are differences between two runs.
  package var isChange = false
  /// The rows of units that the quantity lacks, as a projected h lacks some;
  /// their values are NaN.
  package var absentRows: Set<Int> = []
  /// What was held from outside: frames around it.
  package var held: [Held] = []
  /// What is shown in the place of a quantity, in words; nil for the quantity.
  package var subject: String?
  /// Where the end of the scale comes from, if not from the quantity itself.
  package var scaleSource = ScaleSource.values
  /// Where the values lie in the cell at hand.
  private let range: Quantity.Range

  /// What decides where colours end.
  package enum ScaleSource: Equatable, Sendable {
    /// The values at hand, so that figures differ.
    case values
    /// The user, or a figure beside this one.
    case asked
    /// The model, in every heatmap of it.
    case model
    /// The unit of each row: the limits on either side of 0, by row.
    case units([Double])
  }

  /// Units that were held from outside, and over which steps.
  package struct Held: Equatable, Sendable {
    /// The units.
    package var units: Set<Int>
    /// The steps, counted as the text is.
    package var steps: Range<Int>
  }

  /// A panel of the given values; the scale follows from the quantity and its
  /// range, which is an LSTM's by default, or is fitted to gradients.
  package init(
    _ quantity: Quantity, _ values: Matrix, range: Quantity.Range? = nil,
    scale: ValueScale? = nil, isGradient: Bool = false
  ) {
    (self.quantity, self.values) = (quantity, values)
    self.isGradient = isGradient
    self.range = range ?? quantity.usualRange
    self.scale =
      scale
      ?? (isGradient
        ? .fitted(to: values.elements)
        : ValueScale(
          for: quantity, range: range, values: values.elements))
  }

  /// Whether the scale follows from the values, and so differs between
  /// figures.
  package var isFitted: Bool { scaleSource == .values && hasFreeScale }

  /// Where the colours of each row end; nil where all end with the scale.
  package var rowLimits: [Double]? {
    if case .units(let limits) = scaleSource { limits } else { nil }
  }

  /// Whether the quantity itself does not say where its scale ends.
  var hasFreeScale: Bool {
    isGradient || isChange
      || ValueScale.fixed(for: quantity, range: range) == nil
  }

  /// How many values are not numbers, or infinite, though there should be one.
  var invalidCount: Int {
    values.elements.count { !$0.isFinite } - absentRows.count * values.rows
  }

  /// How many values the scale clips, and the largest magnitude; or nil.
  var clipping: (count: Int, largest: Double)? {
    let clipped = (0..<values.columns).flatMap { row in
      (0..<values.rows).map { values[$0, row] }
        .filter(scale(ofRow: row).clips).map(\.magnitude)
    }
    return clipped.max().map { (clipped.count, $0) }
  }

  /// What a legend says of clipped values, `±2 (3 values clipped, max 2.7)`;
  /// nil where there are none.
  var clippingNote: String? {
    guard let clipping else { return nil }
    let values = counted(clipping.count, "value")
    let end = ValueScale.end(scale.limit)
    guard rowLimits == nil else { return "\(values) clipped" }
    let shown = if case .amount = scale { "0 to \(end)" } else { "±\(end)" }
    return "\(shown) (\(values) clipped, "
      + "max \(Numerals.short(clipping.largest)))"
  }

  /// Whether the quantity has no value for any row.
  package var isAbsent: Bool {
    !absentRows.isEmpty && absentRows.count == values.columns
  }

  /// The same with these of its rows, in this order.
  func showing(_ rows: [Int]) -> HeatmapPanel {
    var panel = self
    panel.values = Matrix(rows: values.rows, columns: rows.count)
    for step in 0..<values.rows {
      for (place, row) in rows.enumerated() {
        panel.values[step, place] = values[step, row]
      }
    }
    panel.absentRows = Set(
      rows.indices.filter { absentRows.contains(rows[$0]) })
    if let rowLimits {
      panel.scaleSource = .units(rows.map { rowLimits[$0] })
    }
    return panel
  }

  /// The cells as the picture shows them: units downward, time rightward.
  package func image(theme: Theme) -> CellImage {
    let map = scale.map(in: theme)
    let (columns, units) = (values.rows, values.columns)
    var cells = [UInt8](repeating: 0, count: columns * units)
    for unit in 0..<units {
      let scale = scale(ofRow: unit)
      for column in 0..<columns {
        let value = values[column, unit]
        cells[unit * columns + column] =
          value.isFinite
          ? UInt8(map.level(of: scale.share(of: value)))
          : UInt8(ColourMap.levelCount)
      }
    }
    return CellImage(
      columns: columns, rows: units,
      palette: map.levels + [theme.invalid],
      cells: cells)
  }

  /// The symbol and the words, for a title; `brief` where the symbol must tell
  /// a gradient, or a value before squashing.
  func title(
    layer: String?, size: Double, muted: Colour, brief: Bool = false
  ) -> Text {
    if let subject { return Text(subject, size: size, .bold) }
    let symbol = (isGradient ? "∂L/∂" : "") + quantity.formula
    var runs = isChange ? [Text.Run("Δ", .roman)] : []
    runs += Formula.runs(symbol)
    runs.append(Text.Run("  \(brief ? briefWords : words)", .bold))
    if let layer {
      runs.append(Text.Run("  \(layer)", Text.Run.Style(colour: muted)))
    }
    return Text(runs, size: size)
  }

  /// `forget gate` for all that belongs to it.
  var briefWords: String {
    let name = quantity.name
    return name.firstRange(of: " before ").map {
      String(name[..<$0.lowerBound])
    } ?? name
  }

  /// What is shown, in words.
  var words: String {
    if let subject { return subject }
    guard isGradient else {
      return isChange ? "change of the \(quantity.name)" : quantity.name
    }
    // The symbol says what it is before; the title must leave room for a note.
    let name = quantity.name.components(separatedBy: " before ")[0]
    return "gradient of the \(name)"
  }
}

extension Quantity {
  /// The symbol with its step, for formulas: `f_t`, `C̃_t`, `z_{f,t}`.
  var formula: String {
    guard isPreactivation else { return symbol + "_t" }
    let gate = key.dropFirst() == "g" ? "C\u{303}" : String(key.dropFirst())
    return "z_{\(gate),t}"
  }
}

extension HeatmapPanel {
  /// What is seen, for those who do not see it: how often a gate is open and
  /// shut, or from where to where values go and which unit goes furthest.
  ///
  /// - Parameter units: which unit each row shows.
  func summary(units: [Int]) -> String {
    let finite = values.elements.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else {
      return "no numbers."
    }
    if scale == .gate {
      func share(_ isCounted: (Double) -> Bool) -> String {
        wholePercent(
          Double(finite.count(where: isCounted)) / Double(finite.count))
      }
      let mean = finite.reduce(0, +) / Double(finite.count)
      return "mean \(Numerals.short(mean)), above 0.9 in "
        + "\(share { $0 > 0.9 }) and below 0.1 in \(share { $0 < 0.1 }) of all "
        + "values."
    }
    var furthest = (unit: 0, size: -1.0)
    for row in 0..<values.rows {
      for column in 0..<values.columns where values[row, column].isFinite {
        let size = values[row, column].magnitude
        if size > furthest.size { furthest = (units[column], size) }
      }
    }
    return
      "from \(Numerals.short(low)) to \(Numerals.short(high)), furthest from "
      + "0 in unit \(furthest.unit)."
  }
}
