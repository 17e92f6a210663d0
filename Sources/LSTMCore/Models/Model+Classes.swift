extension Model {
  /// What a whole sequence may be; nil for a model that labels none.
  public var classes: Readout.Classes? { readout?.classes }

  /// The logits of what a sequence is: V·p + d, p pooled from h of its steps;
  /// (classes). The model must label sequences, and the trace have a step.
  public func classLogits(of trace: Trace) -> Vector {
    guard let classes else { preconditionFailure("a model without classes") }
    return logits(after: stack.pooled(trace, classes.pooling))
  }

  /// The probability of each class, after a sequence of at least one element;
  /// (classes).
  public func classProbabilities(of data: [Datum]) -> Vector {
    softmax(classLogits(of: trace(over: data)))
  }

  /// The probability of each class after the first element, after the first
  /// two, and so on: what the model would say if the sequence ended there. One
  /// vector an element; (classes).
  ///
  /// A model that reads both ways reads every beginning anew, which takes time
  /// with the square of the length.
  public func classProbabilities(afterEachOf data: [Datum]) -> [Vector] {
    guard let classes else { preconditionFailure("a model without classes") }
    guard stack.isOneWay else {
      return data.indices.map { classProbabilities(of: Array(data[...$0])) }
    }
    var sum = Vector(zeros: stack.outputSize)
    return steps(over: data).enumerated().map { t, step in
      let hidden = stack.output(of: step)
      sum += hidden
      return softmax(
        logits(
          after: classes.pooling == .mean
            ? (1 / Double(t + 1)) * sum : hidden))
    }
  }

  /// The loss of calling a sequence a class, −ln p(class) in nats, and its
  /// gradient: back-propagation through readout, pooling, layers and embedding.
  ///
  ///     z = V·p + d  ⇒  ∂z = softmax(z) − y,  ∂p = Vᵀ·∂z
  ///     p = 1/T Σ_t h_t  ⇒  ∂h_t = ∂p/T          p = h_T  ⇒  ∂h_T = ∂p
  ///
  /// - Parameters:
  ///   - data: at least one element.
  ///   - label: the class that it is.
  public func gradient(
    over data: [Datum], label: Int, flow: GradientFlow = .full
  ) -> ModelGradient {
    guard let readout, let classes else {
      preconditionFailure("a label for a model without classes")
    }
    precondition(!data.isEmpty, "no element to label")
    let trace = trace(over: data)
    let pooled = stack.pooled(trace, classes.pooling)
    let logits = readout(pooled)
    var dLogits = softmax(logits)
    dLogits[label] -= 1
    var (d, dReadout) = (zeros, readout.zeros)
    let dPooled = readout.backward(
      dLogits, hidden: pooled, into: &dReadout)
    d.readout = dReadout
    let below = stack.backpropagate(
      through: trace,
      outputs: stack.unpooled(dPooled, classes.pooling, steps: trace.count),
      flow: flow)
    d.stack = below.stack
    d.addToEmbedding(below.activations.inputs, of: data)
    return ModelGradient(
      loss: crossEntropy(logits, target: label), model: d,
      activations: below.activations,
      final: trace.steps.last?.map(\.state) ?? trace.initial)
  }
}

extension Stack {
  /// One vector of h of the top layer over all steps; (h of the top layer).
  func pooled(_ trace: Trace, _ pooling: Readout.Pooling) -> Vector {
    let hidden = trace.steps.map(output)
    precondition(!hidden.isEmpty, "no step to pool")
    switch pooling {
    case .mean:
      return (1 / Double(hidden.count))
        * hidden.dropFirst().reduce(hidden[0], +)
    case .last:
      return Vector(
        joining: topHalves.map { half in
          (half.direction == .forward ? hidden[hidden.count - 1] : hidden[0])[
            half.range]
        })
    }
  }

  /// The backward twin: ∂L/∂h of the top layer, one vector a step.
  func unpooled(
    _ gradient: Vector, _ pooling: Readout.Pooling, steps count: Int
  ) -> [Vector] {
    if pooling == .mean {
      return [Vector](
        repeating: (1 / Double(count)) * gradient, count: count)
    }
    var outputs = [Vector](
      repeating: Vector(zeros: gradient.count), count: count)
    for half in topHalves {
      let t = half.direction == .forward ? count - 1 : 0
      for k in half.range { outputs[t][k] = gradient[k] }
    }
    return outputs
  }

  /// Where h of each cell of the top layer stands in what the layer gives.
  private var topHalves: [(direction: Direction, range: Range<Int>)] {
    guard let top = layers.last else { return [] }
    let forward = top.forward.outputSize
    return [(.forward, 0..<forward)]
      + (top.reverse.map { [(.reverse, forward..<forward + $0.outputSize)] }
        ?? [])
  }
}
