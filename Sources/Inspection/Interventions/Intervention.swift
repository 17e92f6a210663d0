import LSTMCore

/// Clamps made ready for one model: what is held where, while it reads.
///
/// An intervention flows through everything after it, exactly: the cell
/// computes each equation from the values held so far. Holding a value at what
/// it was changes nothing, to the bit.
package struct Intervention: Sendable {
  /// What was asked for.
  package let clamps: [Clamp]
  private let donor: Trace?
  /// For each clamp the units of each layer.
  private let units: [[Int: [Int]]]

  /// No intervention.
  package static let none = Intervention()

  private init() { (clamps, donor, units) = ([], nil, []) }

  /// The clamps, checked against a stack.
  ///
  /// - Parameter donor: the run from which clamps without a number take their
  ///   values.
  /// - Throws: `InspectionError` for layers, units, quantities and steps that
  ///   are not there.
  package init(
    _ clamps: [Clamp], of stack: Stack, donor: Trace? = nil
  ) throws {
    (self.clamps, self.donor) = (clamps, donor)
    units = try clamps.map { clamp in
      let layers = clamp.layer.map { [$0] } ?? Array(stack.cells.indices)
      let chosen = try layers.map {
        ($0, try Self.units(of: clamp, layer: $0, stack))
      }
      return Dictionary(uniqueKeysWithValues: chosen)
    }
    guard let donor else { return }
    for clamp in clamps where clamp.value == .recorded {
      for step in clamp.steps ?? [] where step.upperBound != .max {
        try donor.require(step: step.upperBound)
      }
    }
  }

  private static func units(
    of clamp: Clamp, layer: Int, _ stack: Stack
  ) throws -> [Int] {
    try stack.require(layer: layer, quantity: clamp.quantity)
    let cell = stack.cells[layer]
    let width = cell.width(of: clamp.quantity)
    guard let ranges = clamp.units else { return Array(0..<width) }
    for range in ranges where range.upperBound >= width {
      throw InspectionError.noUnit(
        range.upperBound, layer: layer, count: width)
    }
    return ranges.flatMap { $0 }
  }

  /// Whether anything is held.
  package var isEmpty: Bool { clamps.isEmpty }

  /// The values of a quantity with those held that are to be held.
  func hold(
    _ quantity: Quantity, _ values: Vector, layer: Int, step: Int
  ) -> Vector {
    var values = values
    for (clamp, units) in zip(clamps, units)
    where clamp.quantity == quantity && clamp.holds(at: step) {
      guard let units = units[layer] else { continue }
      switch clamp.value {
      case .constant(let value): for unit in units { values[unit] = value }
      case .recorded:
        guard let donor, step < donor.count else { continue }
        let recorded = donor.steps[step][layer][quantity]
        for unit in units { values[unit] = recorded[unit] }
      }
    }
    return values
  }

  /// Where a quantity of a layer is held, within some steps.
  package func held(
    _ quantity: Quantity, layer: Int, within steps: Range<Int>
  ) -> [(units: [Int], steps: Range<Int>)] {
    zip(clamps, units).filter { $0.0.quantity == quantity }.flatMap {
      clamp, units -> [(units: [Int], steps: Range<Int>)] in
      guard let units = units[layer] else { return [] }
      return (clamp.steps ?? [0...Int.max]).compactMap { range in
        let last = min(range.upperBound, steps.upperBound - 1)
        let first = max(range.lowerBound, steps.lowerBound)
        return first <= last ? (units, first..<last + 1) : nil
      }
    }
  }

  /// A step of a model with what is held; nil where nothing is.
  package func step(of model: Model) -> Model.StepFunction? {
    guard !isEmpty else { return nil }
    return { datum, previous, t in
      model.stack.step(
        model.reader(datum), from: previous, at: t, under: self)
    }
  }

  fileprivate func touches(layer: Int, step: Int) -> Bool {
    zip(clamps, units).contains { clamp, units in
      units[layer] != nil && clamp.holds(at: step)
    }
  }
}

extension Stack {
  /// One step of every layer, with what an intervention holds at step `t`.
  package func step(
    _ x: Vector, from previous: [State], at t: Int,
    under intervention: Intervention
  ) -> [Step] {
    guard !intervention.isEmpty else { return step(x, from: previous) }
    var input = x
    return cells.indices.map { layer in
      let step = self.step(
        input, from: previous[layer], layer: layer, at: t, intervention)
      input = step[.hidden]
      return step
    }
  }

  private func step(
    _ x: Vector, from previous: State, layer: Int, at t: Int,
    _ intervention: Intervention
  ) -> Step {
    let cell = cells[layer]
    guard intervention.touches(layer: layer, step: t) else {
      return cell.step(x, from: previous)
    }
    return cell.byEquations.step(x, from: previous) { quantity, values in
      intervention.hold(quantity, values, layer: layer, step: t)
    }
  }

  /// The forward pass over `inputs` under an intervention, kept.
  package func trace(
    over inputs: [Vector], under intervention: Intervention
  ) -> Trace {
    var state = initialState
    let steps = inputs.enumerated().map { t, x in
      let step = step(x, from: state, at: t, under: intervention)
      state = step.map(\.state)
      return step
    }
    return Trace(inputs: inputs, initial: initialState, steps: steps)
  }
}

extension Model {
  /// The mean cross-entropy of each symbol given those before it under an
  /// intervention, in nats per character; `loss(over:)` with values held.
  package func loss(
    over indices: some Collection<Int>, under intervention: Intervention
  ) -> Double {
    precondition(indices.count > 1, "no character to predict")
    var (state, total) = (stack.initialState, 0.0)
    for (t, (symbol, target)) in zip(indices, indices.dropFirst()).enumerated()
    {
      let step = stack.step(
        reader(.symbol(symbol)), from: state, at: t, under: intervention)
      state = step.map(\.state)
      guard let top = step.last else { continue }
      total += crossEntropy(logits(after: top[.hidden]), target: target)
    }
    return total / Double(indices.count - 1)
  }
}
