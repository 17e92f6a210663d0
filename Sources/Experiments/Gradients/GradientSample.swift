import LSTMCore

/// One seed's draw of inputs, error and weights, from which every cell of a
/// study is made.
package struct GradientSample {
  private let inputs: [Vector]
  private let error: Vector
  private let rnn: any Cell
  private let lstm: LSTMCell
  private let chrono: LSTMCell
  /// Normal draws, to be scaled.
  private let recurrent: Matrix
  private let block1997: any Cell
  private let member: (any Cell)?

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
    rnn = CellFamily.rnn.layer(
      inputs: size, units: size, recurrent: study.recurrent, using: &generator)
    lstm = LSTMCell(
      inputSize: size, hiddenSize: size, forgetBias: 0,
      recurrent: study.recurrent, using: &generator)
    var chrono = lstm
    chrono.setChronoBiases(longestLag: study.steps, using: &generator)
    self.chrono = chrono
    recurrent = Matrix(
      rows: size, columns: size,
      Vector(normal: size * size, using: &generator).elements)
    block1997 = CellFamily.lstm1997.layer(
      inputs: size, units: size, recurrent: study.recurrent, using: &generator)
    member = study.cell.flatMap { CellFamily[$0] }?.layer(
      inputs: size, units: size, recurrent: study.recurrent, using: &generator)
  }

  /// The cell that a subject of the study names.
  package func cell(_ subject: StudiedCell) -> any Cell {
    switch subject {
    case .rnn: return rnn
    case .rnnOfNorm(let norm):
      var cell = rnn
      cell[matrix: "hidden.recurrent"] = recurrent.scaled(toNorm: norm)
      return cell
    case .lstm(let bias):
      var cell = lstm
      cell.forgetGate.bias = Vector(
        [Double](repeating: bias, count: lstm.hiddenSize))
      return cell
    case .chrono: return chrono
    case .carousel: return block1997
    case .member(let name):
      guard let member else { preconditionFailure("no cell '\(name)'") }
      return member
    }
  }

  /// A forward and a backward pass of one cell.
  func run(_ subject: StudiedCell) -> BackwardRun {
    let cell = cell(subject)
    let trace = Stack([cell]).trace(over: inputs)
    // h of a projected cell has fewer values than there are units.
    let norms = cell.gradientNorms(
      through: trace, error: error[0..<cell.outputSize], flow: subject.flow)
    return BackwardRun(
      norms: norms.mapValues { $0.reversed() },
      directPath: subject.state == .cell ? directPath(of: trace) : nil)
  }

  /// The whole of a backward pass of one cell, and the trace it went through.
  func backpropagate(
    _ subject: StudiedCell
  ) -> (trace: Trace, gradient: StackGradient) {
    let stack = Stack([cell(subject)])
    let trace = stack.trace(over: inputs)
    var outputs = [Vector](
      repeating: Vector(zeros: error.count), count: inputs.count)
    outputs[inputs.count - 1] = error
    return (
      trace,
      stack.backpropagate(
        through: trace, outputs: outputs, flow: subject.flow)
    )
  }

  /// The mean over units of Π f between the step at each lag and the last: how
  /// much of ∂C_T/∂C_t comes straight along the cell. All of it in a cell that
  /// has no forget gate.
  private func directPath(of trace: Trace) -> [Double] {
    var product: Vector?
    return trace.steps.reversed().map { step in
      guard step[0].quantities.contains(.forgetGate) else { return 1 }
      let f = step[0][.forgetGate]
      let current = product ?? f.map { _ in 1 }
      product = current * f
      return current.elements.reduce(0, +) / Double(current.count)
    }
  }
}

/// What is kept of one backward pass of one layer, by lag from the loss.
struct BackwardRun {
  /// ‖∂L/∂ quantity‖₂ at lags 0, 1, …
  let norms: [Quantity: [Double]]
  /// See `GradientSample.directPath`; nil for a cell without a memory.
  let directPath: [Double]?
}
