/// A recurrent network, whatever it reads: a reader, layers, and where it
/// predicts a readout.
///
///     x_t = reader(element t)               embedding, one-hot, or scaled row
///     h_t = layers(x_t, h_{t−1})            recurrent cells
///     y_t = V·h_t + d                       readout
///
/// A model of text has symbols to read and logits of the next one to say; a
/// model of numbers reads rows and predicts some of their columns. One with
/// two-way layers reads a whole sequence before it says anything, so it cannot
/// predict the next element: it has read it.
public struct Model: Sendable {
  /// What makes vectors of a sequence.
  public var reader: Reader
  /// The recurrent layers.
  public var stack: Stack
  /// What makes something of the top layer's h; nil for bare layers.
  public var readout: Readout?

  /// A model of the given parts; sizes must fit together.
  public init(reader: Reader, stack: Stack, readout: Readout? = nil) {
    let columns = readout?.inputSize ?? stack.outputSize
    let symbols = reader.vocabulary?.count ?? 0
    let rows = reader.embedding.rows
    precondition(
      reader.width == stack.inputSize && columns == stack.outputSize
        && (rows == 0 || rows == symbols)
        && (reader.columns.isEmpty || reader.columns.count == reader.width)
        && (readout?.meaning != .nextSymbol || readout?.bias.count == symbols),
      """
      \(symbols) symbols, an embedding of \(rows) rows, \
      \(reader.columns.count) columns, \(reader.width) values read, \
      \(stack.cells.count) cells reading \(stack.inputSize) and giving \
      \(stack.outputSize), readout (\(readout?.bias.count ?? 0) × \(columns))
      """)
    (self.reader, self.stack, self.readout) = (reader, stack, readout)
  }

  /// How many weights there are, biases included.
  public var parameterCount: Int {
    reader.embedding.count
      + stack.cells.reduce(0) { $0 + $1.parameterCount }
      + (readout?.parameterCount ?? 0)
  }

  /// The characters or words of a text as the symbols that the model reads; none
  /// for a model of numbers.
  public func symbols(of text: String) -> [Int] {
    reader.vocabulary?.indices(of: text) ?? []
  }

  /// Characters as the symbols that the model reads; none for a model of
  /// numbers.
  public func symbols(of text: some Sequence<Unicode.Scalar>) -> [Int] {
    guard let vocabulary = reader.vocabulary else { return [] }
    return text.map(vocabulary.index)
  }

  /// Whether it reads symbols and predicts the next one.
  public var predictsSymbols: Bool { readout?.meaning == .nextSymbol }

  /// Reads elements one by one, lazily: each step of every layer as it is asked
  /// for. The layers must all read forward.
  public func steps<Data: Sequence<Datum>>(
    over data: Data, from initial: [State]? = nil
  ) -> ModelPass<Data> {
    ModelPass(self, over: data, from: initial)
  }

  /// Reads a sequence and keeps everything computed.
  ///
  /// - Parameter initial: the state that each cell starts from; 0 unless given.
  public func trace(over data: [Datum], from initial: [State]? = nil) -> Trace {
    let inputs = data.map { reader($0) }
    guard stack.isOneWay else {
      return stack.trace(over: inputs, from: initial)
    }
    return Trace(
      inputs: inputs, initial: initial ?? stack.initialState,
      steps: Array(steps(over: data, from: initial)))
  }

  /// Reads symbols by their indices and keeps everything computed.
  public func trace(over symbols: [Int], from initial: [State]? = nil) -> Trace
  {
    trace(over: symbols.map(Datum.symbol), from: initial)
  }

  /// V·h + d, given h of the top layer; empty for a model without a readout.
  /// For a model of text, the unnormalised log-probabilities of the next
  /// symbol; (symbols).
  public func logits(after hidden: Vector) -> Vector { readout?(hidden) ?? [] }

  /// The probabilities of the next symbol after a step; (symbols). Empty for a
  /// model that predicts no symbol.
  public func nextDistribution(after step: [Step]) -> Vector {
    guard predictsSymbols, !step.isEmpty else { return [] }
    return softmax(logits(after: stack.output(of: step)))
  }

  /// The likeliest next symbols after a step, as text, with their
  /// probabilities; of equals the one with the lower index first.
  public func likeliestNext(
    after step: [Step], count: Int
  ) -> [(symbol: String, probability: Double)] {
    guard let vocabulary = reader.vocabulary else { return [] }
    let p = nextDistribution(after: step)
    return p.indices.sorted { (p[$0], $1) > (p[$1], $0) }
      .prefix(count).map { (vocabulary[$0], p[$0]) }
  }

  /// The numbers predicted after a step, in the targets' own units; (targets).
  /// Nil for a model that predicts none.
  public func prediction(after step: [Step]) -> Vector? {
    guard let readout, let targets = readout.targets else { return nil }
    return targets.scaling.unscaled(readout(stack.output(of: step)))
  }
}
