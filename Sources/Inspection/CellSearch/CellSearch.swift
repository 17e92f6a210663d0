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
    progress(0.5)
    let candidates = candidates(tally, table, unitCount: cell.hiddenSize)
    let probes =
      hasProbe ? LinearProbe.scores(samples, table, middle: middle) : [:]
    progress(0.65)
    let chances = chances(
      of: candidates, reader, sequence, table, middle: middle)
    return zip(candidates, chances).map { candidate, chance in
      candidate.finding(
        label: usable[candidate.label], chance: chance,
        probe: probes[candidate.label])
    }.sorted {
      ($1.confirmed.strength, $0.label.name)
        < ($0.confirmed.strength, $1.label.name)
    }
  }

  /// The fewest characters that can be halved and shifted.
  package static let least = 2_000
}

/// The labels of a search: which are flags, which numbers.
struct LabelSet {
  let labels: [TextLabel]
  let flags: [[Bool]]
  let numbers: [[Float]]
  /// For each label its place among the flags or among the numbers.
  let places: [Place]

  enum Place { case flag(Int), number(Int) }

  init(_ labels: [TextLabel]) {
    var (flags, numbers) = ([[Bool]](), [[Float]]())
    places = labels.map { label in
      switch label.values {
      case .flags(let values):
        flags.append(values)
        return .flag(flags.count - 1)
      case .numbers(let values):
        numbers.append(values)
        return .number(numbers.count - 1)
      }
    }
    (self.labels, self.flags, self.numbers) = (labels, flags, numbers)
  }
}

/// A unit chosen on the first half.
private struct Candidate {
  let label: Int
  let quantity: Quantity
  let unit: Int
  let chosen, confirmed: CellSearch.Score
  let medians: CellSearch.Medians?

  func finding(
    label: TextLabel, chance: CellSearch.Score?, probe: CellSearch.Score?
  ) -> CellSearch.Finding {
    CellSearch.Finding(
      label: label, quantity: quantity, unit: unit, chosen: chosen,
      confirmed: confirmed, chance: chance, probe: probe, medians: medians)
  }
}

extension CellSearch {
  /// One reading of the corpus: the tally, and some rows for the probe.
  private func tally(
    _ reader: ActivationReader, _ sequence: LongSequence, _ table: LabelSet,
    cell: any Cell, middle: Int
  ) -> (UnitStatistics, RowSample) {
    let ranges = ranges(reader, sequence, of: cell)
    func empty() -> UnitStatistics {
      UnitStatistics(
        quantities, unitCount: cell.hiddenSize, flags: table.flags,
        numbers: table.numbers, middle: middle, ranges: ranges)
    }
    let probed = Self.probed(of: cell)
    let every = max(1, sequence.count / 24_000)
    let shards = reader.read(
      sequence,
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

  /// For each quantity and unit the ends of its histogram. A quantity without
  /// limits has those that it keeps to near the start of the text, and a
  /// quarter more.
  private func ranges(
    _ reader: ActivationReader, _ sequence: LongSequence, of cell: any Cell
  ) -> [[ClosedRange<Float>]] {
    let unitCount = cell.hiddenSize
    let sample = sequence.prefix(40_000)
    let none = [Float](repeating: 1e-3, count: quantities.count * unitCount)
    let shards = reader.read(sample, into: { _ in none }) { limits, block in
      for (index, quantity) in quantities.enumerated() {
        let (base, stride) = block.rows(of: quantity)
        for stream in 0..<block.streamCount {
          for position in block.positions[stream] {
            let row =
              base + block.row(stream: stream, position: position) * stride
            for unit in 0..<unitCount {
              let place = index &* unitCount &+ unit
              limits[place] = max(limits[place], abs(row[unit]))
            }
          }
        }
      }
    }
    return quantities.enumerated().map { index, quantity in
      (0..<unitCount).map { unit in
        let place = index * unitCount + unit
        let limit = 1.25 * (shards.map { $0[place] }.max() ?? 1)
        return switch cell.definition.range(of: quantity) {
        case .zeroToOne: 0...1
        case .plusMinusOne: -1...1
        case .plusMinusTwo: -2...2
        case .nonNegative: 0...limit
        case .unbounded: -limit...limit
        }
      }
    }
  }

  /// The best units for each label, by the first half alone.
  private func candidates(
    _ tally: UnitStatistics, _ table: LabelSet, unitCount: Int
  ) -> [Candidate] {
    table.labels.indices.flatMap { label -> [Candidate] in
      var scored: [(quantity: Int, unit: Int, score: Score)] = []
      for quantity in quantities.indices {
        for unit in 0..<unitCount {
          guard
            let score = score(
              tally, table.places[label], quantity, unit, half: 0)
          else { continue }
          scored.append((quantity, unit, score))
        }
      }
      let order = scored.indices.sorted {
        (scored[$1].score.strength, $0) < (scored[$0].score.strength, $1)
      }
      return order.prefix(best).compactMap { k in
        let (quantity, unit, score) = scored[k]
        guard
          let confirmed = self.score(
            tally, table.places[label], quantity, unit, half: 1)
        else { return nil }
        var medians: Medians?
        if case .flag(let flag) = table.places[label] {
          let found = tally.medians(
            quantity: quantity, unit: unit, flag: flag, half: 1)
          medians = Medians(yes: found.yes, no: found.no)
        }
        return Candidate(
          label: label, quantity: quantities[quantity], unit: unit,
          chosen: score, confirmed: confirmed, medians: medians)
      }
    }
  }

  private func score(
    _ tally: UnitStatistics, _ place: LabelSet.Place, _ quantity: Int,
    _ unit: Int, half: Int
  ) -> Score? {
    switch place {
    case .flag(let flag):
      tally.area(quantity: quantity, unit: unit, flag: flag, half: half)
        .map(Score.area)
    case .number(let number):
      tally.correlation(
        quantity: quantity, unit: unit, number: number, half: half
      ).map(Score.correlation)
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
