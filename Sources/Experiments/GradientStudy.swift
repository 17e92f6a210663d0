import LSTMCore

/// How the gradient of a loss at the last step fades, or does not, on its way
/// back: vanilla RNN against LSTMs of several forget-gate biases.
///
/// All else is equal: untrained weights (Xavier input, one choice of recurrent
/// initialisation), inputs drawn from N(0, 0.3²), and ∂L/∂h_T drawn from
/// N(0, 1), the same inputs and error for every cell of one seed.
public struct GradientStudy: Equatable, Sendable {
  /// Units in each cell; also the width of the inputs.
  public var hiddenSize = 32
  /// How many steps the sequence has.
  public var steps = 100
  /// How many independent draws of weights, inputs and error.
  public var seeds = 20
  /// The first of them.
  public var firstSeed: UInt64 = 1997
  /// How recurrent weights are drawn.
  public var recurrent = Initialiser.orthogonal
  /// Which LSTMs to run.
  public var forgetBiases: [Double] = [0, 1, 2, 3, 5]
  /// The standard deviation of the inputs.
  public static let inputDeviation = 0.3

  /// The study with its defaults.
  public init() {}

  /// Runs every cell over every seed.
  ///
  /// - Parameter progress: called after each seed with how many are done.
  public func run(progress: (Int) -> Void = { _ in }) -> [GradientCurve] {
    var runs: [[Measurement]] = []
    for seed in 0..<seeds {
      runs.append(measure(seed: firstSeed &+ UInt64(seed)))
      progress(seed + 1)
    }
    return (runs.first ?? []).indices.map { series in
      GradientCurve(of: runs.map { $0[series] })
    }
  }

  /// About how much memory a run needs, in bytes: weights, a trace and its
  /// gradient, each of ten vectors a step.
  public static func bytesNeeded(steps: Int, hidden: Int) -> Int {
    let (values, overflow) = (25 &* steps &+ 40 &* hidden)
      .multipliedReportingOverflow(by: hidden &* 8)
    return overflow || steps > 1 << 40 || hidden > 1 << 30 ? .max : values
  }

  /// The settings in one sentence, for the reader of a table or figure.
  public var conditions: String {
    """
    \(hiddenSize) units, \(steps) steps, \(seeds) seeds from \(firstSeed); \
    recurrent weights \(recurrent.rawValue), input weights xavier, inputs \
    N(0, \(Self.inputDeviation)²) of width \(hiddenSize), ∂L/∂h at the last \
    step N(0, 1).
    """
  }
}

/// One cell's gradient norms of one quantity in one draw, by lag.
struct Measurement {
  var cell: String
  var forgetBias: Double?
  var quantity: Quantity
  var norms: [Double]
  var directPath: [Double]?
}

extension GradientStudy {
  /// One seed's draw of everything, run through every cell.
  func measure(seed: UInt64) -> [Measurement] {
    var generator = SplitMix64(seed: seed)
    let inputs = (0..<steps).map { _ in
      Vector(
        normal: hiddenSize, deviation: Self.inputDeviation, using: &generator)
    }
    let error = Vector(normal: hiddenSize, using: &generator)

    let rnn = RNNCell(
      inputSize: hiddenSize, hiddenSize: hiddenSize, recurrent: recurrent,
      using: &generator)
    var all = [
      Measurement(
        cell: RNNCell.name, quantity: .hidden,
        norms: backward(rnn, inputs, error).norms(of: .hidden))
    ]
    // Drawn once: the LSTMs of one seed differ in their forget bias alone.
    var lstm = LSTMCell(
      inputSize: hiddenSize, hiddenSize: hiddenSize, recurrent: recurrent,
      using: &generator)
    for bias in forgetBiases {
      lstm.forgetGate.bias = Vector(
        [Double](repeating: bias, count: hiddenSize))
      let run = backward(lstm, inputs, error)
      for quantity in [Quantity.hidden, .cell] {
        all.append(
          Measurement(
            cell: LSTMCell.name, forgetBias: bias, quantity: quantity,
            norms: run.norms(of: quantity), directPath: run.directPath))
      }
    }
    return all
  }

  private func backward(
    _ cell: some Cell, _ inputs: [Vector], _ error: Vector
  ) -> BackwardRun {
    let stack = Stack([cell])
    let trace = stack.trace(over: inputs)
    var outputs = [Vector](
      repeating: Vector(zeros: hiddenSize), count: steps)
    outputs[steps - 1] = error
    return BackwardRun(
      trace: trace,
      gradient: stack.backpropagate(through: trace, outputs: outputs)
        .activations)
  }
}

/// A forward and a backward pass of one layer, read by lag from the loss.
private struct BackwardRun {
  let trace: Trace
  let gradient: Trace

  /// ‖∂L/∂ quantity‖₂ at lags 0, 1, …
  func norms(of quantity: Quantity) -> [Double] {
    gradient.steps.reversed().map { $0[0][quantity].norm }
  }

  /// The mean over units of Π f between the step at each lag and the last:
  /// how much of ∂C_T/∂C_t comes straight along the cell.
  var directPath: [Double] {
    var product: Vector?
    return trace.steps.reversed().map { step in
      let f = step[0][.forgetGate]
      let current = product ?? f.map { _ in 1 }
      product = current * f
      return current.elements.reduce(0, +) / Double(current.count)
    }
  }
}
