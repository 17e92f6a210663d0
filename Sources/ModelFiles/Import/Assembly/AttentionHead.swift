import LSTMCore

/// The head of textgenrnn: attention over what was read and what every layer
/// gave at each of the last 40 steps, then one dense layer.
///
///     r_s = [x_s, h¹_s, h², …]_s           p = softmax over s of w·r_s
///     z   = W·Σ_s p_s r_s + b              logits of the next symbol
///
/// It reads a window of 40 symbols from the zero state; a shorter text has the
/// padding before it, which is the entry of the vocabulary that no symbol has.
/// Source: M. Woolf, textgenrnn 2.0.0, `AttentionWeightedAverage`.
package struct AttentionHead: Sendable {
  /// How many symbols a prediction reads, textgenrnn's default.
  package static let window = 40

  /// w; (embedding + units of every layer).
  let attention: Vector
  /// W; (symbols × as many).
  let weights: Matrix
  /// b; (symbols).
  let bias: Vector
  /// Which symbol stands before a text.
  let padding: Int

  /// The mean cost of each symbol given those before it, in nats per symbol,
  /// with the readers and layers of `model`. At least two symbols.
  package func loss(of model: Model, over symbols: [Int]) -> Double {
    precondition(symbols.count > 1, "no symbol to predict")
    let total = symbols.indices.dropFirst().reduce(0.0) { total, place in
      let read = symbols[max(0, place - Self.window)..<place]
      let padded =
        [Int](repeating: padding, count: Self.window - read.count) + read
      return total
        + crossEntropy(
          logits(after: padded, by: model), target: symbols[place])
    }
    return total / Double(symbols.count - 1)
  }

  private func logits(after symbols: [Int], by model: Model) -> Vector {
    let trace = model.trace(over: symbols)
    let rows = zip(trace.inputs, trace.steps).map { x, step in
      Vector(x.elements + step.flatMap { $0[.hidden].elements })
    }
    let shares = softmax(Vector(rows.map { attention.dot($0) }))
    let mean = zip(rows, shares.elements).reduce(
      Vector(zeros: attention.count)
    ) { $0 + $1.1 * $1.0 }
    var z = bias
    weights.multiply(mean, addingInto: &z)
    return z
  }
}

extension ForeignPlan {
  /// The attention of textgenrnn, where the file has it and its sizes are those
  /// of the layers.
  ///
  /// - Throws: `ForeignFileError` for numbers that cannot be read.
  func attention(
    in file: ForeignFile, _ model: Model, padding: Int?
  ) throws(ForeignFileError) -> AttentionHead? {
    guard readout == nil, model.stack.isOneWay, let padding,
      let symbols = model.reader.vocabulary?.count,
      let w = file.tensors.first(where: {
        $0.name.split(separator: "/").last?.hasPrefix("attention_W") ?? false
      })
    else { return nil }
    let size =
      model.reader.width
      + model.stack.cells.reduce(0) { $0 + $1.outputSize }
    guard w.shape == [size, 1],
      let dense = file.layers.lazy.compactMap(\.dense)
        .first(where: { $0.weight.shape == [symbols, size] })
    else { return nil }
    return AttentionHead(
      attention: Vector(try w.values()),
      weights: Matrix(
        rows: symbols, columns: size, try dense.weight.values()),
      bias: try dense.bias.map { bias throws(ForeignFileError) in
        Vector(try bias.values())
      } ?? Vector(zeros: symbols), padding: padding)
  }
}
