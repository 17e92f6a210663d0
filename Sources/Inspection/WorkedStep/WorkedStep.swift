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
  /// h after the step; nil for a unit beyond the end of a projected h.
  package let hidden: Double?

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
  ///   and where a sum misses the trace.
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
    let x = trace.input(of: layer, at: step)
    let numbers = CellNumbers(
      of: cell, unit: unit, step: recorded, input: x, from: before)
    let read = WorkedSum.Inputs(inputs, layer: layer, x)
    (self.step, self.layer, self.unit) = (step, layer, unit)
    switch inputs {
    case .character(let character): self.character = character
    case .columns(_, let label): character = label ?? ""
    }
    gates = try numbers.sums.map {
      try WorkedSum($0, of: cell, inputs: read, recorded: recorded)
    }
    results = try numbers.results.map {
      try WorkedResult($0, unit: unit, recorded: recorded)
    }
    previousCell = before.cell.count > 0 ? before.cell[unit] : nil
    self.cell = results.first { $0.quantity == Quantity.cell.key }?.value
    hidden = unit < cell.outputSize ? recorded[.hidden][unit] : nil
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
  /// b; nil for a cell that has none.
  package let bias: Double?
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
      case .character(let read):
        let isOne = read.unicodeScalars.count == 1
        names = ["\(isOne ? "character" : "symbol") \(read)"]
      case .columns(let columns, _): names = columns
      }
    }

    /// Whether the values have one name together.
    var areOne: Bool { names.count == 1 && values.count != 1 }
  }

  init(
    _ numbers: CellNumbers.Sum, of cell: some Cell, inputs: Inputs,
    recorded: Step
  ) throws {
    var terms = numbers.terms.filter { $0.input == nil }.map {
      Term(
        source: $0.source, input: $0.value, weight: $0.weight,
        product: $0.product)
    }
    let products = numbers.terms.filter { $0.input != nil }
    if inputs.areOne, !products.isEmpty {
      let row = Vector(products.map { $0.weight ?? 0 })
      terms.append(
        Term(
          source: inputs.names[0], input: nil, weight: nil,
          product: row.dot(inputs.values)))
    } else {
      terms += products.map {
        Term(
          source: inputs.names[$0.input ?? 0], input: $0.value,
          weight: $0.weight, product: $0.product)
      }
    }
    bias = numbers.bias
    sum = terms.reduce(bias ?? 0) { $0 + $1.product }
    let size = terms.reduce((bias ?? 0).magnitude) {
      $0 + $1.product.magnitude
    }
    let (quantity, place) = (numbers.quantity, numbers.place)
    try require(
      sum, recorded[numbers.recorded][place], "z of the \(quantity.name)",
      size: size)
    value = numbers(sum)
    let isBounded = cell.definition.range(of: quantity).isBounded
    try require(
      value, recorded[quantity][place], "the \(quantity.name)",
      size: isBounded ? 1 : size)
    (self.quantity, squashing) = (quantity.key, numbers.function)
    self.terms = terms.enumerated()
      .sorted { a, b in
        (b.element.product.magnitude, a.offset)
          < (a.element.product.magnitude, b.offset)
      }.map(\.element)
  }
}

extension Quantity.Range {
  fileprivate var isBounded: Bool {
    switch self {
    case .zeroToOne, .plusMinusOne, .plusMinusTwo: true
    case .nonNegative, .unbounded: false
    }
  }
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
