/// Where each array of a model is in one flat run of `Float`s.
///
/// Units and symbols are padded to whole groups of lanes. Padding has weight 0,
/// so it adds nothing to a step, its gradient is 0, and it stays 0; the absent
/// symbols of the readout have a bias so low that their probability is 0.
package struct ModelLayout: Equatable, Sendable {
  /// How many symbols the vocabulary has.
  package let symbols: Int
  /// How wide an embedding is.
  package let embeddingSize: Int
  /// Units of each layer, the lowest first.
  package let hiddenSizes: [Int]
  /// What all layers are made of.
  package let cell: FastCell
  /// How many values the readout gives: a logit for each symbol, or for each
  /// class.
  package let outputs: Int
  /// Whether there are two layers side by side, the second of which reads from
  /// the last symbol to the first.
  package let isTwoWay: Bool

  /// E; (symbols × embedding).
  let embedding: Segment
  /// The layers, the lowest first.
  let layers: [Layer]
  /// Vᵀ; (padded hidden × padded outputs), below it that of the second layer
  /// where two are side by side.
  let readout: Segment
  /// d; (1 × padded outputs).
  let readoutBias: Segment
  /// How many values there are in all.
  let count: Int

  /// Whether a layer reads symbols, and not what another layer puts out.
  func readsSymbols(_ layer: Int) -> Bool { layer == 0 || isTwoWay }

  /// The first row of the readout that reads a top layer.
  func readoutRow(of layer: Int) -> Int {
    isTwoWay && layer > 0 ? layers[0].width : 0
  }

  /// One layer. A row has groups of columns side by side, for an LSTM f, i, C̃
  /// and o, each as wide as the padded hidden size; see `CellKernel`.
  struct Layer: Equatable, Sendable {
    /// Wᵀ; (input × some groups), the input padded above the first layer.
    let input: Segment
    /// Uᵀ; (padded hidden × some groups).
    let recurrent: Segment
    /// b; (1 × all groups).
    let bias: Segment
    /// Weights that act unit by unit; (kinds × padded hidden).
    let unitWeights: Segment
    /// The padded hidden size.
    var width: Int { recurrent.rows }
    /// How long a row is.
    var columns: Int { bias.columns }
    /// Where in a row W·x goes.
    var inputColumns: Range<Int> { columns - input.columns..<columns }
    /// Where in a row U·h goes.
    var recurrentColumns: Range<Int> { 0..<recurrent.columns }
  }

  /// One array: a table at an offset.
  struct Segment: Equatable, Sendable {
    let offset, rows, columns: Int
    var range: Range<Int> { offset..<offset + rows * columns }
  }

  package init(
    symbols: Int, embeddingSize: Int, hiddenSizes: [Int],
    cell: FastCell = .lstm, outputs: Int? = nil, isTwoWay: Bool = false
  ) {
    precondition(
      !isTwoWay || hiddenSizes.count == 2,
      "\(hiddenSizes.count) layers side by side")
    let kernel = cell.kernel
    var end = 0
    func segment(_ rows: Int, _ columns: Int) -> Segment {
      defer { end += padded(rows * columns) }
      return Segment(offset: end, rows: rows, columns: columns)
    }
    embedding = segment(symbols, embeddingSize)
    var inputs = embeddingSize
    layers = hiddenSizes.map { hiddenSize in
      let width = padded(hiddenSize)
      defer { if !isTwoWay { inputs = width } }
      return kernel.layer(inputs: inputs, width: width, segment)
    }
    let top = isTwoWay ? layers : layers.suffix(1)
    let values = padded(outputs ?? symbols)
    readout = segment(
      hiddenSizes.isEmpty ? inputs : top.reduce(0) { $0 + $1.width }, values)
    readoutBias = segment(1, values)
    count = end
    self.outputs = outputs ?? symbols
    self.isTwoWay = isTwoWay
    self.symbols = symbols
    self.embeddingSize = embeddingSize
    self.hiddenSizes = hiddenSizes
    self.cell = cell
  }
}

extension CellKernel {
  /// The arrays of a layer, each laid out by `segment(rows, columns)`.
  fileprivate static func layer(
    inputs count: Int, width: Int,
    _ segment: (Int, Int) -> ModelLayout.Segment
  ) -> ModelLayout.Layer {
    ModelLayout.Layer(
      input: segment(count, inputs.count * width),
      recurrent: segment(width, recurrents.count * width),
      bias: segment(1, biases.count * width),
      unitWeights: segment(unitWeights.count, width))
  }
}
