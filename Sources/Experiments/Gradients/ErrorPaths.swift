import LSTMCore
import Wording

/// The three things that "constant error flow" may mean, measured on one trace
/// of one LSTM layer: how an error in C at the last step comes back to C at
/// each step before.
///
/// 1. 1997, truncated: no forget gate, and errors cut where they would leave
///    the memory. ∂C_T/∂C_t is the identity, exactly.
/// 2. With the forget gate, truncated in the same way: diag(Π f), exactly.
/// 3. In full, with every path through h: a matrix that is neither. Its
///    singular values say what becomes of an error in the best and worst
///    direction.
package struct ErrorPaths: Equatable, Sendable {
  /// One lag.
  package struct Row: Equatable, Sendable {
    /// T − t.
    package let lag: Int
    /// The smallest and largest diagonal element of meaning 1; 1 and 1. No
    /// range: numbers too large make them NaN.
    package let carousel: (least: Double, most: Double)
    /// The smallest, median and largest diagonal element of meaning 2.
    package let truncated: (least: Double, median: Double, most: Double)
    /// Whether meaning 2 is Π f to the last bit, in every unit.
    package let isExactProduct: Bool
    /// The largest and smallest singular value of meaning 3.
    package let full: (most: Double, least: Double)

    /// Whether all parts are equal.
    package static func == (a: Row, b: Row) -> Bool {
      a.lag == b.lag && a.carousel == b.carousel
        && a.truncated == b.truncated && a.full == b.full
        && a.isExactProduct == b.isExactProduct
    }
  }

  /// A row per lag, from 0.
  package let rows: [Row]

  /// The paths back through one layer of a trace.
  ///
  /// - Parameters:
  ///   - cell: the layer's cell.
  ///   - trace: what the stack recorded.
  ///   - lags: how far back to go at most.
  package init(
    of cell: LSTMCell, in trace: Trace, layer: Int = 0, lags: Int
  ) {
    let steps = trace.steps.indices
    let inputs = steps.map { trace.input(of: layer, at: $0) }
    let carousel = cell.withoutForgetting
    let kept = Stack([carousel]).trace(over: inputs)
    let n = cell.hiddenSize
    let ones = Vector(zeros: n).map { _ in 1 }
    var errors = State(hidden: Vector(zeros: n), cell: ones)
    var keptErrors = errors
    var product = ones
    var full = Matrix(rows: n, columns: 2 * n)
    for k in 0..<n { full[k, n + k] = 1 }
    var rows = [Row(0, keptErrors.cell, errors.cell, product, full)]
    for (index, t) in steps.suffix(lags).reversed().enumerated() {
      keptErrors = carousel.truncatedBack(keptErrors, at: t, of: kept)
      errors = cell.truncatedBack(errors, at: t, of: trace, layer: layer)
      product = product * trace.steps[t][layer][.forgetGate]
      full = cell.carriedBack(full, at: t, of: trace, layer: layer)
      rows.append(Row(index + 1, keptErrors.cell, errors.cell, product, full))
    }
    self.rows = rows
  }

  /// `lag,truncated_1997_min,…`, a row per lag.
  package var csv: String {
    rows.reduce(
      """
      lag,truncated_1997_min,truncated_1997_max,truncated_min,\
      truncated_median,truncated_max,exact_product,full_largest,full_smallest

      """
    ) { text, row in
      let (cut, full) = (row.truncated, row.full)
      return text + """
        \(row.lag),\(row.carousel.least),\(row.carousel.most),\
        \(cut.least),\(cut.median),\(cut.most),\(row.isExactProduct),\
        \(full.most),\(full.least)\n
        """
    }
  }

  /// The meanings side by side at a few lags; 80 columns.
  ///
  /// - Parameter character: what was read at each step back from the end, for
  ///   the second column.
  package func table(character: (Int) -> String) -> String {
    let shown = rows.filter { row in
      row.lag < 4 || row.lag % 5 == 0 && row.lag <= 20 || row.lag % 20 == 0
        || row.lag == rows.count - 1
    }
    let columns = TextTable([
      .right(4), .right(8), .right(13), .right(9), .right(9), .right(9),
      .right(7), .right(10), .right(10),
    ])
    let head = columns.line(
      "lag", "read", "truncated", "least", "median", "most", "exact",
      "largest", "smallest")
    let lines = shown.map { row in
      let carousel =
        row.carousel == (1, 1)
        ? "1 exactly" : "\(Numerals.short(row.carousel.least))…"
      let (cut, full) = (row.truncated, row.full)
      return columns.line(
        ["\(row.lag)", row.lag == 0 ? "" : character(row.lag), carousel]
          + [cut.least, cut.median, cut.most].map(Numerals.short)
          + [row.isExactProduct ? "yes" : "NO"]
          + [full.most, full.least].map(Numerals.short))
    }
    return """
      How an error in C at the last step comes back to C some steps before.

                     1997,        truncated: ∂C/∂C = diag(Π f)    in full: ∂C/∂C
      \(head)
      \(lines.joined(separator: "\n"))

      Truncated, error travels through the memory alone. Without a forget gate,
      as in 1997, all of it arrives, by construction; with one, the product of
      the gates' values, to the last bit ("exact"). In full it also travels
      through h: the largest and smallest singular value say what is left in the
      best and the worst direction. Only the first is constant error flow.

      """
  }
}

extension ErrorPaths.Row {
  init(
    _ lag: Int, _ kept: Vector, _ errors: Vector, _ product: Vector,
    _ full: Matrix
  ) {
    self.lag = lag
    carousel = (kept.elements.min() ?? 1, kept.elements.max() ?? 1)
    truncated = (
      errors.elements.percentile(0), errors.elements.median,
      errors.elements.percentile(1)
    )
    isExactProduct = errors == product
    let n = errors.count
    let block = Matrix(rows: (0..<n).map { full[row: $0][n..<2 * n] })
    let values = block.singularValues
    self.full = (values[0], values[n - 1])
  }
}

extension LSTMCell {
  /// The same cell with its forget gate held open: σ(37) is 1 to the last bit.
  /// This is the cell of 1997 in modern form, with s = 2C.
  var withoutForgetting: LSTMCell {
    var cell = self
    cell.forgetGate = GateWeights(
      inputSize: inputSize, hiddenSize: hiddenSize)
    cell.forgetGate.bias = Vector(
      [Double](repeating: 37, count: hiddenSize))
    return cell
  }

  /// ∂L/∂ the state before a step, from that after it, truncated.
  fileprivate func truncatedBack(
    _ error: State, at t: Int, of trace: Trace, layer: Int = 0
  ) -> State {
    let rows = Matrix(rows: [error.joined])
    let back = carriedBack(
      rows, at: t, of: trace, layer: layer, flow: .truncated)
    return State(back[row: 0], like: error)
  }
}
