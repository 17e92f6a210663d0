extension Model {
  /// A model of text with random weights.
  ///
  /// Embeddings are N(0, 1), but the unknown symbol's is 0: it never occurs in
  /// training, and a zero says nothing to the gates. The readout is U(±1/√H).
  ///
  /// - Parameters:
  ///   - cell: the kind of the layers.
  ///   - hiddenSizes: units of each layer, the lowest first.
  ///   - forgetBias: the initial bias of every forget gate.
  public init(
    vocabulary: Vocabulary, embeddingSize: Int, hiddenSizes: [Int],
    cell: CellDefinition = CellFamily.lstm, forgetBias: Double = 1,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      vocabulary: vocabulary, embeddingSize: embeddingSize,
      hiddenSizes: hiddenSizes, form: CellForm(cell), forgetBias: forgetBias,
      using: &generator)
  }

  /// A model of text with random weights whose layers have the given form.
  public init(
    vocabulary: Vocabulary, embeddingSize: Int, hiddenSizes: [Int],
    form: CellForm, forgetBias: Double = 1,
    using generator: inout some RandomNumberGenerator
  ) {
    let symbols = vocabulary.count
    var embedding = Matrix(
      rows: symbols, columns: embeddingSize,
      Vector(normal: symbols * embeddingSize, using: &generator).elements)
    embedding[row: 0] = Vector(zeros: embeddingSize)
    var inputSize = embeddingSize
    let layers = hiddenSizes.map { hiddenSize in
      let layer = form.layer(
        inputSize: inputSize, hiddenSize: hiddenSize, forgetBias: forgetBias,
        using: &generator)
      inputSize = layer.outputSize
      return layer
    }
    self.init(
      reader: .embedding(vocabulary, embedding), stack: Stack(layers),
      readout: Readout(
        weights: Initialiser.uniform.matrix(
          rows: symbols, columns: inputSize, hiddenSize: inputSize,
          using: &generator),
        bias: Vector(zeros: symbols), .nextSymbol))
  }
}
