import Inspection
import LSTMCore
import LSTMTraining
import Testing
import Wording

/// Units that were planted are found, and nothing else is.
struct CellSearchTests {
  /// A model that reads a, “ and ” in which unit 2 of 5 is 1 inside quotations
  /// and 0 outside: the opening mark opens i and C̃, the closing one shuts f.
  static func latch() -> Model {
    var cell = LSTMCell(inputSize: 3, hiddenSize: 5)
    cell.forgetGate.bias[2] = 20
    cell.forgetGate.input[2, 2] = -40
    cell.inputGate.bias[2] = -20
    cell.inputGate.input[2, 1] = 40
    cell.candidate.input[2, 1] = 20
    cell.outputGate.bias[2] = 20
    var generator = SplitMix64(seed: 5)
    for unit in [0, 1, 3, 4] {
      for gate in [\LSTMCell.inputGate, \.candidate, \.outputGate] {
        cell[keyPath: gate].input[unit, 0] = Double.random(
          in: -1...1, using: &generator)
      }
    }
    let identity = Matrix(
      rows: 4, columns: 3, [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1])
    return Model(
      reader: .embedding(Vocabulary("a“”".unicodeScalars), identity),
      stack: Stack([cell]),
      readout: Readout(
        weights: Matrix(rows: 4, columns: 5), bias: Vector(zeros: 4),
        .nextSymbol))
  }

  static func text(_ count: Int) -> [Unicode.Scalar] {
    var generator = SplitMix64(seed: 8)
    var (text, isOpen) = ([Unicode.Scalar](), false)
    while text.count < count {
      let run = Int.random(in: 5...40, using: &generator)
      text += [Unicode.Scalar](repeating: "a", count: run)
      text.append(isOpen ? "”" : "“")
      isOpen.toggle()
    }
    return text
  }

  @Test func aPlantedLatchIsFound() throws {
    let (model, text) = (Self.latch(), Self.text(9_000))
    let symbols = model.symbols(of: text).map { UInt16($0) }
    let labels = TextLabels.labels(of: text).filter {
      $0.name == "quotation"
    }
    var search = CellSearch(layer: 0)
    search.quantities = [.cell]
    search.shuffles = 100
    let finding = try #require(
      try search.run(model, over: LongSequence(symbols), labels: labels).first)
    #expect(finding.unit == 2 && finding.quantity == .cell)
    #expect(finding.confirmed == .area(1))
    #expect(finding.isFound)
    #expect((finding.chance?.strength ?? 1) < 0.5)
    #expect((finding.probe?.strength ?? 0) > 0.99)
    #expect((finding.medians?.yes ?? 0) > 0.9)
    search.threads = 1
    let again = try search.run(
      model, over: LongSequence(symbols), labels: labels)
    #expect(again == [finding])
  }

  /// A label of pure chance, in runs: chosen as the best of all units, it does
  /// not hold on the other half.
  @Test func chanceIsNotFound() throws {
    let (model, text) = (Self.latch(), Self.text(9_000))
    let symbols = model.symbols(of: text).map { UInt16($0) }
    var generator = SplitMix64(seed: 21)
    var random: [Bool] = []
    while random.count < text.count {
      let flag = Bool.random(using: &generator)
      random += [Bool](
        repeating: flag, count: Int.random(in: 5...60, using: &generator))
    }
    let label = TextLabel(
      "chance", "", kind: .given,
      values: .flags(Array(random.prefix(text.count))))
    var search = CellSearch(layer: 0)
    search.shuffles = 200
    let finding = try #require(
      try search.run(model, over: LongSequence(symbols), labels: [label]).first)
    #expect(!finding.isFound && !finding.beatsChance)
  }

  @Test func whatCannotBeSearchedIsNamed() {
    let model = Self.latch()
    #expect(throws: InspectionError.self) {
      try CellSearch(layer: 0).run(
        model, over: LongSequence([1, 2]), labels: [])
    }
    let symbols = [UInt16](repeating: 1, count: 3_000)
    let constant = TextLabel(
      "none", "", kind: .given,
      values: .flags([Bool](repeating: false, count: 3_000)))
    #expect(throws: InspectionError.self) {
      try CellSearch(layer: 0).run(
        model, over: LongSequence(symbols), labels: [constant])
    }
    #expect(throws: InspectionError.noLayer(1, count: 1)) {
      try CellSearch(layer: 1).run(
        model, over: LongSequence(symbols), labels: [])
    }
  }

  @Test func contextsAreTheHighestPlaces() throws {
    let model = smallModel(hidden: [6])
    let indices = randomIndices(30_000, of: model)
    let scalars = indices.map {
      model.reader.vocabulary?[$0].unicodeScalars.first ?? "?"
    }
    let reader = ActivationReader(try FloatModel(model), layer: 0)
    var search = ContextSearch(.hidden, layer: 0, unit: 3, count: 5)
    // Pieces far smaller than the text must not matter.
    var chunks = CorpusChunks(
      scalars.makeIterator(), vocabulary: try #require(model.reader.vocabulary),
      size: 7_000)
    while let chunk = chunks.next() { search.add(chunk, reader: reader) }
    #expect(search.characters == 30_000 && chunks.count == 30_000)
    let values = model.trace(over: indices)[.hidden, layer: 0]
    let all = (0..<30_000).map { values[$0, 3] }
    let top = search.top
    #expect(top.count == 5)
    #expect(abs(Double(top[0].value) - (all.max() ?? 0)) < 1e-4)
    #expect(abs(Double(search.bottom[0].value) - (all.min() ?? 0)) < 1e-4)
    for place in top + search.bottom {
      #expect(abs(Double(place.value) - all[place.position]) < 1e-4)
      #expect(place.character == visible(scalars[place.position]))
      #expect(
        place.after.first.map(String.init)
          == visible(scalars[place.position + 1]))
    }
    for (a, b) in zip(top, top.dropFirst()) {
      #expect(a.value >= b.value)
      #expect(
        abs(a.position - b.position) >= ContextSearch.separation.characters)
    }
    #expect(
      search.text().split(separator: "\n").allSatisfy { $0.count <= 80 })
  }
}
