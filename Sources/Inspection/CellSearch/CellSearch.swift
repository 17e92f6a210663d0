import LSTMCore
import LSTMTraining

/// Looks for units that track something of the text: every unit and quantity
/// of a layer is held against every label, on the first half of a corpus; the
/// best are confirmed on the second, and beside that stands what chance gives.
package struct CellSearch {
  /// Which layer.
  package let layer: Int
  /// Which quantities of it.
  package var quantities = Quantity.lstm
  /// How many units are confirmed for each label.
  package var best = 1
  /// How many shifted labels stand for chance.
  package var shuffles = 1_000
  /// The seed of the shifts.
  package var seed: UInt64 = 1997
  /// Whether a linear probe of the whole layer is trained as well.
  package var hasProbe = true
  /// How many may work at once; the result does not depend on it.
  package var threads = 2
  /// Told how much is done, from 0 to 1.
  package var progress: (Double) -> Void = { _ in }

  /// The most characters of the second half that chance is measured on.
  package static let mostShuffled = 400_000

  /// A search in one layer.
  package init(layer: Int) { self.layer = layer }

  /// Runs the search.
  ///
  /// - Parameter labels: each as long as the text.
  /// - Returns: the findings, the strongest on the second half first.
  /// - Throws: `InspectionError` for a layer or quantity that is not there, a
  ///   text too short for two halves, or one in which no label varies.
  package func run(
    _ model: Model, over sequence: LongSequence, labels: [TextLabel]
  ) throws -> [Finding] {
    try model.stack.require(layer: layer)
    for quantity in quantities {
      try model.stack.require(layer: layer, shown: quantity)
    }
    guard sequence.count >= Self.least else {
      throw InspectionError.tooShort(
        characters: sequence.count, needed: Self.least,
        question: "finding cells")
    }
    let middle = sequence.count / 2
    let usable = labels.filter {
      !$0.isConstant(in: 0..<middle)
        && !$0.isConstant(in: middle..<sequence.count)
    }
    guard !usable.isEmpty else {
      throw InspectionError.absent(
        "no label changes in both halves of the text",
        advice: "Give a longer text, or one that has what is looked for.")
    }
    let reader = ActivationReader(model, layer: layer, threads: threads)
    let table = LabelSet(usable)
    let cell = model.stack.cells[layer]
    let (tally, samples) = tally(
      reader, sequence, table, cell: cell, middle: middle)
    let candidates = candidates(
      tally, reader, sequence, table, unitCount: cell.hiddenSize,
      middle: middle)
    let probes =
      hasProbe ? LinearProbe.scores(samples, table, middle: middle) : [:]
    progress(0.75)
    let chances = chances(
      of: candidates, reader, sequence, table, middle: middle)
    let symbols = SymbolScore(sequence.symbols, middle: middle)
    let alone = usable.map { symbols.score(of: $0.values) }
    return zip(candidates, chances).map { candidate, chance in
      candidate.finding(
        label: usable[candidate.label], chance: chance,
        probe: probes[candidate.label], symbol: alone[candidate.label])
    }.sorted {
      ($1.confirmed.strength, $0.label.name)
        < ($0.confirmed.strength, $1.label.name)
    }
  }

  /// The fewest characters that can be halved and shifted.
  package static let least = 2_000
}

extension CellSearch {
  /// One reading of the corpus: the tally, and some rows for the probe.
  private func tally(
    _ reader: ActivationReader, _ sequence: LongSequence, _ table: LabelSet,
    cell: any Cell, middle: Int
  ) -> (UnitStatistics, RowSample) {
    let bins = bins(reader, sequence, of: cell)
    func empty() -> UnitStatistics {
      UnitStatistics(
        quantities, unitCount: cell.hiddenSize, flags: table.flags,
        numbers: table.numbers, middle: middle, bins: bins)
    }
    let probed = Self.probed(of: cell)
    let every = max(1, sequence.count / 24_000)
    let shards = reader.read(
      sequence, progress: { progress(0.5 * $0) },
      into: { _ in (empty(), RowSample(probed, every: every)) }
    ) { result, block in
      result.0.add(block)
      if hasProbe { result.1.add(block) }
    }
    let tally = empty()
    for shard in shards { tally.merge(shard.0) }
    return (tally, RowSample.joined(shards.map(\.1)))
  }

  /// What the probe reads of a cell: C and h, as far as it has them.
  static func probed(of cell: any Cell) -> [Quantity] {
    let recorded = cell.recorded
    return [.cell, .hidden].filter(recorded.contains)
  }

  /// For each quantity and unit the coarse bins of its histogram: over what it
  /// keeps to near the start of the text, and a quarter more.
  private func bins(
    _ reader: ActivationReader, _ sequence: LongSequence, of cell: any Cell
  ) -> [[RankBins]] {
    let unitCount = cell.hiddenSize
    let stretches = quantities.map {
      RankBins.Stretch(cell.definition.range(of: $0))
    }
    let none = [Float](repeating: 1e-3, count: quantities.count * unitCount)
    let shards = reader.read(
      sequence.prefix(40_000), into: { _ in none }
    ) { limits, block in
      for (index, quantity) in quantities.enumerated() {
        let (base, stride) = block.rows(of: quantity)
        for stream in 0..<block.streamCount {
          for position in block.positions[stream] {
            let row =
              base + block.row(stream: stream, position: position) * stride
            for unit in 0..<unitCount {
              let place = index &* unitCount &+ unit
              limits[place] = max(
                limits[place], abs(stretches[index](row[unit])))
            }
          }
        }
      }
    }
    return quantities.indices.map { index in
      (0..<unitCount).map { unit in
        let place = index * unitCount + unit
        let limit = 1.25 * (shards.map { $0[place] }.max() ?? 1)
        return RankBins(stretches[index], from: -limit, to: limit)
      }
    }
  }

  /// What the strongest shifted label gives for each candidate.
  private func chances(
    of candidates: [Candidate], _ reader: ActivationReader,
    _ sequence: LongSequence, _ table: LabelSet, middle: Int
  ) -> [Score?] {
    guard shuffles > 0 else { return candidates.map { _ in nil } }
    let end = min(sequence.count, middle + Self.mostShuffled)
    let columns = columns(
      of: candidates.map { ($0.quantity, $0.unit) }, reader, sequence,
      range: middle..<end)
    let shifted = ShiftedLabels(
      count: end - middle, shuffles: shuffles, seed: seed)
    return Workers(threads: threads).map(tasks: candidates.count) { k in
      switch table.labels[candidates[k].label].values {
      case .flags(let flags):
        .area(shifted.bestArea(columns[k], Array(flags[middle..<end])))
      case .numbers(let numbers):
        .correlation(
          shifted.bestCorrelation(columns[k], Array(numbers[middle..<end])))
      }
    }
  }
}
