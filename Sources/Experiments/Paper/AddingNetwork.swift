import LSTMCore

/// A cell that reads a sequence and says one number after its last step,
///
///     y = v·h_T + d,   L = ½ (y − target)²
///
/// and learns by Adam. (Kingma & Ba, ICLR 2015; β 0.9 and 0.999.)
struct AddingNetwork<C: Cell> {
  private(set) var cell: C
  private var readout: Vector
  private var bias = 0.0
  private var first: [[Double]]
  private var second: [[Double]]
  private var updates = 0

  /// A network with the given cell and a readout of small random weights.
  init(_ cell: C, using generator: inout some RandomNumberGenerator) {
    self.cell = cell
    let limit = 1 / Double(cell.outputSize).squareRoot()
    readout = Vector(
      (0..<cell.outputSize).map { _ in
        Double.random(in: -limit...limit, using: &generator)
      })
    first = cell.parameters.map { [Double](repeating: 0, count: $0.count) }
    first.append([Double](repeating: 0, count: cell.outputSize + 1))
    second = first
  }

  /// One update on the mean gradient of a few sequences, its norm clipped at 1;
  /// returns their mean squared error before it.
  mutating func learn(
    _ batch: [(inputs: [Vector], target: Double)], rate: Double
  ) -> Double {
    var gradient = cell.zeros
    var readoutGradient = [Double](repeating: 0, count: readout.count + 1)
    var squares = 0.0
    let stack = Stack([cell])
    for (inputs, target) in batch {
      let trace = stack.trace(over: inputs)
      let last = trace.steps[inputs.count - 1][0][.hidden]
      let error = readout.dot(last) + bias - target
      squares += error * error
      var outputs = [Vector](
        repeating: Vector(zeros: last.count), count: inputs.count)
      outputs[inputs.count - 1] = error * readout
      let d = stack.backpropagate(through: trace, outputs: outputs)
      if let own = d.stack.cells[0] as? C { gradient.add(own, times: 1) }
      for k in 0..<last.count { readoutGradient[k] += error * last[k] }
      readoutGradient[last.count] += error
    }
    let share = 1 / Double(batch.count)
    update(
      first.indices.dropLast().map { index in
        gradient[parameter: index].map { $0 * share }
      }
        + [readoutGradient.map { $0 * share }], rate: rate)
    return squares * share
  }

  private mutating func update(_ gradient: [[Double]], rate: Double) {
    updates += 1
    let norm = Vector(gradient.flatMap { $0 }).norm
    let scale = norm > 1 ? 1 / norm : 1
    let step =
      rate * (1 - pow(0.999, Double(updates))).squareRoot()
      / (1 - pow(0.9, Double(updates)))
    for (index, values) in gradient.enumerated() {
      let moves = values.indices.map { k in
        let g = scale * values[k]
        first[index][k] += 0.1 * (g - first[index][k])
        second[index][k] += 0.001 * (g * g - second[index][k])
        return -step * first[index][k] / (second[index][k].squareRoot() + 1e-8)
      }
      apply(moves, to: index)
    }
  }

  private mutating func apply(_ moves: [Double], to index: Int) {
    guard index < first.count - 1 else {
      for k in 0..<readout.count { readout[k] += moves[k] }
      bias += moves[readout.count]
      return
    }
    cell[parameter: index] = zip(cell[parameter: index], moves).map(+)
  }
}
