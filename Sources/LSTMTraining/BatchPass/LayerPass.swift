/// One layer over a window of steps for one shard of the batch: memory for
/// everything that the backward pass needs, and both passes.
///
/// Rows go by time: the row of sequence `b` at step `t` is `t · count + b`.
final class LayerPass {
  /// How many steps are read: those that there is memory for, or fewer.
  var window: Int
  private let layer: ModelLayout.Layer
  private let kernel: any CellKernel.Type
  private let gateBuffer, hiddenBuffer, cellBuffer: FloatBuffer
  private let dHiddenBuffer, dMemoryBuffer: FloatBuffer

  /// Memory for at most `capacity` sequences of `window` steps.
  init(
    layer: ModelLayout.Layer, kernel: any CellKernel.Type, window: Int,
    capacity: Int
  ) {
    (self.window, self.layer, self.kernel) = (window, layer, kernel)
    let width = layer.width
    gateBuffer = FloatBuffer(count: window * capacity * layer.columns)
    hiddenBuffer = FloatBuffer(count: (window + 1) * capacity * width)
    cellBuffer = FloatBuffer(count: (window + 1) * capacity * width)
    dHiddenBuffer = FloatBuffer(count: window * capacity * width)
    dMemoryBuffer = FloatBuffer(count: capacity * width)
  }

  private var width: Int { layer.width }

  /// h before the first step and after each; ((window + 1) · count × width).
  func hidden(_ count: Int) -> MatrixView {
    hiddenBuffer.matrix(rows: (window + 1) * count, columns: width)
  }

  /// C before the first step and after each, 0 in a cell that has none;
  /// ((window + 1) · count × width).
  func cells(_ count: Int) -> MatrixView {
    cellBuffer.matrix(rows: (window + 1) * count, columns: width)
  }

  /// What each step computed, for an LSTM f, i, C̃ and o side by side;
  /// (window · count × columns).
  func gates(_ count: Int) -> MatrixView {
    gateBuffer.matrix(rows: window * count, columns: layer.columns)
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
    let (gates, hidden) = (gates(count), hidden(count))
    let recurrentGates = gates.columns(layer.recurrentColumns)
    if let inputs {
      multiply(
        inputs, weights.input, into: gates.columns(layer.inputColumns))
    }
    // Where no product writes: the table has what the first layer reads.
    let untouched = gates.columns(
      inputs == nil
        ? layer.recurrent.columns..<layer.columns
        : 0..<layer.inputColumns.lowerBound)
    for t in 0..<window {
      let step = t * count..<(t + 1) * count
      untouched[step].clear()
      multiply(
        hidden[step], weights.recurrent, into: recurrentGates[step],
        adding: inputs != nil)
      kernel.forward(rows(at: t, count, symbols, weights))
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
    let (gates, dHidden) = (gates(count), dHidden(count))
    let recurrentGates = gates.columns(layer.recurrentColumns)
    let dMemory = dMemoryBuffer.matrix(rows: count, columns: width)
    dMemory.clear()
    for t in (0..<window).reversed() {
      let step = t * count..<(t + 1) * count
      // Padding is constant: nothing is to be learnt from it.
      clear(padding, at: t, dHidden[step])
      clear(padding, at: t, dMemory)
      kernel.backward(
        rows(at: t, count, symbols, weights),
        StepGradients(
          hidden: dHidden[step].base, memory: dMemory.base,
          table: gradient.table.base, unitWeights: gradient.unitWeights.base))
      guard t > 0 else { break }
      multiply(
        recurrentGates[step], weights.recurrentTransposed,
        into: dHidden[(t - 1) * count..<t * count], adding: !lastOnly)
    }
    multiplyTransposed(
      hidden(count)[0..<window * count], recurrentGates,
      into: gradient.recurrent)
    guard let inputs, let dInputs else { return }
    let inputGates = gates.columns(layer.inputColumns)
    multiplyTransposed(inputs, inputGates, into: gradient.input)
    multiply(inputGates, weights.inputTransposed, into: dInputs)
  }

  private func rows(
    at t: Int, _ count: Int, _ symbols: UnsafePointer<UInt16>?,
    _ weights: PreparedWeights.Layer
  ) -> StepRows {
    let (before, after) = (t * count * width, (t + 1) * count * width)
    return StepRows(
      count: count, width: width, columns: layer.columns,
      gates: gateBuffer.base + t * count * layer.columns,
      previousHidden: hiddenBuffer.base + before,
      hidden: hiddenBuffer.base + after,
      previousCells: cellBuffer.base + before,
      cells: cellBuffer.base + after, table: weights.table.base,
      symbols: symbols.map { $0 + t * count },
      unitWeights: weights.unitWeights.base)
  }
}
