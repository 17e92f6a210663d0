/// One layer over a window of steps for one shard of the batch: memory for
/// everything that the backward pass needs, and both passes.
///
/// Rows go by time: the row of sequence `b` at step `t` is `t · count + b`.
final class LayerPass {
  private let window: Int
  private let width: Int
  private let gateBuffer, hiddenBuffer, cellBuffer: FloatBuffer
  private let dHiddenBuffer, dCellBuffer: FloatBuffer

  /// Memory for at most `capacity` sequences of `window` steps.
  init(layer: ModelLayout.Layer, window: Int, capacity: Int) {
    (self.window, width) = (window, layer.width)
    gateBuffer = FloatBuffer(count: window * capacity * 4 * width)
    hiddenBuffer = FloatBuffer(count: (window + 1) * capacity * width)
    cellBuffer = FloatBuffer(count: (window + 1) * capacity * width)
    dHiddenBuffer = FloatBuffer(count: window * capacity * width)
    dCellBuffer = FloatBuffer(count: capacity * width)
  }

  /// h before the first step and after each; ((window + 1) · count × width).
  func hidden(_ count: Int) -> MatrixView {
    hiddenBuffer.matrix(rows: (window + 1) * count, columns: width)
  }

  /// C before the first step and after each; ((window + 1) · count × width).
  func cells(_ count: Int) -> MatrixView {
    cellBuffer.matrix(rows: (window + 1) * count, columns: width)
  }

  /// f, i, C̃, o of each step side by side; (window · count × 4 width).
  func gates(_ count: Int) -> MatrixView {
    gateBuffer.matrix(rows: window * count, columns: 4 * width)
  }

  /// ∂L/∂h after each step; (window · count × width).
  func dHidden(_ count: Int) -> MatrixView {
    dHiddenBuffer.matrix(rows: window * count, columns: width)
  }

  /// What the layer above, or the readout, reads: h after each step.
  func outputs(_ count: Int) -> MatrixView {
    hidden(count)[count..<(window + 1) * count]
  }

  /// Reads the window from the state in the first rows of `hidden` and `cells`.
  ///
  /// - Parameters:
  ///   - symbols: the row of the table for each row of the window, in the
  ///     first layer.
  ///   - inputs: what the layer below put out, in the others.
  ///   - padding: at how many steps each sequence has not begun yet, and stays
  ///     in the zero state; empty when all begin at once.
  func forward(
    _ weights: PreparedWeights.Layer, count: Int,
    symbols: UnsafePointer<UInt16>?, inputs: MatrixView?, padding: [Int]
  ) {
    let gates = gateBuffer.matrix(rows: window * count, columns: 4 * width)
    let hidden = hidden(count)
    if let inputs { multiply(inputs, weights.input, into: gates) }
    for t in 0..<window {
      let step = t * count..<(t + 1) * count
      multiply(
        hidden[step], weights.recurrent, into: gates[step],
        adding: inputs != nil)
      stepForward(
        rows(at: t, count, symbols), table: weights.table.base,
        hidden: hidden.base + (t + 1) * count * width)
      clear(padding, at: t, hidden[(t + 1) * count..<(t + 2) * count])
      clear(padding, at: t, cells(count)[(t + 1) * count..<(t + 2) * count])
    }
  }

  /// Clears the rows of the sequences that have not begun at step `t`.
  @inline(__always)
  private func clear(_ padding: [Int], at t: Int, _ rows: MatrixView) {
    for (row, steps) in padding.enumerated() where t < steps {
      rows[row..<row + 1].clear()
    }
  }

  /// Goes back over the window from `dHidden`, which holds what the loss or
  /// the layer above gives: for every step, or (`lastOnly`) for the last.
  ///
  /// - Parameter dInputs: receives ∂L/∂ `inputs`.
  func backward(
    _ weights: PreparedWeights.Layer, count: Int,
    symbols: UnsafePointer<UInt16>?, inputs: MatrixView?, lastOnly: Bool,
    padding: [Int], into gradient: ShardGradient.Layer, dInputs: MatrixView?
  ) {
    let gates = gateBuffer.matrix(rows: window * count, columns: 4 * width)
    let dHidden = dHidden(count)
    let dCells = dCellBuffer.matrix(rows: count, columns: width)
    dCells.clear()
    for t in (0..<window).reversed() {
      let step = t * count..<(t + 1) * count
      // Padding is constant: nothing is to be learnt from it.
      clear(padding, at: t, dHidden[step])
      clear(padding, at: t, dCells)
      stepBackward(
        rows(at: t, count, symbols), dHidden: dHidden[step].base,
        dCells: dCells.base, dTable: gradient.table.base)
      guard t > 0 else { break }
      multiply(
        gates[step], weights.recurrentTransposed,
        into: dHidden[(t - 1) * count..<t * count], adding: !lastOnly)
    }
    multiplyTransposed(
      hidden(count)[0..<window * count], gates, into: gradient.recurrent)
    guard let inputs, let dInputs else { return }
    multiplyTransposed(inputs, gates, into: gradient.input)
    multiply(gates, weights.inputTransposed, into: dInputs)
  }

  private func rows(
    at t: Int, _ count: Int, _ symbols: UnsafePointer<UInt16>?
  ) -> StepRows {
    let step = t * count * width
    return StepRows(
      count: count, width: width, gates: gateBuffer.base + 4 * step,
      previousCells: cellBuffer.base + step,
      cells: cellBuffer.base + step + count * width,
      symbols: symbols.map { $0 + t * count })
  }
}
