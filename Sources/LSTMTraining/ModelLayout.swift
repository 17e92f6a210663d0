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

  /// E; (symbols × embedding).
  let embedding: Segment
  /// The layers, the lowest first.
  let layers: [Layer]
  /// Vᵀ; (padded hidden × padded symbols).
  let readout: Segment
  /// d; (1 × padded symbols).
  let readoutBias: Segment
  /// How many values there are in all.
  let count: Int

  /// One layer. A row has the four gates side by side in the order f, i, C̃, o,
  /// each as wide as the padded hidden size.
  struct Layer: Equatable, Sendable {
    /// Wᵀ; (input × 4 padded hidden), the input padded above the first layer.
    let input: Segment
    /// Uᵀ; (padded hidden × 4 padded hidden).
    let recurrent: Segment
    /// b; (1 × 4 padded hidden).
    let bias: Segment
    /// The padded hidden size.
    var width: Int { recurrent.rows }
  }

  /// One array: a table at an offset.
  struct Segment: Equatable, Sendable {
    let offset, rows, columns: Int
    var range: Range<Int> { offset..<offset + rows * columns }
  }

  package init(symbols: Int, embeddingSize: Int, hiddenSizes: [Int]) {
    var end = 0
    func segment(_ rows: Int, _ columns: Int) -> Segment {
      defer { end += padded(rows * columns) }
      return Segment(offset: end, rows: rows, columns: columns)
    }
    embedding = segment(symbols, embeddingSize)
    var inputs = embeddingSize
    layers = hiddenSizes.map { hiddenSize in
      let width = padded(hiddenSize)
      defer { inputs = width }
      return Layer(
        input: segment(inputs, 4 * width),
        recurrent: segment(width, 4 * width), bias: segment(1, 4 * width))
    }
    readout = segment(inputs, padded(symbols))
    readoutBias = segment(1, padded(symbols))
    count = end
    self.symbols = symbols
    self.embeddingSize = embeddingSize
    self.hiddenSizes = hiddenSizes
  }
}
