import Inspection
import LSTMCore
import LSTMTraining
import Testing

/// The questions that look through a corpus, asked of rows of numbers.
struct NumbersTests {
  private let model: Model
  private let series: Series
  private let corpus: SearchedCorpus

  init() {
    var generator = SplitMix64(seed: 31)
    model = Model(
      reader: .rows(
        columns: ["a", "b"], scaling: Scaling(mean: [0, 1], scale: [1, 2])),
      stack: Stack([
        LSTMCell(inputSize: 2, hiddenSize: 4, forgetBias: 1, using: &generator)
      ]),
      readout: Readout(
        weights: Matrix(rows: 1, columns: 4, [1, -2, 3, 0]), bias: [0.5],
        .numbers(
          Readout.Targets(
            names: ["b"], ahead: 1, scaling: Scaling(mean: [1], scale: [2])))))
    series = Series(
      columns: ["a", "b"],
      rows: (0..<3_000).map { _ in Vector(normal: 2, using: &generator) },
      labels: (0..<3_000).map { "day \($0)" })
    corpus = SearchedCorpus(
      series, targets: series.rows.dropFirst().map { Vector([$0[1]]) },
      name: "noise")
  }

  @Test func whatIsReadIsTheTrace() {
    let reader = ActivationReader(model, layer: 0)
    let shards = reader.read(corpus.sequence, into: { _ in [Float]() }) {
      values, block in
      let (base, stride) = block.rows(of: .cell)
      for position in block.positions[0] {
        values.append(base[block.row(stream: 0, position: position) * stride])
      }
    }
    let trace = model.trace(over: series.rows.map(Datum.row))
    let expected = trace.steps.map { Float($0[0][.cell][0]) }
    #expect(Array(shards.joined()) == expected)
  }

  /// The loss of all units is that of the gradient; a unit that nothing reads
  /// is no loss.
  @Test func ablationIsOfTheSquaredError() throws {
    let (whole, effects) = try Ablation(layer: 0).run(
      model, over: corpus.sequence, labels: [], units: [2])
    let direct = model.gradient(
      over: series.rows.dropLast().map(Datum.row),
      targets: corpus.sequence.targets.map(Datum.row)
    ).loss
    #expect(abs(whole.overall - direct) < 1e-5)
    let silenced = try model.silencing(2, layer: 0)
    let without = silenced.gradient(
      over: series.rows.dropLast().map(Datum.row),
      targets: corpus.sequence.targets.map(Datum.row)
    ).loss
    #expect(abs(effects[0].overall - (without - direct)) < 1e-5)
    let text = Ablation(layer: 0).text(
      whole, effects, of: 3, labels: [], rows: 3, over: corpus)
    #expect(text.contains("3,000 rows") && text.contains("squared error"))
    #expect(text.contains("1 unit of layer 0"))
    #expect(text.contains("Of the 1 unit tested"))
  }

  @Test func labelsAreMadeOfTheColumns() throws {
    let labels = NumberLabels.labels(
      of: Series(columns: ["x"], rows: [[1], [3], [2], [2]]))
    func values(_ name: String) throws -> [Float] {
      let label = try #require(labels.first { $0.name == name })
      return (0..<4).map { label.values[$0] }
    }
    #expect(try values("x") == [1, 3, 2, 2])
    #expect(try values("x-high") == [0, 1, 0, 0])
    #expect(try values("x-rises") == [0, 1, 0, 0])
    #expect(try values("x-mean") == [1, 2, 2, 2])
    #expect(try values("x-next") == [3, 2, 2, 2])
    #expect(try values("x-will-rise") == [1, 0, 0, 0])
  }

  /// A unit that is the first column itself is found to track it.
  @Test func aUnitThatTracksAColumnIsFound() throws {
    var cell = CellFamily.rnn.layer(inputs: 2, units: 3)
    cell[matrix: "hidden.input"][1, 0] = 0.1
    let model = Model(
      reader: .rows(columns: ["a", "b"], scaling: Scaling(none: 2)),
      stack: Stack([cell]))
    var search = CellSearch(layer: 0)
    (search.quantities, search.shuffles) = ([.hidden], 20)
    let findings = try search.run(
      model, over: corpus.sequence, labels: corpus.labels)
    let found = try #require(findings.first { $0.label.name == "a" })
    #expect(found.unit == 1 && found.isFound)
    let text = search.text(findings, in: corpus)
    #expect(text.contains("Given by the current row:"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func placesAreRowsWithTheirValues() {
    var search = ContextSearch(.cell, layer: 0, unit: 1, count: 3)
    search.add(
      CorpusChunk(whole: corpus), reader: ActivationReader(model, layer: 0))
    let values = model.trace(over: series.rows.map(Datum.row))[.cell, layer: 0]
    let highest = (0..<3_000).max { values[$0, 1] < values[$1, 1] }
    #expect(search.top.first?.position == highest)
    #expect(search.top.first?.character == "day \(highest ?? 0)")
    #expect(search.top.first?.after.hasPrefix("a ") == true)
    #expect(search.text().contains("in 3,000 rows"))
  }

  @Test func aSpanOfRowsIsFoundAgain() throws {
    let recording = Recording(
      of: model, reading: InputSequence.rows(series.part(0..<40)))
    let match = try SpanMatch(
      recording, span: 10...11, layer: 0, quantity: .forgetGate,
      threshold: 0.2, edges: .none)
    let found = try match.search(model, over: corpus.sequence, count: 3)
    #expect(!found.isEmpty)
    let text = match.text(found, read: recording.read, corpus: corpus)
    #expect(text.contains("day 10 to day 11") && text.contains("[day "))
  }

  @Test func aTrajectoryHasAPlaceForEveryRow() throws {
    let trajectory = try CorpusTrajectory(
      model, over: corpus.sequence, layer: 0, quantity: .hidden)
    #expect(trajectory.points.map(\.position) == Array(0..<3_000))
  }
}
