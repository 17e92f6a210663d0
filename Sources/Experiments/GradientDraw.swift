import LSTMCore

/// One seed's draw of inputs, error and weights, from which every cell of a
/// study is made.
package struct GradientDraw {
  private let inputs: [Vector]
  private let error: Vector
  private let rnn: RNNCell
  private let lstm: LSTMCell
  private let chrono: LSTMCell
  /// Normal draws, to be scaled.
  private let recurrent: Matrix

  /// The draws, always in this order, so that leaving a cell out of the study
  /// changes no other.
  package init(of study: GradientStudy, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let size = study.hiddenSize
    inputs = (0..<study.steps).map { _ in
      Vector(
        normal: size, deviation: GradientStudy.inputDeviation,
        using: &generator)
    }
    error = Vector(normal: size, using: &generator)
    rnn = RNNCell(
      inputSize: size, hiddenSize: size, recurrent: study.recurrent,
      using: &generator)
    lstm = LSTMCell(
      inputSize: size, hiddenSize: size, forgetBias: 0,
      recurrent: study.recurrent, using: &generator)
    var chrono = lstm
    chrono.setChronoBiases(longestLag: study.steps, using: &generator)
    self.chrono = chrono
    recurrent = Matrix(
      rows: size, columns: size,
      Vector(normal: size * size, using: &generator).elements)
  }

  /// The cell that a subject of the study names.
  package func cell(_ subject: GradientSubject) -> any Cell {
    switch subject {
    case .rnn: return rnn
    case .rnnOfNorm(let norm):
      var cell = rnn
      cell.hidden.recurrent = recurrent.scaled(toNorm: norm)
      return cell
    case .lstm(let bias):
      var cell = lstm
      cell.forgetGate.bias = Vector(
        [Double](repeating: bias, count: lstm.hiddenSize))
      return cell
    case .chrono: return chrono
    case .carousel:
      // The cell of 1997 in its modern form: σ(37) is 1 to the last bit, and
      // twice C is its internal state.
      var cell = lstm
      cell.forgetGate = GateWeights(
        inputSize: cell.inputSize, hiddenSize: cell.hiddenSize)
      cell.forgetGate.bias = Vector(
        [Double](repeating: 37, count: cell.hiddenSize))
      return cell
    }
  }

  /// A forward and a backward pass of one cell.
  func run(_ subject: GradientSubject) -> BackwardRun {
    let stack = Stack([cell(subject)])
    let trace = stack.trace(over: inputs)
    var outputs = [Vector](
      repeating: Vector(zeros: error.count), count: inputs.count)
    outputs[inputs.count - 1] = error
    return BackwardRun(
      trace: trace,
      gradient: stack.backpropagate(
        through: trace, outputs: outputs, flow: subject.flow
      ).activations)
  }
}

/// What is kept of one backward pass of one layer, by lag from the loss.
struct BackwardRun {
  /// ‖∂L/∂ quantity‖₂ at lags 0, 1, …
  let norms: [Quantity: [Double]]
  /// The mean over units of Π f between the step at each lag and the last: how
  /// much of ∂C_T/∂C_t comes straight along the cell. Nil without a forget
  /// gate.
  let directPath: [Double]?

  init(trace: Trace, gradient: Trace) {
    let recorded = Set(trace.steps.first?[0].quantities ?? [])
    norms = Dictionary(
      uniqueKeysWithValues: [Quantity.hidden, .cell]
        .filter(recorded.contains).map { quantity in
          (quantity, gradient.steps.reversed().map { $0[0][quantity].norm })
        })
    guard recorded.contains(.forgetGate) else {
      directPath = nil
      return
    }
    var product: Vector?
    directPath = trace.steps.reversed().map { step in
      let f = step[0][.forgetGate]
      let current = product ?? f.map { _ in 1 }
      product = current * f
      return current.elements.reduce(0, +) / Double(current.count)
    }
  }
}
