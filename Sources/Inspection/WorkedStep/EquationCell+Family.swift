import LSTMCore

// What each cell of the family computes otherwise than the LSTM.

extension LSTMCell: EquationCell {}

extension PeepholeCell: EquationCell {
  /// z_f, z_i += p ⊙ C;  z_o += p ⊙ C′
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    let usual = usualEquation(for:_:)
    return switch quantity {
    case .forgetPreactivation: usual(quantity, v) + forgetPeephole * v.c
    case .inputPreactivation: usual(quantity, v) + inputPeephole * v.c
    case .outputPreactivation: usual(quantity, v) + outputPeephole * v[.cell]
    default: usual(quantity, v)
    }
  }
}

extension CoupledCell: EquationCell {
  /// f = 1 − i
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    quantity == .forgetGate
      ? 1 - v[.inputGate] : usualEquation(for: quantity, v)
  }
}

extension NoInputGateCell: EquationCell {
  /// C′ = f ⊙ C + C̃
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    quantity == .cell
      ? v[.forgetGate] * v.c + v[.candidate] : usualEquation(for: quantity, v)
  }
}

extension NoForgetGateCell: EquationCell {
  /// C′ = C + i ⊙ C̃
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    quantity == .cell
      ? v.c + v[.inputGate] * v[.candidate] : usualEquation(for: quantity, v)
  }
}

extension NoOutputGateCell: EquationCell {
  /// h′ = tanh(C′)
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    quantity == .hidden ? v.tanh(v[.cell]) : usualEquation(for: quantity, v)
  }
}

extension NoInputActivationCell: EquationCell {
  /// C̃ = z_C
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    quantity == .candidate
      ? v[.candidatePreactivation] : usualEquation(for: quantity, v)
  }
}

extension NoOutputActivationCell: EquationCell {
  /// h′ = o ⊙ C′
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    quantity == .hidden
      ? v[.outputGate] * v[.cell] : usualEquation(for: quantity, v)
  }
}

extension FullGateRecurrenceCell: EquationCell {
  /// f, i, o of the step before.
  package static let feedback: [Quantity] = [
    .forgetGate, .inputGate, .outputGate,
  ]

  /// z = W·x + U·y + b for gates, y = [gates, h] of the step before.
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    switch quantity {
    case .forgetPreactivation, .inputPreactivation, .outputPreactivation:
      sum(for: quantity, reading: v.y, v)
    default: usualEquation(for: quantity, v)
    }
  }
}

extension ProjectedCell: EquationCell {
  /// m = o ⊙ tanh(C′),  h′ = W_h·m
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    switch quantity {
    case .unprojected: v[.outputGate] * v.tanh(v[.cell])
    case .hidden:
      v.product(
        projection, v[.unprojected], onto: Vector(zeros: outputSize))
    default: usualEquation(for: quantity, v)
    }
  }
}

extension LayerNormCell: EquationCell {
  /// [z_f, z_i, z_C, z_o] = LN(W·x) + LN(U·h) + b,  h′ = o ⊙ tanh(LN(C′))
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    switch quantity {
    case .shownPreactivation: v.normalised(v[.cell], by: cellNorm)
    case .hidden: v[.outputGate] * v.tanh(v[.shownPreactivation])
    default:
      if let place = Self.gates.firstIndex(where: {
        $0.preactivation == quantity
      }) {
        sums(v)[place * hiddenSize..<(place + 1) * hiddenSize]
      } else {
        usualEquation(for: quantity, v)
      }
    }
  }

  private func sums(_ v: StepValues) -> Vector {
    let zeros = Vector(zeros: hiddenSize)
    let gates = Self.gates.map { self[keyPath: $0.path] }
    let input = Vector(
      joining: gates.map { v.product($0.input, v.x, onto: zeros) })
    let recurrent = Vector(
      joining: gates.map { v.product($0.recurrent, v.h, onto: zeros) })
    return v.normalised(input, by: inputNorm)
      + v.normalised(recurrent, by: recurrentNorm)
      + Vector(joining: gates.map(\.bias))
  }
}

extension GammaCell: EquationCell {
  /// h′ = o ⊙ tanh(W_o·C′ + b_o)
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    switch quantity {
    case .shownPreactivation:
      v.product(
        outputTransform, v[.cell], onto: Vector(zeros: hiddenSize))
        + outputBias
    case .hidden: v[.outputGate] * v.tanh(v[.shownPreactivation])
    default: usualEquation(for: quantity, v)
    }
  }
}

extension LSTM1997Cell: EquationCell {
  /// y_in and y_out of the step before.
  package static let feedback: [Quantity] = [.inputGate, .outputGate]

  /// g = 2 tanh(z/2),  s′ = s + y_in ⊙ g,  y_c = y_out ⊙ tanh(s′/2), and every
  /// sum reads y = [y_in, y_out, y_c] of the step before.
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    switch quantity {
    case .inputGate, .outputGate: usualEquation(for: quantity, v)
    case .candidate: 2 * v.tanh(0.5 * v[.candidatePreactivation])
    case .cell: v.c + overBlocks(v[.inputGate]) * v[.candidate]
    case .hidden: overBlocks(v[.outputGate]) * v.tanh(0.5 * v[.cell])
    default: sum(for: quantity, reading: v.y, v)
    }
  }
}

extension LSTM1997Task2aCell: EquationCell {
  /// y_in = σ(W_in·x),  g = σ(W_c·x),  s′ = s + y_in ⊙ g,  y_c = s′
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    let zeros = Vector(zeros: hiddenSize)
    return switch quantity {
    case .inputPreactivation: v.product(inputGate, v.x, onto: zeros)
    case .candidatePreactivation: v.product(candidate, v.x, onto: zeros)
    case .inputGate, .candidate: v.sigmoid(v[quantity.preactivation])
    case .cell: v.c + v[.inputGate] * v[.candidate]
    default: v[.cell]
    }
  }
}

extension GRUCell: EquationCell {
  /// u = U_n·h + d_n,  z_n = W_n·x + b_n + r ⊙ u,  h′ = (1 − z) ⊙ n + z ⊙ h
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    switch quantity {
    case .recurrentCandidate:
      v.product(candidate.recurrent, v.h, onto: recurrentBias)
    case .candidateHiddenPreactivation:
      v.product(
        candidate.input, v.x,
        onto: candidate.bias + v[.resetGate] * v[.recurrentCandidate])
    case .hidden: mixed(v)
    default: usualEquation(for: quantity, v)
    }
  }
}

extension GRUBeforeCell: EquationCell {
  /// z_n = W_n·x + U_n·(r ⊙ h) + b_n,  h′ = (1 − z) ⊙ n + z ⊙ h
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    switch quantity {
    case .candidateHiddenPreactivation:
      sum(for: quantity, reading: v[.resetGate] * v.h, v)
    case .hidden: mixed(v)
    default: usualEquation(for: quantity, v)
    }
  }
}

extension EquationCell {
  /// h′ = (1 − z) ⊙ n + z ⊙ h
  fileprivate func mixed(_ v: StepValues) -> Vector {
    (1 - v[.updateGate]) * v[.candidateHidden] + v[.updateGate] * v.h
  }
}

extension RNNCell: EquationCell {
  /// h′ = tanh(z)
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    quantity == .hidden
      ? v.tanh(v[.hiddenPreactivation]) : usualEquation(for: quantity, v)
  }
}

extension ReLURNNCell: EquationCell {
  /// h′ = max(0, z)
  package func equation(for quantity: Quantity, _ v: StepValues) -> Vector {
    quantity == .hidden
      ? v[.hiddenPreactivation].map { max(0, $0) }
      : usualEquation(for: quantity, v)
  }
}
