/// A model that reads a whole text in both directions before it says anything,
/// such as one that tags each character.
///
///     x_t = E[character at t]                    embedding
///     h_t = [forward h_t, reverse h_t]           recurrent cells
///     y_t = V·h_t + d                            readout, where there is one
///
/// It foretells nothing: what comes next it has read already.
public struct BidirectionalModel: Sendable {
  /// Which characters there are.
  public let vocabulary: Vocabulary
  /// E, one row a symbol; (symbols × embedding).
  public let embedding: Matrix
  /// The recurrent layers.
  public let stack: BidirectionalStack
  /// What reads both halves of the top layer; nil where the model has none.
  public let readout: Readout?

  /// A linear layer: V·h + d.
  public struct Readout: Equatable, Sendable {
    /// V; (values × both halves of h).
    public let weights: Matrix
    /// d; (values).
    public let bias: Vector

    /// A readout of the given parts.
    public init(weights: Matrix, bias: Vector) {
      precondition(
        weights.rows == bias.count,
        "a readout of \(weights.rows) values and \(bias.count) biases")
      (self.weights, self.bias) = (weights, bias)
    }
  }

  /// A model of the given parts; sizes must fit together.
  public init(
    vocabulary: Vocabulary, embedding: Matrix, stack: BidirectionalStack,
    readout: Readout?
  ) {
    let (first, last) = (stack.layers.first, stack.layers.last)
    precondition(
      embedding.rows == vocabulary.count
        && embedding.columns == first?.forward.inputSize
        && readout?.weights.columns ?? last?.outputSize == last?.outputSize,
      """
      \(vocabulary.count) symbols, embedding (\(embedding.rows) × \
      \(embedding.columns)), \(stack.layers.count) layers reading \
      \(first?.forward.inputSize ?? 0) and giving \(last?.outputSize ?? 0), \
      a readout of \(readout?.weights.columns ?? 0)
      """)
    (self.vocabulary, self.embedding) = (vocabulary, embedding)
    (self.stack, self.readout) = (stack, readout)
  }

  /// How many weights there are, biases included.
  public var parameterCount: Int {
    embedding.count
      + (readout.map { $0.weights.count + $0.bias.count } ?? 0)
      + stack.layers.reduce(0) {
        $0 + $1.forward.parameterCount + $1.reverse.parameterCount
      }
  }

  /// Reads the symbols in both directions and keeps everything computed.
  public func trace(over indices: [Int]) -> BidirectionalTrace {
    stack.trace(over: indices.map { embedding[row: $0] })
  }
}

extension BidirectionalStack.Layer {
  /// The cell that reads in a direction.
  public subscript(direction: Direction) -> any Cell {
    direction == .forward ? forward : reverse
  }
}

extension BidirectionalTrace.Layer {
  /// What was computed in a direction.
  public subscript(direction: Direction) -> Trace {
    direction == .forward ? forward : reverse
  }
}

extension BidirectionalTrace {
  /// How many steps were recorded.
  public var count: Int { layers.first?.forward.count ?? 0 }

  /// One direction of every layer at step `t`, the lowest layer first.
  public func step(_ t: Int, _ direction: Direction) -> [Step] {
    layers.map { $0[direction].steps[t][0] }
  }

  /// Both directions of every layer at step `t`: of each the forward half,
  /// then the reverse.
  public func step(_ t: Int) -> [Step] {
    layers.flatMap { [$0.forward.steps[t][0], $0.reverse.steps[t][0]] }
  }
}
