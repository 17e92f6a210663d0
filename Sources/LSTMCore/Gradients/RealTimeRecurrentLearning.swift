/// The gradient by every weight while going forward: real-time recurrent
/// learning, which needs no history and pays for it.
///
///     P_t = J_t·P_{t−1} + D_t        P = ∂state/∂w, (state × weights)
///     ∂L/∂w += (∂L/∂h_t)ᵀ·P_t
///
/// J_t is the step's Jacobian and D_t what the weights do within the step. For
/// n state values and W weights a step costs n²·W multiplications and keeps
/// n·W numbers, however long the sequence; back-propagation through time costs
/// W and keeps the history. (Williams & Zipser, Neural Computation 1(2), 1989;
/// here for any cell.)
public struct RealTimeRecurrentLearning<C: Cell>: Sendable {
  /// The cell that is learning.
  public let cell: C
  /// Which paths error may take.
  public let flow: GradientFlow
  /// P, a row for each part of the state; each row in the type of the weights.
  public private(set) var partials: [C]
  /// Σ ∂L/∂w so far.
  public private(set) var gradient: C
  /// How many multiplications P and the gradient have taken so far: W for each
  /// row of D, and W for each row of P that a number other than 0 multiplies.
  public private(set) var multiplications = 0
  private var state: State

  /// Nothing read yet.
  public init(_ cell: C, flow: GradientFlow = .full) {
    (self.cell, self.flow, state) = (cell, flow, cell.zeroState)
    partials = Array(
      repeating: cell.zeros, count: cell.zeroState.joined.count)
    gradient = cell.zeros
  }

  /// Reads one input, brings P up to date, and adds the gradient of the loss at
  /// this step.
  ///
  /// - Parameters:
  ///   - x: what the step reads; (input).
  ///   - error: given h of this step, ∂L/∂h; (hidden).
  public mutating func read(_ x: Vector, error: (Vector) -> Vector) {
    let trace = Stack([cell]).trace(over: [x], from: [state])
    let (size, weights) = (partials.count, cell.parameterCount)
    let identity = Matrix.identity(size)
    partials = (0..<size).map { row in
      var direct = cell.zeros
      let back = cell.backward(
        layer: 0, at: 0, of: trace, output: Vector(zeros: cell.outputSize),
        carried: State(identity[row: row], like: state), flow: flow,
        into: &direct
      ).read.previous.joined
      multiplications += weights
      for k in 0..<size where back[k] != 0 {
        direct.add(partials[k], times: back[k])
        multiplications += weights
      }
      return direct
    }
    state = trace.steps[0][0].state
    for (k, value) in error(state.hidden).elements.enumerated()
    where value != 0 {
      gradient.add(partials[k], times: value)
      multiplications += weights
    }
  }

  /// How many numbers are kept from step to step: n·W.
  public static func numbersKept(by cell: C) -> Int {
    cell.zeroState.joined.count * cell.parameterCount
  }
}
