import LSTMCore
import Wording

/// The arithmetic of one unit at one step, with every number in its place, as
/// for the LSTM:
///
///     z = Σ_j U_j·h_j + W·x + b,  f = σ(z_f), i = σ(z_i), C̃ = tanh(z_C), o = σ(z_o)
///     C′ = f·C + i·C̃,  h′ = o·tanh(C′)
///
/// The sums are made here anew from the weights, term by term, and held to
/// what the trace recorded.
package struct WorkedStep: Equatable, Sendable, Codable {
  /// Which step, layer and unit; all counted from 0.
  package let step, layer, unit: Int
  /// What the step read; empty for a row without a label.
  package let character: String
  /// Every gate and candidate in the order of the cell: for an LSTM forget
  /// gate, input gate, candidate, output gate.
  package let gates: [WorkedSum]
  /// What becomes of them: C where there is one, then h where it is no sum.
  package let results: [WorkedResult]
  /// C before the step, and after it; nil for a cell without.
  package let previousCell, cell: Double?
  /// h after the step.
  package let hidden: Double

  /// How far a sum may be from what was recorded, as a share of the sum of
  /// its terms' magnitudes, or of 1 where that is less.
  package static let tolerance = 1e-12

  /// What the lowest layer reads.
  enum Inputs: Equatable, Sendable {
    /// A character, whose embedding's share is one term.
    case character(String)
    /// The columns of a row, each a term, and the row's label.
    case columns([String], label: String?)

    init(_ read: InputSequence, at step: Int) {
      guard let series = read.series else {
        self = .character(read.visibleLabels[step])
        return
      }
      self = .columns(series.columns, label: series.labels?[step])
    }
  }

  /// The arithmetic of `unit` of `layer` at `step` of a recording.
  ///
  /// - Throws: `InspectionError` for a step, layer or unit that is not there,
  ///   for a cell whose units are no sums of their own, and where a sum misses
  ///   the trace.
  package init(
    _ recording: Recording, step: Int, layer: Int = 0, unit: Int
  ) throws {
    let (trace, stack) = (recording.trace, recording.model.stack)
    try stack.require(layer: layer, unit: unit)
    let cell = stack.cells[layer]
    try trace.require(step: step)
    let inputs = Inputs(recording.read, at: step)
    let recorded = trace.steps[step][layer]
    let before = trace.state(before: step, layer: layer)
    guard
      let plans = sumPlans(
        of: cell, unit: unit, recorded: recorded, before: before)
    else {
      throw InspectionError.unsuited(
        cell: type(of: cell).name, question: "worked arithmetic",
        suited: "cells whose units are sums of their own")
    }
    let read = WorkedSum.Inputs(
      inputs, layer: layer, trace.input(of: layer, at: step))
    (self.step, self.layer, self.unit) = (step, layer, unit)
    switch inputs {
    case .character(let character): self.character = character
    case .columns(_, let label): character = label ?? ""
    }
    let gates = try plans.map {
      try WorkedSum($0, inputs: read, recorded: recorded)
    }
    self.gates = gates
    results = try WorkedResult.all(
      of: cell, unit: unit, recorded: recorded, before: before)
    previousCell = before.cell.count > 0 ? before.cell[unit] : nil
    self.cell = results.first { $0.quantity == Quantity.cell.key }?.value
    hidden =
      results.first { $0.quantity == Quantity.hidden.key }?.value
      ?? gates.last?.value ?? .nan
  }
}

/// One pre-activation as the sum it is, and its squashing.
package struct WorkedSum: Equatable, Sendable, Codable {
  /// The key of what comes out, such as f, i, g or o.
  package let quantity: String
  /// How the sum z becomes a value, such as σ(z).
  package let squashing: String
  /// Every term, the largest magnitude first.
  package let terms: [Term]
  /// b.
  package let bias: Double
  /// z, the sum of the terms and the bias.
  package let sum: Double
  /// What comes out.
  package let value: Double

  /// One term of a sum.
  package struct Term: Equatable, Sendable, Codable {
    /// Where it comes from: `h[17]`, or `character “e”`.
    package let source: String
    /// What was read, where the term is one product.
    package let input: Double?
    /// By how much it counts, where the term is one product.
    package let weight: Double?
    /// What the term adds.
    package let product: Double
  }

  /// What a layer reads beside its own hidden state.
  struct Inputs {
    /// A name for every value, or one for all of them together.
    let names: [String]
    let values: Vector

    init(_ inputs: WorkedStep.Inputs, layer: Int, _ x: Vector) {
      values = x
      guard layer == 0 else {
        names = x.indices.map { "h[\($0)] of layer \(layer - 1)" }
        return
      }
      switch inputs {
      case .character(let character): names = ["character \(character)"]
      case .columns(let columns, _): names = columns
      }
    }

    /// Whether the values have one name together.
    var areOne: Bool { names.count == 1 && values.count != 1 }
  }

  init(_ plan: SumPlan, inputs: Inputs, recorded: Step) throws {
    let weights = plan.weights
    var terms = plan.sources.enumerated().map { j, source in
      Term(source.name, source.value, weights.recurrent[plan.unit, j])
    }
    terms += plan.extras.map { Term($0.name, $0.input, $0.weight) }
    let row = weights.input[row: plan.unit]
    if inputs.areOne, row.count > 0 {
      terms.append(Term(inputs.names[0], product: row.dot(inputs.values)))
    } else if row.count > 0 {
      terms += inputs.names.enumerated().map { j, name in
        Term(name, inputs.values[j], row[j])
      }
    }
    bias = plan.bias
    sum = terms.reduce(bias) { $0 + $1.product }
    let size = terms.reduce(bias.magnitude) { $0 + $1.product.magnitude }
    try require(
      sum, recorded[plan.preactivation][plan.unit],
      "z of the \(plan.quantity.name)", size: size)
    value = plan.squashing(sum)
    try require(
      value, recorded[plan.quantity][plan.unit], "the \(plan.quantity.name)",
      size: plan.squashing.isBounded ? 1 : size)
    (quantity, squashing) = (plan.quantity.key, plan.squashing.rawValue)
    self.terms = terms.enumerated()
      .sorted { a, b in
        (b.element.product.magnitude, a.offset)
          < (a.element.product.magnitude, b.offset)
      }.map(\.element)
  }
}

extension WorkedSum.Term {
  fileprivate init(_ source: String, _ input: Double, _ weight: Double) {
    self.init(
      source: source, input: input, weight: weight, product: input * weight)
  }

  fileprivate init(_ source: String, product: Double) {
    self.init(source: source, input: nil, weight: nil, product: product)
  }
}

extension SumPlan.Squashing {
  fileprivate func callAsFunction(_ z: Double) -> Double {
    switch self {
    case .sigmoid: LSTMCore.sigmoid(Vector([z]))[0]
    case .tanh: LSTMCore.tanh(Vector([z]))[0]
    case .wideTanh: 2 * LSTMCore.tanh(Vector([0.5 * z]))[0]
    case .rectifier: max(0, z)
    case .identity: z
    }
  }

  fileprivate var isBounded: Bool { self != .identity && self != .rectifier }
}

/// Refuses a number that is not the one recorded.
func require(
  _ computed: Double, _ recorded: Double, _ what: String, size: Double = 1
) throws {
  let apart = (computed - recorded).magnitude
  guard apart <= WorkedStep.tolerance * max(1, size) else {
    throw InspectionError.mismatch(
      what: what, computed: computed, recorded: recorded)
  }
}
