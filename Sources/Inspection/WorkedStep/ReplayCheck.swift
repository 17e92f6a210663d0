import LSTMCore
import Wording

/// Every step of a trace computed again from what the trace recorded before it,
/// number by number, with the C library's exp and tanh and sums in plain order:
/// nothing of it is shared with the cell, so that it would notice a mistake.
package struct ReplayCheck: Equatable, Sendable {
  /// The largest error of one quantity of one layer.
  package struct Worst: Equatable, Sendable {
    /// Which layer.
    package let layer: Int
    /// What of it.
    package let quantity: Quantity
    /// How far what was recorded is from what follows from its parents; for
    /// values beyond 1, as a share of them.
    package let error: Double
    /// Where.
    package let step, unit: Int
  }

  /// The largest error of every quantity of every layer.
  package let worst: [Worst]
  /// How many values were checked.
  package let count: Int

  /// The largest error of all.
  package var largest: Double { worst.map(\.error).max() ?? 0 }

  /// Replays the trace of a recording.
  package init(_ recording: Recording) {
    let (trace, stack) = (recording.trace, recording.model.stack)
    var (worst, count) = ([Worst](), 0)
    for layer in stack.cells.indices {
      let cell = stack.cells[layer].byEquations
      let quantities = cell.quantities
      var errors: [Quantity: Worst] = [:]
      for (t, steps) in trace.steps.enumerated() {
        let replay = cell.replay(
          steps[layer], input: trace.input(of: layer, at: t),
          from: trace.state(before: t, layer: layer))
        for quantity in quantities {
          for unit in 0..<cell.width(of: quantity) {
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
      worst += quantities.compactMap { errors[$0] }
    }
    (self.worst, self.count) = (worst, count)
  }
}

extension ReplayCheck {
  /// How large an error is still rounding.
  package static let tolerance = 1e-12

  /// The errors as a table, and what follows from them.
  package var text: String {
    let lines = worst.map { worst in
      "\(worst.layer)".leftPadded(to: 6) + "   "
        + worst.quantity.key.padded(to: 9)
        + Numerals.short(worst.error).padded(to: 12)
        + "step \(worst.step), unit \(worst.unit)"
    }
    return """
      Every step computed again from the values recorded before it \
      (\(grouped(count)) values):

       layer   quantity largest error
      \(lines.joined(separator: "\n"))

      The largest error is \(Numerals.short(largest)): \
      \(largest <= Self.tolerance ? "rounding, and no more." : "too large for rounding!")

      """
  }
}

extension EquationCell {
  /// Each quantity from the recorded values that it follows from, with other
  /// arithmetic than the cell's.
  fileprivate func replay(
    _ recorded: Step, input x: Vector, from previous: State
  ) -> Step {
    var computed = recorded
    _ = step(x, from: previous, arithmetic: .plain) { quantity, value in
      computed[quantity] = value
      return recorded[quantity]
    }
    return computed
  }
}
