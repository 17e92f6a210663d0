import LSTMCore

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Every step of a trace computed again from what the trace recorded before it,
/// number by number, with the C library's exp and tanh and sums in plain order:
/// nothing of it is shared with the cell, so that it would notice a mistake.
public struct ReplayCheck: Equatable, Sendable {
  /// The largest error of one quantity of one layer.
  public struct Worst: Equatable, Sendable {
    /// Which layer.
    public let layer: Int
    /// What of it.
    public let quantity: Quantity
    /// How far what was recorded is from what follows from its parents; for
    /// values beyond 1, as a share of them.
    public let error: Double
    /// Where.
    public let step, unit: Int
  }

  /// The largest error of every quantity of every layer.
  public let worst: [Worst]
  /// How many values were checked.
  public let count: Int

  /// The largest error of all.
  public var largest: Double { worst.map(\.error).max() ?? 0 }

  /// Replays a trace.
  ///
  /// - Throws: `InspectionError` for layers that are not an LSTM.
  public init(_ trace: Trace, of stack: Stack) throws {
    var (worst, count) = ([Worst](), 0)
    for layer in stack.layers.indices {
      let cell = try stack.requireLSTM(layer: layer, question: "the replay")
      var errors: [Quantity: Worst] = [:]
      for (t, steps) in trace.steps.enumerated() {
        let replay = cell.replay(
          steps[layer], input: trace.input(of: layer, at: t),
          from: trace.state(before: t, layer: layer))
        for quantity in LSTMCell.quantities {
          for unit in 0..<cell.hiddenSize {
            let (a, b) = (replay[quantity][unit], steps[layer][quantity][unit])
            let apart = abs(a - b) / max(1, abs(b))
            // A NaN is the worst of errors, wherever it is.
            let error = apart.isNaN ? .infinity : apart
            count += 1
            if error >= errors[quantity]?.error ?? 0 {
              errors[quantity] = Worst(
                layer: layer, quantity: quantity, error: error, step: t,
                unit: unit)
            }
          }
        }
      }
      worst += LSTMCell.quantities.compactMap { errors[$0] }
    }
    (self.worst, self.count) = (worst, count)
  }
}

extension LSTMCell {
  /// Each quantity from the recorded values that it is computed from.
  fileprivate func replay(
    _ recorded: Step, input x: Vector, from previous: State
  ) -> Step {
    func z(_ gate: GateWeights) -> Vector {
      Vector(
        (0..<hiddenSize).map { unit in
          var sum = gate.bias[unit]
          for j in 0..<x.count { sum += gate.input[unit, j] * x[j] }
          for j in 0..<hiddenSize {
            sum += gate.recurrent[unit, j] * previous.hidden[j]
          }
          return sum
        })
    }
    func logistic(_ quantity: Quantity) -> Vector {
      Vector(recorded[quantity].elements.map { 1 / (1 + exp(-$0)) })
    }
    let (f, i) = (recorded[.forgetGate], recorded[.inputGate])
    let (g, o) = (recorded[.candidate], recorded[.outputGate])
    let units = 0..<hiddenSize
    return Step(
      Self.quantities,
      [
        logistic(.forgetPreactivation), logistic(.inputPreactivation),
        Vector(recorded[.candidatePreactivation].elements.map { tanh($0) }),
        logistic(.outputPreactivation),
        Vector(units.map { f[$0] * previous.cell[$0] + i[$0] * g[$0] }),
        Vector(units.map { o[$0] * tanh(recorded[.cell][$0]) }),
        z(forgetGate), z(inputGate), z(candidate), z(outputGate),
      ])
  }
}

extension ReplayCheck {
  /// How large an error is still rounding.
  public static let tolerance = 1e-12

  /// The errors as a table, and what follows from them.
  public var text: String {
    let lines = worst.map { worst in
      "\(worst.layer)".leftPadded(to: 6) + "   "
        + worst.quantity.key.padded(to: 9)
        + scientific(worst.error).padded(to: 12)
        + "step \(worst.step), unit \(worst.unit)"
    }
    return """
      Every step computed again from the values recorded before it \
      (\(grouped(count)) values):

       layer   quantity largest error
      \(lines.joined(separator: "\n"))

      The largest error is \(scientific(largest)): \
      \(largest <= Self.tolerance ? "rounding, and no more." : "too large for rounding!")

      """
  }
}
