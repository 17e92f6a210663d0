import LSTMCore

/// The GRU. The letters are those of its equations.
///
/// Columns are u = U_n·h + d_n, r, z and W_n·x + b_n, which n replaces: the
/// reset gate comes between the two products, so they must not add up.
enum GRUKernel: CellKernel {
  static let recurrents: [String] = [
    "candidate.recurrent", "resetGate.recurrent", "updateGate.recurrent",
  ]
  static let inputs: [String] = [
    "resetGate.input", "updateGate.input", "candidate.input",
  ]
  static let biases: [String] = [
    "recurrentBias", "resetGate.bias", "updateGate.bias", "candidate.bias",
  ]
  static let quantities: [Quantity?] = [
    .recurrentCandidate, .resetGate, .updateGate, .candidateHidden,
  ]

  /// h′ = (1 − z) ⊙ n + z ⊙ h = n + z ⊙ (h − n).
  static func forward(_ rows: StepRows) {
    let width = rows.width
    let (table, previousHidden) = (rows.table, rows.previousHidden)
    let hidden = rows.hidden
    rows.overLanes { gates, entry, value, _ in
      let u = load(gates, 0) + load(table, entry)
      let r = sigmoid(load(gates, width) + load(table, entry &+ width))
      let z = sigmoid(
        load(gates, 2 &* width) + load(table, entry &+ 2 &* width))
      let x = load(gates, 3 &* width) + load(table, entry &+ 3 &* width)
      let n = tanh(x.addingProduct(r, u))
      store(u, gates, 0)
      store(r, gates, width)
      store(z, gates, 2 &* width)
      store(n, gates, 3 &* width)
      store(
        n.addingProduct(z, load(previousHidden, value) - n), hidden, value)
    }
  }

  static func backward(_ rows: StepRows, _ d: StepGradients) {
    let width = rows.width
    let previousHidden = rows.previousHidden
    let one = Lanes(repeating: 1)
    rows.overLanes { gates, entry, value, _ in
      let (u, r) = (load(gates, 0), load(gates, width))
      let (z, n) = (load(gates, 2 &* width), load(gates, 3 &* width))
      let dHidden = load(d.hidden, value) + load(d.memory, value)
      let dzn = dHidden * (one - z) * one.addingProduct(-n, n)
      let du = dzn * r
      let dzr = dzn * u * r * (one - r)
      let dzz = dHidden * (load(previousHidden, value) - n) * z * (one - z)
      store(dHidden * z, d.memory, value)
      store(du, gates, 0)
      store(dzr, gates, width)
      store(dzz, gates, 2 &* width)
      store(dzn, gates, 3 &* width)
      add(du, d.table, entry)
      add(dzr, d.table, entry &+ width)
      add(dzz, d.table, entry &+ 2 &* width)
      add(dzn, d.table, entry &+ 3 &* width)
    }
  }
}
