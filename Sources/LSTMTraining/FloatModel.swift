import LSTMCore

/// A character model in single precision, as one flat run of values.
///
/// The gradient of a loss by the weights, and each of Adam's moments, has the
/// same type.
public struct FloatModel: Equatable, Sendable {
  /// Which characters there are.
  public let vocabulary: Vocabulary
  package let layout: ModelLayout
  package internal(set) var values: [Float]

  /// The weights of `model`, rounded to `Float`.
  ///
  /// Throws `TrainingError.unsupportedCell` when a layer is not an LSTM.
  public init(_ model: CharacterModel) throws {
    let cells = try model.stack.layers.map { layer in
      guard let cell = layer as? LSTMCell else {
        throw TrainingError.unsupportedCell(type(of: layer).name)
      }
      return cell
    }
    self.init(
      vocabulary: model.vocabulary,
      layout: ModelLayout(
        symbols: model.vocabulary.count,
        embeddingSize: model.embedding.columns,
        hiddenSizes: cells.map(\.hiddenSize)))
    pack(model.embedding.elements, into: layout.embedding)
    for (cell, layer) in zip(cells, layout.layers) { pack(cell, into: layer) }
    pack(model.readout.transposed, into: layout.readout)
    for symbol in layout.readoutBias.range {
      values[symbol] = absentSymbolBias
    }
    pack(model.readoutBias.elements, into: layout.readoutBias)
  }

  /// The same weights in double precision, exactly.
  public var characterModel: CharacterModel {
    CharacterModel(
      vocabulary: vocabulary,
      embedding: matrix(
        layout.embedding, rows: layout.symbols,
        columns: layout.embeddingSize),
      stack: Stack(layout.layers.indices.map(cell)),
      readout: matrix(
        layout.readout, rows: layout.hiddenSizes.last ?? 0,
        columns: layout.symbols
      ).transposed,
      readoutBias: Vector(
        values[layout.readoutBias.range].prefix(layout.symbols).map(Double.init)
      ))
  }

  /// A model of the same sizes, all values 0.
  package var zeros: FloatModel {
    FloatModel(vocabulary: vocabulary, layout: layout)
  }

  private init(vocabulary: Vocabulary, layout: ModelLayout) {
    (self.vocabulary, self.layout) = (vocabulary, layout)
    values = [Float](repeating: 0, count: layout.count)
  }

  /// Gives `body` the values as memory, to read.
  func withReadOnlyMemory(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      body(UnsafeMutablePointer(mutating: base))
    }
  }

  /// Gives `body` the values as memory, to write.
  ///
  /// Not `rethrows`: swiftc 6.3.1 can then return a loop counter of `body` as
  /// the error.
  mutating func withMemory(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      body(base)
    }
  }
}

/// Low enough that e^bias is 0, far enough from the end of `Float` that sums
/// with it are finite.
private let absentSymbolBias: Float = -1e30

/// The gates in the order of a packed row.
private let gates: [WritableKeyPath<LSTMCell, GateWeights> & Sendable] = [
  \.forgetGate, \.inputGate, \.candidate, \.outputGate,
]

extension FloatModel {
  private mutating func pack(
    _ elements: [Double], into segment: ModelLayout.Segment
  ) {
    for (k, value) in elements.enumerated() {
      values[segment.offset + k] = Float(value)
    }
  }

  /// Packs a table into the upper left of `segment`, from column `left` on.
  private mutating func pack(
    _ matrix: Matrix, into segment: ModelLayout.Segment, left: Int = 0
  ) {
    for r in 0..<matrix.rows {
      let start = segment.offset + r * segment.columns + left
      for c in 0..<matrix.columns { values[start + c] = Float(matrix[r, c]) }
    }
  }

  private mutating func pack(_ cell: LSTMCell, into layer: ModelLayout.Layer) {
    for (index, gate) in gates.enumerated() {
      let (weights, left) = (cell[keyPath: gate], index * layer.width)
      pack(weights.input.transposed, into: layer.input, left: left)
      pack(weights.recurrent.transposed, into: layer.recurrent, left: left)
      pack(Matrix(rows: [weights.bias]), into: layer.bias, left: left)
    }
  }

  private func matrix(
    _ segment: ModelLayout.Segment, rows: Int, columns: Int, left: Int = 0
  ) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns)
    for r in 0..<rows {
      let start = segment.offset + r * segment.columns + left
      for c in 0..<columns { matrix[r, c] = Double(values[start + c]) }
    }
    return matrix
  }

  private func cell(at index: Int) -> LSTMCell {
    let layer = layout.layers[index]
    let hiddenSize = layout.hiddenSizes[index]
    let inputSize =
      index == 0 ? layout.embeddingSize : layout.hiddenSizes[index - 1]
    var cell = LSTMCell(inputSize: inputSize, hiddenSize: hiddenSize)
    for (order, gate) in gates.enumerated() {
      func unpack(_ segment: ModelLayout.Segment, rows: Int) -> Matrix {
        matrix(
          segment, rows: rows, columns: hiddenSize, left: order * layer.width)
      }
      cell[keyPath: gate] = GateWeights(
        input: unpack(layer.input, rows: inputSize).transposed,
        recurrent: unpack(layer.recurrent, rows: hiddenSize).transposed,
        bias: unpack(layer.bias, rows: 1)[row: 0])
    }
    return cell
  }
}
