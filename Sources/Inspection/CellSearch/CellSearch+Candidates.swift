import LSTMCore
import LSTMTraining

/// A unit chosen on the first half.
struct Candidate {
  let label: Int
  let quantity: Quantity
  let unit: Int
  let chosen, confirmed: CellSearch.Score
  let medians: CellSearch.Medians?

  func finding(
    label: TextLabel, chance: CellSearch.Score?, probe: CellSearch.Score?,
    symbol: CellSearch.Score?
  ) -> CellSearch.Finding {
    CellSearch.Finding(
      label: label, quantity: quantity, unit: unit, chosen: chosen,
      confirmed: confirmed, chance: chance, probe: probe, symbol: symbol,
      medians: medians)
  }
}

extension CellSearch {
  /// How many units are looked at closely for each label.
  private static let contenders = 8

  /// The best units for each label, by the first half alone: a few by coarse
  /// histograms, and of those the best by fine ones, for which the text is read
  /// once more.
  func candidates(
    _ tally: UnitStatistics, _ reader: ActivationReader,
    _ sequence: LongSequence,
    _ table: LabelSet, unitCount: Int, middle: Int
  ) -> [Candidate] {
    let contenders = table.labels.indices.map {
      self.contenders(tally, table.places[$0], unitCount: unitCount)
    }
    let ranks = Ranks(
      self, tally, reader, sequence, table, contenders, middle: middle)
    return table.labels.indices.flatMap { label -> [Candidate] in
      let place = table.places[label]
      let scored = contenders[label].compactMap { unit in
        score(tally, ranks, place, unit, half: 0).map { (unit, $0) }
      }
      let order = scored.indices.sorted {
        (scored[$1].1.strength, $0) < (scored[$0].1.strength, $1)
      }
      return order.prefix(best).compactMap { k in
        let (unit, chosen) = scored[k]
        guard let confirmed = score(tally, ranks, place, unit, half: 1) else {
          return nil
        }
        return Candidate(
          label: label, quantity: quantities[unit.quantity], unit: unit.unit,
          chosen: chosen, confirmed: confirmed,
          medians: ranks.medians(of: unit, place))
      }
    }
  }

  /// The units that do best on the first half, by coarse histograms.
  private func contenders(
    _ tally: UnitStatistics, _ place: LabelSet.Place, unitCount: Int
  ) -> [UnitPlace] {
    var scored: [(unit: UnitPlace, strength: Double)] = []
    for quantity in quantities.indices {
      for unit in 0..<unitCount {
        let unit = UnitPlace(quantity: quantity, unit: unit)
        guard let score = score(tally, nil, place, unit, half: 0) else {
          continue
        }
        scored.append((unit, score.strength))
      }
    }
    let order = scored.indices.sorted {
      (scored[$1].strength, $0) < (scored[$0].strength, $1)
    }
    return order.prefix(max(best, Self.contenders)).map { scored[$0].unit }
  }

  private func score(
    _ tally: UnitStatistics, _ ranks: Ranks?, _ place: LabelSet.Place,
    _ unit: UnitPlace, half: Int
  ) -> Score? {
    switch place {
    case .flag(let flag):
      if let ranks {
        return ranks.area(of: unit, flag, half: half).map(Score.area)
      }
      return tally.area(
        quantity: unit.quantity, unit: unit.unit, flag: flag, half: half
      ).map(Score.area)
    case .number(let number):
      return tally.correlation(
        quantity: unit.quantity, unit: unit.unit, number: number, half: half
      ).map(Score.correlation)
    }
  }
}

/// One quantity, by its place in the search, of one unit.
struct UnitPlace: Hashable, Comparable {
  let quantity: Int
  let unit: Int

  static func < (a: UnitPlace, b: UnitPlace) -> Bool {
    (a.quantity, a.unit) < (b.quantity, b.unit)
  }
}

/// The contenders of all flags, counted in fine bins.
private struct Ranks {
  private let places: [UnitPlace: Int]
  private let tally: RankTally

  init(
    _ search: CellSearch, _ coarse: UnitStatistics, _ reader: ActivationReader,
    _ sequence: LongSequence, _ table: LabelSet, _ contenders: [[UnitPlace]],
    middle: Int
  ) {
    var flags: [UnitPlace: [Int]] = [:]
    for (label, units) in contenders.enumerated() {
      guard case .flag(let flag) = table.places[label] else { continue }
      for unit in units { flags[unit, default: []].append(flag) }
    }
    let units = flags.keys.sorted()
    places = Dictionary(uniqueKeysWithValues: zip(units, 0...))
    let subjects = units.map { unit in
      RankTally.Subject(
        quantity: search.quantities[unit.quantity], unit: unit.unit,
        flags: flags[unit] ?? [],
        bins: coarse.fineBins(quantity: unit.quantity, unit: unit.unit))
    }
    func empty() -> RankTally {
      RankTally(subjects, flags: table.flags, middle: middle)
    }
    tally = empty()
    guard !units.isEmpty else { return }
    let shards = reader.read(
      sequence, progress: { search.progress(0.5 + 0.2 * $0) },
      into: { _ in empty() }
    ) { $0.add($1) }
    for shard in shards { tally.merge(shard) }
  }

  func area(of unit: UnitPlace, _ flag: Int, half: Int) -> Double? {
    places[unit].flatMap { tally.area(subject: $0, flag: flag, half: half) }
  }

  func medians(
    of unit: UnitPlace, _ place: LabelSet.Place
  ) -> CellSearch.Medians? {
    guard case .flag(let flag) = place, let subject = places[unit],
      let found = tally.medians(subject: subject, flag: flag, half: 1)
    else { return nil }
    return CellSearch.Medians(yes: found.yes, no: found.no)
  }
}
