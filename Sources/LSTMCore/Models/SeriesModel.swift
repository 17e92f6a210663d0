/// A network that reads rows of numbers: a scaling, recurrent layers and,
/// where it predicts, a linear readout.
///
///     x_t = (row_t − mean) / scale                       input
///     h_t = layers(x_t, h_{t−1})                         recurrent cells
///     ŷ_t = mean_y + scale_y ⊙ (V·h_t + d)               readout
public struct SeriesModel: Sendable {
  /// What it reads, in order; empty where nothing names it.
  public var columns: [String]
  /// How a row is scaled before it is read.
  public var scaling: Scaling
  /// The recurrent layers.
  public var stack: Stack
  /// What it predicts; nil for bare layers.
  public var readout: SeriesReadout?

  /// A model of the given parts; sizes must fit together.
  public init(
    columns: [String], scaling: Scaling, stack: Stack,
    readout: SeriesReadout? = nil
  ) {
    let (first, last) = (stack.layers.first, stack.layers.last)
    precondition(
      scaling.mean.count == first?.inputSize
        && (columns.isEmpty || columns.count == scaling.mean.count)
        && (readout.map { $0.weights.columns == last?.outputSize } ?? true),
      """
      \(columns.count) columns, a scaling of \(scaling.mean.count), layers \
      reading \(first?.inputSize ?? 0) and giving \(last?.outputSize ?? 0), a \
      readout of \(readout?.weights.columns ?? 0)
      """)
    (self.columns, self.scaling) = (columns, scaling)
    (self.stack, self.readout) = (stack, readout)
  }

  /// How many numbers a row has.
  public var inputSize: Int { scaling.mean.count }

  /// How many weights there are, biases included.
  public var parameterCount: Int {
    stack.layers.reduce(0) { $0 + $1.parameterCount }
      + (readout.map { $0.weights.count + $0.bias.count } ?? 0)
  }

  /// Reads the rows one by one, lazily; see `Stack.steps(over:from:)`.
  public func steps<Rows: Sequence<Vector>>(
    over rows: Rows, from initial: [State]? = nil
  ) -> ForwardPass<LazyMapSequence<Rows, Vector>> {
    stack.steps(over: rows.lazy.map { scaling.scaled($0) }, from: initial)
  }

  /// Reads the rows one by one and keeps everything computed.
  public func trace(
    over rows: [Vector], from initial: [State]? = nil
  ) -> Trace {
    stack.trace(over: rows.map(scaling.scaled), from: initial)
  }

  /// What is predicted after a step, in the targets' own units; nil for a
  /// model without a readout.
  public func prediction(after step: [Step]) -> Vector? {
    guard let readout, let top = step.last else { return nil }
    return readout.scaling.unscaled(readout(top[.hidden]))
  }
}

/// The linear layer that predicts.
public struct SeriesReadout: Equatable, Sendable {
  /// The columns that are predicted; empty where nothing names them.
  public var targets: [String]
  /// How many rows after the one read the prediction is for; 0 for the same.
  public var ahead: Int
  /// The targets' own units.
  public var scaling: Scaling
  /// V; (targets × hidden).
  public var weights: Matrix
  /// d; (targets).
  public var bias: Vector

  /// A readout of the given parts.
  public init(
    targets: [String], ahead: Int, scaling: Scaling, weights: Matrix,
    bias: Vector
  ) {
    precondition(
      weights.rows == bias.count && scaling.mean.count == bias.count
        && (targets.isEmpty || targets.count == bias.count) && ahead >= 0,
      """
      \(targets.count) targets \(ahead) rows ahead, weights of \
      \(weights.rows) rows, \(bias.count) biases, a scaling of \
      \(scaling.mean.count)
      """)
    (self.targets, self.ahead, self.scaling) = (targets, ahead, scaling)
    (self.weights, self.bias) = (weights, bias)
  }

  /// V·h + d, scaled.
  public func callAsFunction(_ hidden: Vector) -> Vector {
    var y = bias
    weights.multiply(hidden, addingInto: &y)
    return y
  }
}

extension SeriesModel {
  /// Every weight in one run: the layers' parameters in order, the readout and
  /// its bias. What an optimiser moves.
  public var weights: [Double] {
    get {
      stack.layers.flatMap { $0.flatWeights }
        + (readout.map { $0.weights.elements + $0.bias.elements } ?? [])
    }
    set {
      precondition(
        newValue.count == parameterCount,
        "\(newValue.count) weights for a model of \(parameterCount)")
      var rest = newValue[...]
      func take(_ count: Int) -> [Double] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
      }
      for k in stack.layers.indices {
        stack.layers[k] = stack.layers[k].withWeights(
          take(stack.layers[k].parameterCount))
      }
      guard var readout else { return }
      readout.weights.elements = take(readout.weights.count)
      readout.bias.elements = take(readout.bias.count)
      self.readout = readout
    }
  }

  /// The mean squared error over a stretch of rows read from the zero state,
  /// and its gradient by the weights.
  ///
  ///     L = 1/(n·m) Σ_t |V·h_t + d − y_t|²   ⇒   ∂(V·h_t + d) = 2(ŷ_t − y_t)/(n·m)
  ///
  /// - Parameters:
  ///   - inputs: scaled rows.
  ///   - targets: what each step should predict, scaled; as many as `inputs`.
  public func gradient(
    over inputs: [Vector], targets: [Vector], flow: GradientFlow = .full
  ) -> (loss: Double, weights: [Double], activations: Trace) {
    precondition(
      inputs.count == targets.count,
      "\(inputs.count) rows and \(targets.count) targets")
    guard let readout else {
      preconditionFailure("a gradient of a model without a readout")
    }
    let trace = stack.trace(over: inputs)
    var dWeights = Matrix(
      rows: readout.weights.rows, columns: readout.weights.columns)
    var dBias = Vector(zeros: readout.bias.count)
    let share = 1 / Double(inputs.count * readout.bias.count)
    var loss = 0.0
    let outputs = zip(trace.steps, targets).map { step, target in
      let hidden = step[step.count - 1][.hidden]
      let error = readout(hidden) - target
      loss += share * error.dot(error)
      let d = (2 * share) * error
      dWeights.addOuterProduct(d, hidden)
      dBias += d
      var dHidden = Vector(zeros: hidden.count)
      readout.weights.multiplyTransposed(d, addingInto: &dHidden)
      return dHidden
    }
    let below = stack.backpropagate(
      through: trace, outputs: outputs, flow: flow)
    return (
      loss,
      below.stack.layers.flatMap { $0.flatWeights } + dWeights.elements
        + dBias.elements, below.activations
    )
  }
}
