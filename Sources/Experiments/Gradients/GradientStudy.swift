import LSTMCore
import Wording

/// How the gradient of a loss at the last step fades, or does not, on its way
/// back: vanilla RNNs against LSTMs of several forget-gate biases, and against
/// the constant error carousel of 1997.
///
/// All else is equal: untrained weights (Xavier input, one choice of recurrent
/// initialisation), inputs drawn from N(0, 0.3²), and ∂L/∂h_T drawn from
/// N(0, 1), the same inputs and error for every cell of one seed. The LSTMs of
/// one seed differ in their biases alone.
package struct GradientStudy: Equatable, Sendable {
  /// Units in each cell; also the width of the inputs.
  package var hiddenSize = 32
  /// How many steps the sequence has.
  package var steps = 100
  /// How many independent draws of weights, inputs and error.
  package var seeds = 20
  /// The first of them.
  package var firstSeed: UInt64 = 1997
  /// How recurrent weights are drawn.
  package var recurrent = Initialiser.orthogonal
  /// ‖U‖₂ of a second vanilla RNN, or nil for none.
  package var spectralNorm: Double?
  /// The forget-gate biases to run LSTMs with.
  package var forgetBiases: [Double] = [0, 1, 2, 3, 5]
  /// The name of another cell to run beside them, or nil for none.
  package var cell: String?
  /// The standard deviation of the inputs.
  package static let inputDeviation = 0.3

  /// The study with its defaults.
  package init() {}

  /// The cells compared, in order.
  package var subjects: [StudiedCell] {
    [.rnn(recurrent)] + (spectralNorm.map { [.rnnOfNorm($0)] } ?? [])
      + forgetBiases.map { .lstm(forgetBias: $0) } + [.chrono, .carousel]
      + (cell.map { [.member($0)] } ?? [])
  }

  /// Who has no C: the RNN, and perhaps the other cell.
  package var memoryless: String {
    guard let cell, StudiedCell.member(cell).state == .hidden else {
      return "RNN"
    }
    return "RNN, \(cell)"
  }

  /// Runs every cell over every seed: ‖∂L/∂h‖ of each, and ‖∂L/∂C‖ of those
  /// that have one.
  ///
  /// - Parameter progress: called after each seed with how many are done.
  package func run(progress: (Int) -> Void = { _ in }) -> [GradientCurve] {
    var draws: [[BackwardRun]] = []
    for seed in 0..<seeds {
      let draw = GradientSample(of: self, seed: firstSeed &+ UInt64(seed))
      draws.append(subjects.map { draw.run($0) })
      progress(seed + 1)
    }
    return subjects.enumerated().flatMap { index, subject in
      let runs = draws.map { $0[index] }
      let quantities: [Quantity] =
        subject.state == .cell ? [.hidden, .cell] : [.hidden]
      return quantities.map { quantity in
        GradientCurve(
          subject, quantity, draws: runs.map { $0.norms[quantity] ?? [] },
          directPaths: runs.compactMap(\.directPath))
      }
    }
  }

  /// About how much memory a run needs, in bytes: weights, a trace and its
  /// gradient, each of ten vectors a step.
  package static func bytesNeeded(steps: Int, hidden: Int) -> Int {
    let (values, overflow) = (25 &* steps &+ 40 &* hidden)
      .multipliedReportingOverflow(by: hidden &* 8)
    return overflow || steps > 1 << 40 || hidden > 1 << 30 ? .max : values
  }

  /// The settings in one sentence, for the reader of a table or figure.
  package var conditions: String {
    """
    \(counted(hiddenSize, "unit")), \(counted(steps, "step")), \(counted(seeds, "seed")) from \(firstSeed); \
    untrained: recurrent weights \(recurrent.rawValue), input weights xavier, \
    inputs N(0, \(Self.inputDeviation)²) of width \(hiddenSize), ∂L/∂h at the \
    last step N(0, 1); gradients in full, but for the cell of 1997, whose \
    error is truncated as in 1997.\(other)
    """
  }

  /// What is to be said of the other cell.
  private var other: String {
    cell.map {
      " \($0) starts as in training, with a forget bias of 1 where it has one."
    } ?? ""
  }
}
