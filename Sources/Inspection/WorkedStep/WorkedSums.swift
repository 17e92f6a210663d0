import LSTMCore

/// One pre-activation of one unit, before it is worked out: what is summed, and
/// how the sum is squashed.
struct SumPlan {
  /// What comes out.
  let quantity: Quantity
  /// What the trace calls the sum.
  let preactivation: Quantity
  /// Which value of the quantity: the unit, or its block.
  let unit: Int
  let weights: GateWeights
  /// What the recurrent weights read: names and values.
  let sources: [(name: String, value: Double)]
  /// Terms of its own, such as a peephole's.
  var extras: [(name: String, input: Double, weight: Double)] = []
  /// b.
  var bias: Double
  var squashing = Squashing.tanh

  /// How a sum becomes a value.
  enum Squashing: String {
    case sigmoid = "σ(z)"
    case tanh = "tanh(z)"
    case wideTanh = "2·tanh(z/2)"
    case rectifier = "max(0, z)"
    case identity = "z"
  }
}

/// The sums of a unit by cell; nil for a cell in which a unit's values are no
/// sums of their own.
func sumPlans(
  of cell: any Cell, unit: Int, recorded: Step, before: State
) -> [SumPlan]? {
  let h = named("h", before.hidden)
  switch cell {
  case is LSTMCell, is CoupledCell, is NoInputGateCell, is NoForgetGateCell,
    is NoOutputGateCell, is NoOutputActivationCell, is RNNCell:
    return (cell as? any GatedCell)?.plans(unit, h)
  case let cell as NoInputActivationCell:
    return cell.plans(unit, h).squashing(.candidate, by: .identity)
  case let cell as PeepholeCell:
    return cell.plans(unit, h).peeping(cell, unit, recorded, before)
  case let cell as ReLURNNCell:
    return cell.plans(unit, h).squashing(.hidden, by: .rectifier)
  case let cell as LSTM1997Cell:
    let gates = named("y", before.gates)
    return cell.plans(unit, gates + h, blockSize: cell.blockSize)
      .squashing(.candidate, by: .wideTanh)
  case let cell as GRUBeforeCell:
    let reset = recorded[.resetGate] * before.hidden
    return cell.plans(unit, h).map { plan in
      plan.quantity == .candidateHidden
        ? plan.reading(named("r·h", reset)) : plan
    }
  case let cell as GRUCell: return cell.gruPlans(unit, h, recorded)
  default: return nil
  }
}

private func named(_ name: String, _ values: Vector) -> [(String, Double)] {
  values.elements.enumerated().map { ("\(name)[\($0)]", $1) }
}

extension GatedCell {
  /// The sums as the cell lists its gates, in the order in which it records
  /// what comes of them.
  fileprivate func plans(
    _ unit: Int, _ sources: [(String, Double)], blockSize: Int = 1
  ) -> [SumPlan] {
    Self.recorded.compactMap { quantity in
      guard
        let gate = Self.gates.first(where: {
          $0.preactivation == quantity.preactivation
        })
      else { return nil }
      let weights = self[keyPath: gate.path]
      let place =
        weights.bias.count == hiddenSize ? unit : unit / blockSize
      return SumPlan(
        quantity: quantity, preactivation: gate.preactivation, unit: place,
        weights: weights, sources: sources, bias: weights.bias[place],
        squashing: Self.isGate(quantity) ? .sigmoid : .tanh)
    }
  }

  private static func isGate(_ quantity: Quantity) -> Bool {
    range(of: quantity) == .zeroToOne
  }
}

extension GRUCell {
  /// u, the candidate's recurrent part, is a sum of its own, which r lets into
  /// that of n.
  fileprivate func gruPlans(
    _ unit: Int, _ h: [(String, Double)], _ recorded: Step
  ) -> [SumPlan] {
    let usual = plans(unit, h)
    let inner = SumPlan(
      quantity: .recurrentCandidate, preactivation: .recurrentCandidate,
      unit: unit,
      weights: GateWeights(
        input: Matrix(rows: hiddenSize, columns: 0),
        recurrent: candidate.recurrent, bias: recurrentBias),
      sources: h, bias: recurrentBias[unit], squashing: .identity)
    return usual.flatMap { plan -> [SumPlan] in
      guard plan.quantity == .candidateHidden else { return [plan] }
      var outer = plan.reading([])
      outer.extras = [
        (
          "r · u", recorded[.recurrentCandidate][unit],
          recorded[.resetGate][unit]
        )
      ]
      return [inner, outer]
    }
  }
}

extension SumPlan {
  /// The same with other sources of the recurrent weights.
  fileprivate func reading(_ sources: [(String, Double)]) -> SumPlan {
    SumPlan(
      quantity: quantity, preactivation: preactivation, unit: unit,
      weights: weights, sources: sources, extras: extras, bias: bias,
      squashing: squashing)
  }
}

extension [SumPlan] {
  fileprivate func squashing(
    _ quantity: Quantity, by squashing: SumPlan.Squashing
  ) -> [SumPlan] {
    map { plan in
      var plan = plan
      if plan.quantity == quantity { plan.squashing = squashing }
      return plan
    }
  }

  /// With p·C of the gates that look at the memory.
  fileprivate func peeping(
    _ cell: PeepholeCell, _ unit: Int, _ recorded: Step, _ before: State
  ) -> [SumPlan] {
    map { plan in
      var plan = plan
      switch plan.quantity {
      case .forgetGate:
        plan.extras = [
          ("C before", before.cell[unit], cell.forgetPeephole[unit])
        ]
      case .inputGate:
        plan.extras = [
          ("C before", before.cell[unit], cell.inputPeephole[unit])
        ]
      case .outputGate:
        plan.extras = [
          ("C", recorded[.cell][unit], cell.outputPeephole[unit])
        ]
      default: break
      }
      return plan
    }
  }
}
