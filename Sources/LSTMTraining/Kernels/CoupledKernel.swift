import LSTMCore

/// The LSTM with f = 1 − i. The letters are those of its equations and of
/// its backward twin.
enum CoupledKernel: CellKernel {
  static let recurrents: [String] = [
    "inputGate.recurrent", "candidate.recurrent", "outputGate.recurrent",
  ]
  static let inputs: [String] = [
    "inputGate.input", "candidate.input", "outputGate.input",
  ]
  static let biases: [String] = [
    "inputGate.bias", "candidate.bias", "outputGate.bias",
  ]
  static let quantities: [Quantity?] = [.inputGate, .candidate, .outputGate]

  /// C′ = (1 − i) ⊙ C + i ⊙ C̃ = C + i ⊙ (C̃ − C).
  static func forward(_ rows: StepRows) {
    let width = rows.width
    let (table, previousCells) = (rows.table, rows.previousCells)
    let (cells, hidden) = (rows.cells, rows.hidden)
    rows.overLanes { z, entry, value, _ in
      let old = load(previousCells, value)
      let i = sigmoid(load(z, 0) + load(table, entry))
      let g = tanh(load(z, width) + load(table, entry &+ width))
      let o = sigmoid(
        load(z, 2 &* width) + load(table, entry &+ 2 &* width))
      let c = old.addingProduct(i, g - old)
      store(i, z, 0)
      store(g, z, width)
      store(o, z, 2 &* width)
      store(c, cells, value)
      store(o * tanh(c), hidden, value)
    }
  }

  static func backward(_ rows: StepRows, _ d: StepGradients) {
    let width = rows.width
    let (previousCells, cells) = (rows.previousCells, rows.cells)
    let one = Lanes(repeating: 1)
    rows.overLanes { z, entry, value, _ in
      let (i, g) = (load(z, 0), load(z, width))
      let o = load(z, 2 &* width)
      let shown = tanh(load(cells, value))
      let dOutput = load(d.hidden, value) * o
      let dCell = load(d.memory, value).addingProduct(
        dOutput, one.addingProduct(-shown, shown))
      let dzi = dCell * (g - load(previousCells, value)) * i * (one - i)
      let dzg = dCell * i * one.addingProduct(-g, g)
      let dzo = dOutput * shown * (one - o)
      store(dCell * (one - i), d.memory, value)
      store(dzi, z, 0)
      store(dzg, z, width)
      store(dzo, z, 2 &* width)
      add(dzi, d.table, entry)
      add(dzg, d.table, entry &+ width)
      add(dzo, d.table, entry &+ 2 &* width)
    }
  }
}
