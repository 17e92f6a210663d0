import LSTMCore
import Wording

/// Three ways to one gradient, on small cells and one random sequence: what
/// each multiplies a step, what each keeps, and how far its result is from
/// back-propagation through time.
package struct LearningCosts: Equatable, Sendable {
  /// One way for one cell.
  package struct Row: Equatable, Sendable {
    /// The cell.
    package let cell: String
    /// W, how many weights it has.
    package let weights: Int
    /// How its gradient was found.
    package let method: String
    /// Multiplications a step, beyond those of the forward pass.
    package let multiplications: Int
    /// Numbers kept from step to step.
    package let kept: Int
    /// The largest difference of any weight's gradient from that of
    /// back-propagation through time with the same flow.
    package let difference: Double
  }

  /// A row per way and cell.
  package let rows: [Row]
  /// How many steps were read.
  package let steps: Int

  /// Runs every way.
  package init(steps: Int = 40, units: Int = 8, inputs: Int = 4, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var weights = Initialisation()
    weights.recurrent = .xavier
    let run = LearningRun(
      inputs: (0..<steps).map { _ in
        Vector(normal: inputs, using: &generator)
      },
      errors: (0..<steps).map { _ in Vector(normal: units, using: &generator) })
    let sizes = CellSizes(inputs: inputs, units: units)
    let rnn = CellFamily.rnn.layer(sizes, weights: weights, using: &generator)
    let lstm = CellFamily.lstm.layer(
      sizes, weights: weights, using: &generator)
    let block = CellFamily.lstm1997.layer(
      sizes, weights: weights, using: &generator
    ).byEquations
    rows =
      run.compare(rnn, .full) + run.compare(lstm, .full)
      + run.compare(block, .truncated) + [run.accumulators(block)]
    self.steps = steps
  }

  /// The rows as a table; 80 columns.
  package var table: String {
    let columns = TextTable([
      .left(10), .right(5), .left(31), .right(10), .right(9), .right(11),
    ])
    let lines = rows.map { row in
      columns.line(
        row.cell, "\(row.weights)", "   " + row.method,
        "\(row.multiplications)", "\(row.kept)", Numerals.short(row.difference))
    }
    return """
      One gradient, found going back and going forward, over \(counted(steps, "step")).

      \(columns.line("cell", "W", "   method", "× a step", "kept", "difference"))
      \(lines.joined(separator: "\n"))

      Back-propagation through time costs O(W) per step and keeps the history.
      Real-time recurrent learning keeps none, for O(n²W) a step. Truncation
      leaves O(n) of the n² entries of a step's Jacobian, and the rule of 1997
      keeps no more than these need: O(W) per step, and no history.

      """
  }

  /// `cell,weights,method,multiplications_per_step,numbers_kept,difference`.
  package var csv: String {
    rows.reduce(
      "cell,weights,method,multiplications_per_step,numbers_kept,difference\n"
    ) {
      $0
        + CSVRow.text([
          $1.cell, "\($1.weights)", $1.method, "\($1.multiplications)",
          "\($1.kept)", "\($1.difference)",
        ])
    }
  }
}

/// One random sequence, and ∂L/∂h at each of its steps.
private struct LearningRun {
  let inputs: [Vector]
  let errors: [Vector]

  func compare<C: Cell>(_ cell: C, _ flow: GradientFlow) -> [LearningCosts.Row]
  {
    let reference = backward(cell, flow)
    var learning = RealTimeRecurrentLearning(cell, flow: flow)
    for (x, error) in zip(inputs, errors) { learning.read(x) { _ in error } }
    let kind = flow == .truncated ? "truncated" : "full"
    return [
      LearningCosts.Row(
        cell: cell.definition.name, weights: cell.parameterCount,
        method: "back in time (\(kind))",
        multiplications: 2 * cell.parameterCount,
        kept: inputs.count * historyWidth(of: cell), difference: 0),
      LearningCosts.Row(
        cell: cell.definition.name, weights: cell.parameterCount,
        method: "real-time (\(kind))",
        multiplications: learning.multiplications / inputs.count,
        kept: RealTimeRecurrentLearning.numbersKept(by: cell),
        difference: largestDifference(learning.gradient, reference)),
    ]
  }

  func accumulators(_ cell: EquationCell) -> LearningCosts.Row {
    let trace = Stack([cell]).trace(over: inputs)
    var accumulators = ForwardAccumulators(for: cell)
    var gradient = cell.zeros
    for (t, x) in inputs.enumerated() {
      let (step, before) = (trace.steps[t][0], trace.state(before: t, layer: 0))
      accumulators.accumulate(step, of: cell, input: x, from: before)
      accumulators.addGradient(
        of: errors[t], at: step, of: cell, input: x, from: before,
        into: &gradient)
    }
    return LearningCosts.Row(
      cell: cell.definition.name, weights: cell.parameterCount,
      method: "accumulators (eqs 25–28)",
      multiplications: accumulators.multiplicationsPerStep(of: cell),
      kept: accumulators.numbersKept,
      difference: largestDifference(gradient, backward(cell, .truncated)))
  }

  private func backward<C: Cell>(_ cell: C, _ flow: GradientFlow) -> C {
    let stack = Stack([cell])
    let d = stack.backpropagate(
      through: stack.trace(over: inputs), outputs: errors, flow: flow)
    return d.stack.cells[0] as? C ?? cell.zeros
  }

  private func historyWidth<C: Cell>(of cell: C) -> Int {
    cell.inputSize
      + cell.quantities.reduce(0) { $0 + cell.width(of: $1) }
  }

  private func largestDifference<C: Cell>(_ a: C, _ b: C) -> Double {
    zip(a.flatWeights, b.flatWeights).reduce(0) {
      max($0, ($1.0 - $1.1).magnitude)
    }
  }
}
