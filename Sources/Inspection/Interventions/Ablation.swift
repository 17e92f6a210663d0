import LSTMCore
import LSTMTraining

/// What each unit is needed for: the loss on a corpus with the unit silenced,
/// less the loss with it, overall and by what the next character is. Cause,
/// where `CellSearch` gives correlation.
///
/// To silence a unit is to hold its h at 0, or at its mean, for everything that
/// reads it: gates, the layer above, the readout. That is exactly a change of
/// weights, so each silenced LSTM runs on the fast path:
///
///     U·h + b with h_j = m  ⇔  column j of U zero, b + m·U_j
///
/// Other cells, some of which read h otherwise, have it held step by step.
package struct Ablation {
  /// Which layer.
  package let layer: Int
  /// What a silenced unit is held at.
  package var replacement = Replacement.zero
  /// How many may work at once; the result does not depend on it.
  package var threads = 2
  /// Told how much is done, from 0 to 1.
  package var progress: (Double) -> Void = { _ in }

  /// What a silenced unit is held at.
  package enum Replacement: String, CaseIterable, Sendable {
    /// 0.
    case zero
    /// Its mean over the corpus.
    case mean
  }

  /// Losses, in nats per character of a text or the squared error of scaled
  /// numbers.
  package struct Losses: Equatable, Sendable {
    /// Over all characters.
    package let overall: Double
    /// Over the characters of each label, nil for one that does not occur.
    package let byLabel: [Double?]
  }

  /// One unit's part.
  package struct Effect: Equatable, Sendable {
    /// Which unit.
    package let unit: Int
    /// How much the loss rises without it.
    package let overall: Double
    /// How much that of each label's characters rises.
    package let byLabel: [Double?]

    /// The effect of silencing a unit.
    package init(unit: Int, overall: Double, byLabel: [Double?]) {
      (self.unit, self.overall, self.byLabel) = (unit, overall, byLabel)
    }
  }

  /// An ablation of one layer.
  package init(layer: Int) { self.layer = layer }

  /// The losses of the model as it is, and every unit's effect in the order of
  /// the units.
  ///
  /// - Parameters:
  ///   - labels: of the characters that are predicted; flags only.
  ///   - units: which to silence; all by default.
  /// - Throws: `InspectionError` for a layer or unit that is not there, or a
  ///   text too short to predict anything of.
  package func run(
    _ model: Model, over sequence: LongSequence, labels: [TextLabel],
    units: [Int]? = nil
  ) throws -> (whole: Losses, effects: [Effect]) {
    try model.stack.require(layer: layer)
    for unit in units ?? [] {
      try model.stack.require(layer: layer, unit: unit, shown: .hidden)
    }
    guard sequence.count > 1 else {
      throw InspectionError.tooShort(
        characters: sequence.count, needed: 2, question: "ablation")
    }
    let flags = labels.map { $0.flags ?? [] }
    let whole = losses(
      ActivationReader(model, layer: 0, givesPrices: true, threads: threads),
      sequence, flags)
    let means = replacement == .mean ? self.means(model, sequence) : nil
    let width = model.stack.cells[layer].width(of: .hidden)
    let units = units ?? Array(0..<width)
    let effects = try units.enumerated().map { done, unit in
      progress(Double(done) / Double(units.count))
      let silenced = losses(
        try reader(
          of: model, without: unit, at: means.map { $0[unit] } ?? 0),
        sequence, flags)
      return Effect(
        unit: unit, overall: silenced.overall - whole.overall,
        byLabel: zip(silenced.byLabel, whole.byLabel).map { after, before in
          after.flatMap { after in before.map { after - $0 } }
        })
    }
    return (whole, effects)
  }

  /// Reads with a unit silenced: on the fast path by a change of weights,
  /// elsewhere by holding its h at every step.
  private func reader(
    of model: Model, without unit: Int, at value: Double
  ) throws -> ActivationReader {
    if model.stack.cells.allSatisfy({ $0 is LSTMCell }) {
      return ActivationReader(
        try model.silencing(unit, layer: layer, at: value), layer: 0,
        givesPrices: true, threads: threads)
    }
    let held = try Intervention(
      [
        Clamp(
          .hidden, layer: layer, units: [unit...unit],
          value: .constant(value))
      ], of: model.stack)
    return ActivationReader(
      model, layer: 0, givesPrices: true, threads: threads
    ) { datum, state, position in
      model.stack.step(
        model.reader(datum), from: state, at: position, under: held)
    }
  }

  private func losses(
    _ reader: ActivationReader, _ sequence: LongSequence, _ flags: [[Bool]]
  ) -> Losses {
    let empty = [(nats: Double, count: Int)](
      repeating: (0, 0), count: flags.count + 1)
    let shards = reader.read(sequence, into: { _ in empty }) { sums, block in
      for stream in 0..<block.streamCount {
        for position in block.positions[stream] {
          let row = block.row(stream: stream, position: position)
          let price = Double(block.price(row: row))
          guard !price.isNaN else { continue }
          sums[0] = (sums[0].nats + price, sums[0].count + 1)
          for (k, flags) in flags.enumerated()
          where position + 1 < flags.count && flags[position + 1] {
            sums[k + 1] = (sums[k + 1].nats + price, sums[k + 1].count + 1)
          }
        }
      }
    }
    let means = empty.indices.map { k -> Double? in
      let count = shards.reduce(0) { $0 + $1[k].count }
      let nats = shards.reduce(0) { $0 + $1[k].nats }
      return count > 0 ? nats / Double(count) : nil
    }
    return Losses(
      overall: means[0] ?? .nan, byLabel: Array(means.dropFirst()))
  }

  /// The mean h of every unit.
  private func means(
    _ model: Model, _ sequence: LongSequence
  ) -> [Double] {
    let count = model.stack.cells[layer].width(of: .hidden)
    let reader = ActivationReader(model, layer: layer, threads: threads)
    let shards = reader.read(
      sequence, into: { _ in [Double](repeating: 0, count: count) }
    ) { sums, block in
      let (base, stride) = block.rows(of: .hidden)
      for stream in 0..<block.streamCount {
        for position in block.positions[stream] {
          let row = block.row(stream: stream, position: position)
          for unit in 0..<count {
            sums[unit] += Double(base[row &* stride &+ unit])
          }
        }
      }
    }
    return (0..<count).map { unit in
      shards.reduce(0) { $0 + $1[unit] } / Double(sequence.count)
    }
  }
}

extension Model {
  /// The model in which everything that reads h of a unit reads `value`.
  ///
  /// The state before the first step is 0 in this model too, so that with a
  /// value other than 0 its first step already reads the value.
  ///
  /// - Throws: `InspectionError` for a layer that is not there, or no LSTM.
  package func silencing(
    _ unit: Int, layer: Int, at value: Double = 0
  ) throws -> Model {
    var model = self
    var cell = try lstm(layer, unit: unit)
    for gate in LSTMCell.gates {
      let column = cell[keyPath: gate].recurrent.removeColumn(unit)
      cell[keyPath: gate].bias += value * column
    }
    model.stack.cells[layer] = cell
    guard layer + 1 < stack.cells.count else {
      if var readout = model.readout {
        if readout.layers.isEmpty {
          readout.bias += value * readout.weights.removeColumn(unit)
        } else {
          readout.layers[0].bias +=
            value * readout.layers[0].weights.removeColumn(unit)
        }
        model.readout = readout
      }
      return model
    }
    var above = try lstm(layer + 1)
    for gate in LSTMCell.gates {
      let column = above[keyPath: gate].input.removeColumn(unit)
      above[keyPath: gate].bias += value * column
    }
    model.stack.cells[layer + 1] = above
    return model
  }

  private func lstm(_ layer: Int, unit: Int? = nil) throws -> LSTMCell {
    try stack.require(layer: layer, unit: unit)
    guard let cell = stack.cells[layer] as? LSTMCell else {
      throw InspectionError.unsuited(
        cell: stack.cells[layer].definition.name,
        question: "silencing by a change of weights", suited: "LSTM layers")
    }
    return cell
  }
}

extension Matrix {
  /// Sets a column to zero and returns what it was.
  fileprivate mutating func removeColumn(_ column: Int) -> Vector {
    var removed = Vector(zeros: rows)
    for row in 0..<rows {
      removed[row] = self[row, column]
      self[row, column] = 0
    }
    return removed
  }
}
