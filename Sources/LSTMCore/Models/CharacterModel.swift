/// A character-level language model: embedding, recurrent layers, readout.
///
///     x_t = E[character at t]           embedding
///     h_t = layers(x_t, h_{t−1})        recurrent cells
///     p(next) = softmax(V·h_t + d)      readout
public struct CharacterModel: Sendable {
  /// Which characters there are.
  public var vocabulary: Vocabulary
  /// E, one row a symbol; (symbols × embedding).
  public var embedding: Matrix
  /// The recurrent layers.
  public var stack: Stack
  /// V; (symbols × hidden).
  public var readout: Matrix
  /// d; (symbols).
  public var readoutBias: Vector

  /// A model of the given parts; sizes must fit together.
  public init(
    vocabulary: Vocabulary, embedding: Matrix, stack: Stack, readout: Matrix,
    readoutBias: Vector
  ) {
    let (first, last) = (stack.layers.first, stack.layers.last)
    precondition(
      embedding.rows == vocabulary.count && readout.rows == vocabulary.count
        && readoutBias.count == vocabulary.count
        && embedding.columns == first?.inputSize
        && readout.columns == last?.outputSize,
      """
      \(vocabulary.count) symbols, embedding (\(embedding.rows) × \
      \(embedding.columns)), \(stack.layers.count) layers reading \
      \(first?.inputSize ?? 0) and giving \(last?.outputSize ?? 0), readout \
      (\(readout.rows) × \(readout.columns)) + \(readoutBias.count)
      """)
    self.vocabulary = vocabulary
    self.embedding = embedding
    self.stack = stack
    self.readout = readout
    self.readoutBias = readoutBias
  }

  /// How many weights there are, biases included.
  public var parameterCount: Int {
    embedding.count + readout.count + readoutBias.count
      + stack.layers.reduce(0) { $0 + $1.parameterCount }
  }

  /// Reads the symbols one by one, lazily; see `Stack.steps(over:from:)`.
  public func steps<Indices: Sequence<Int>>(
    over indices: Indices, from initial: [State]? = nil
  ) -> ForwardPass<LazyMapSequence<Indices, Vector>> {
    stack.steps(
      over: indices.lazy.map { embedding[row: $0] }, from: initial)
  }

  /// Reads the symbols one by one and keeps everything computed.
  public func trace(over indices: [Int], from initial: [State]? = nil) -> Trace
  {
    var (symbols, state) = (SymbolSteps(self), initial ?? stack.zeroState)
    return Trace(
      inputs: indices.map { embedding[row: $0] }, initial: state,
      steps: indices.map { index in
        let step = symbols.step(index, from: state)
        state = step.map(\.state)
        return step
      })
  }

  /// The unnormalised log-probabilities of the next symbol, given h of the top
  /// layer; (symbols).
  public func logits(after hidden: Vector) -> Vector {
    var logits = readoutBias
    readout.multiply(hidden, addingInto: &logits)
    return logits
  }

  /// The probabilities of the next symbol after a step; (symbols).
  public func nextDistribution(after step: [Step]) -> Vector {
    guard let top = step.last else { return [] }
    return softmax(logits(after: top[.hidden]))
  }
}

extension CharacterModel {
  /// A model of random weights.
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
    cell: any Cell.Type = LSTMCell.self, forgetBias: Double = 1,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      vocabulary: vocabulary, embeddingSize: embeddingSize,
      hiddenSizes: hiddenSizes, form: CellForm(cell), forgetBias: forgetBias,
      using: &generator)
  }

  /// A model of random weights whose layers have the given form.
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
      vocabulary: vocabulary, embedding: embedding, stack: Stack(layers),
      readout: Initialiser.uniform.matrix(
        rows: symbols, columns: inputSize, hiddenSize: inputSize,
        using: &generator),
      readoutBias: Vector(zeros: symbols))
  }
}
