import LSTMCore

/// The vanilla recurrent network, by its equations.
enum RNNKernel: CellKernel {
  static let recurrents: [String] = ["hidden.recurrent"]
  static let inputs: [String] = ["hidden.input"]
  static let biases: [String] = ["hidden.bias"]
  static let quantities: [Quantity?] = [nil]

  static func forward(_ rows: StepRows) {
    let (table, hidden) = (rows.table, rows.hidden)
    rows.overLanes { z, entry, value, _ in
      store(tanh(load(z, 0) + load(table, entry)), hidden, value)
    }
  }

  static func backward(_ rows: StepRows, _ d: StepGradients) {
    let hidden = rows.hidden
    let one = Lanes(repeating: 1)
    rows.overLanes { z, entry, value, _ in
      let h = load(hidden, value)
      let dz = load(d.hidden, value) * one.addingProduct(-h, h)
      store(dz, z, 0)
      add(dz, d.table, entry)
    }
  }
}
