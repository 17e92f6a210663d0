import Inspection
import LSTMCore
import LSTMTraining
import Testing

struct CellEvidenceTests {
  private let model = smallModel(hidden: [6])
  private let symbols: [UInt16]
  private let scalars: [Unicode.Scalar]
  private let values: [Double]

  init() {
    let model = smallModel(hidden: [6])
    let indices = randomIndices(6_000, of: model)
    symbols = indices.map(UInt16.init)
    scalars = indices.map {
      model.reader.vocabulary?[$0].unicodeScalars.first ?? "?"
    }
    let trace = model.trace(over: indices)[.cell, layer: 0]
    values = (0..<6_000).map { trace[$0, 4] }
  }

  private func evidence(_ label: TextLabel) throws -> CellEvidence {
    var search = CellSearch(layer: 0)
    search.quantities = [.cell]
    search.shuffles = 20
    let findings = try search.run(
      model, over: LongSequence(symbols), labels: [label])
    return try #require(
      search.evidence(
        for: findings, in: model, over: LongSequence(symbols), scalars: scalars
      ).first)
  }

  @Test func aFlagIsShownByDistributionsAndACurve() throws {
    let label = TextLabel(
      "high", "the cell is high", kind: .given,
      values: .flags(values.map { $0 > 0.2 }))
    let evidence = try evidence(label)
    #expect(evidence.finding.unit == 4 && evidence.count == 3_000)
    guard case .flag(let shares) = evidence.relation else {
      Issue.record("no distributions")
      return
    }
    #expect(shares.edges.count == shares.yes.count + 1)
    for side in [shares.yes, shares.no] {
      #expect(abs(side.reduce(0, +) - 1) < 1e-12)
    }
    // A threshold of the cell itself tells yes from no without an error.
    let separated = zip(shares.yes, shares.no).count { $0 > 0 && $1 > 0 }
    #expect(separated <= 1)
    // The area under the curve is the score.
    let area = zip(shares.curve, shares.curve.dropFirst()).reduce(0) {
      $0 + ($1.1.no - $1.0.no) * ($1.1.yes + $1.0.yes) / 2
    }
    #expect(abs(area - 1) < 5e-3)
    let last = try #require(shares.curve.last)
    #expect(last.no == 1 && last.yes == 1)
  }

  @Test func passagesShowTheTextTheValuesAndTheLabel() throws {
    let label = TextLabel(
      "high", "", kind: .given, values: .flags(values.map { $0 > 0.2 }))
    let evidence = try evidence(label)
    #expect(evidence.passages.count == 3)
    for passage in evidence.passages {
      #expect(passage.position >= 3_000)
      #expect(passage.characters.count == CellEvidence.passageLength)
      for k in passage.characters.indices {
        let place = passage.position + k
        #expect(passage.characters[k] == scalars[place])
        #expect(abs(passage.values[k] - values[place]) < 1e-4)
        #expect(passage.marks[k] == (values[place] > 0.2))
      }
    }
  }

  @Test func aNumberIsShownByQuartiles() throws {
    let label = TextLabel(
      "itself", "", kind: .given, values: .numbers(values.map { Float($0) }))
    guard case .number(let bins) = try evidence(label).relation else {
      Issue.record("no bins")
      return
    }
    #expect(bins.reduce(0) { $0 + $1.count } == 3_000)
    for bin in bins {
      #expect(bin.low <= bin.median && bin.median <= bin.high)
      #expect(abs(bin.number - bin.median) < 0.5)
    }
    #expect(bins.map(\.number) == bins.map(\.number).sorted())
  }

  /// A label of 9 places in 3,000, at the largest values of h: its bars stand
  /// there, for h is drawn from −1 to 1 whatever its percentiles are.
  @Test func rareLabelsAreDrawnWhereTheirValuesAre() throws {
    let h = model.trace(over: symbols.map(Int.init))[.hidden, layer: 0]
    let values = (0..<6_000).map { h[$0, 4] }
    let limit = values.sorted()[6_000 - 18]
    let label = TextLabel(
      "rare", "h is high", kind: .given,
      values: .flags(values.map { $0 >= limit }))
    var search = CellSearch(layer: 0)
    (search.quantities, search.shuffles) = ([.hidden], 20)
    let findings = try search.run(
      model, over: LongSequence(symbols), labels: [label])
    let evidence = try #require(
      search.evidence(
        for: findings, in: model, over: LongSequence(symbols), scalars: scalars
      ).first)
    guard case .flag(let shares) = evidence.relation else {
      Issue.record("no distributions")
      return
    }
    #expect(shares.edges.first == -1 && shares.edges.last == 1)
    #expect(shares.isWhole)
    let lowest = try #require(shares.yes.firstIndex { $0 > 0 })
    #expect(shares.edges[lowest + 1] >= limit)
  }
}
