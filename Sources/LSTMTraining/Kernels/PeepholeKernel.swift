import LSTMCore

/// The LSTM with peepholes. The letters are those of its equations and of
/// its backward twin.
enum PeepholeKernel: CellKernel {
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
  static let unitWeights: [String] = [
    "forgetPeephole", "inputPeephole", "outputPeephole",
  ]
  static let quantities: [Quantity?] = [
    .forgetGate, .inputGate, .candidate, .outputGate,
  ]

  static func forward(_ rows: StepRows) {
    let width = rows.width
    let (table, previousCells) = (rows.table, rows.previousCells)
    let (cells, hidden) = (rows.cells, rows.hidden)
    let peepholes = rows.unitWeights
    rows.overLanes { z, entry, value, unit in
      let old = load(previousCells, value)
      let zf = load(z, 0) + load(table, entry)
      let zi = load(z, width) + load(table, entry &+ width)
      let zg = load(z, 2 &* width) + load(table, entry &+ 2 &* width)
      let zo = load(z, 3 &* width) + load(table, entry &+ 3 &* width)
      let f = sigmoid(zf.addingProduct(load(peepholes, unit), old))
      let i = sigmoid(zi.addingProduct(load(peepholes, unit &+ width), old))
      let g = tanh(zg)
      let c = (i * g).addingProduct(f, old)
      let o = sigmoid(
        zo.addingProduct(load(peepholes, unit &+ 2 &* width), c))
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
    let peepholes = rows.unitWeights
    let one = Lanes(repeating: 1)
    rows.overLanes { z, entry, value, unit in
      let (f, i) = (load(z, 0), load(z, width))
      let (g, o) = (load(z, 2 &* width), load(z, 3 &* width))
      let (old, c) = (load(previousCells, value), load(cells, value))
      let shown = tanh(c)
      let dOutput = load(d.hidden, value) * o
      let dzo = dOutput * shown * (one - o)
      let dCell = load(d.memory, value)
        .addingProduct(dOutput, one.addingProduct(-shown, shown))
        .addingProduct(dzo, load(peepholes, unit &+ 2 &* width))
      let dzf = dCell * old * f * (one - f)
      let dzi = dCell * g * i * (one - i)
      let dzg = dCell * i * one.addingProduct(-g, g)
      store(
        (dCell * f).addingProduct(dzf, load(peepholes, unit))
          .addingProduct(dzi, load(peepholes, unit &+ width)),
        d.memory, value)
      store(dzf, z, 0)
      store(dzi, z, width)
      store(dzg, z, 2 &* width)
      store(dzo, z, 3 &* width)
      add(dzf, d.table, entry)
      add(dzi, d.table, entry &+ width)
      add(dzg, d.table, entry &+ 2 &* width)
      add(dzo, d.table, entry &+ 3 &* width)
      add(dzf * old, d.unitWeights, unit)
      add(dzi * old, d.unitWeights, unit &+ width)
      add(dzo * c, d.unitWeights, unit &+ 2 &* width)
    }
  }
}
