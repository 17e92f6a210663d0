import LSTMCore

/// The LSTM. The letters are those of `LSTMCell.step` and of its backward twin.
enum LSTMKernel: CellKernel {
  static let recurrents: [String] = [
    "forgetGate.recurrent", "inputGate.recurrent", "candidate.recurrent",
    "outputGate.recurrent",
  ]
  static let inputs: [String] = [
    "forgetGate.input", "inputGate.input", "candidate.input",
    "outputGate.input",
  ]
  static let biases: [String] = [
    "forgetGate.bias", "inputGate.bias", "candidate.bias", "outputGate.bias",
  ]
  static let quantities: [Quantity?] = [
    .forgetGate, .inputGate, .candidate, .outputGate,
  ]

  static func forward(_ rows: StepRows) {
    let width = rows.width
    let (table, previousCells) = (rows.table, rows.previousCells)
    let (cells, hidden) = (rows.cells, rows.hidden)
    rows.overLanes { z, entry, value, _ in
      let f = sigmoid(load(z, 0) + load(table, entry))
      let i = sigmoid(load(z, width) + load(table, entry &+ width))
      let g = tanh(
        load(z, 2 &* width) + load(table, entry &+ 2 &* width))
      let o = sigmoid(
        load(z, 3 &* width) + load(table, entry &+ 3 &* width))
      let c = (i * g).addingProduct(f, load(previousCells, value))
      store(f, z, 0)
      store(i, z, width)
      store(g, z, 2 &* width)
      store(o, z, 3 &* width)
      store(c, cells, value)
      store(o * tanh(c), hidden, value)
    }
  }

  static func backward(_ rows: StepRows, _ d: StepGradients) {
    let width = rows.width
    let (previousCells, cells) = (rows.previousCells, rows.cells)
    let one = Lanes(repeating: 1)
    rows.overLanes { z, entry, value, _ in
      let (f, i) = (load(z, 0), load(z, width))
      let (g, o) = (load(z, 2 &* width), load(z, 3 &* width))
      let shown = tanh(load(cells, value))
      let dOutput = load(d.hidden, value) * o
      let dCell = load(d.memory, value).addingProduct(
        dOutput, one.addingProduct(-shown, shown))
      let dzf = dCell * load(previousCells, value) * f * (one - f)
      let dzi = dCell * g * i * (one - i)
      let dzg = dCell * i * one.addingProduct(-g, g)
      let dzo = dOutput * shown * (one - o)
      store(dCell * f, d.memory, value)
      store(dzf, z, 0)
      store(dzi, z, width)
      store(dzg, z, 2 &* width)
      store(dzo, z, 3 &* width)
      add(dzf, d.table, entry)
      add(dzi, d.table, entry &+ width)
      add(dzg, d.table, entry &+ 2 &* width)
      add(dzo, d.table, entry &+ 3 &* width)
    }
  }
}
