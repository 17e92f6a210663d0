import Drawing
import LSTMCore
import Testing
import TraceFigures

struct WeightMapTests {
  @Test func everyArrayIsAtItsGate() {
    var cell = LSTMCell(inputSize: 2, hiddenSize: 3)
    cell.inputGate.recurrent[1, 2] = 0.5
    let map = WeightMap(of: cell, layer: 0)
    #expect(
      map.gates.map(\.name)
        == ["forget gate", "input gate", "candidate", "output gate"])
    for gate in map.gates {
      #expect(gate.blocks.map(\.source) == ["input", "recurrent", "bias"])
      #expect(gate.blocks.map(\.values.columns) == [2, 3, 1])
    }
    #expect(map.gates[1].blocks[1].values[1, 2] == 0.5)
    #expect(map.deadUnits(of: map.gates[1]) == [0, 2])
    #expect(map.deadUnits(of: map.gates[0]) == [0, 1, 2])
    let labels = map.scene(measure: EvenTextMeasure()).labels
      .map(\.text.string)
    #expect(labels.contains { $0.contains("11 rows of zeros") })
  }

  @Test func aCellOfOneGateIsDrawnAsWell() {
    var generator = SplitMix64(seed: 1)
    let cell = CellFamily.rnn.layer(inputs: 4, units: 6, using: &generator)
    let map = WeightMap(of: cell, layer: 2)
    #expect(map.gates.map(\.name) == ["hidden"])
    #expect(map.deadUnits(of: map.gates[0]).isEmpty)
    #expect(map.scene(measure: EvenTextMeasure()).title.contains("layer 2"))
  }

  @Test func cellsAreAtTheirUnitAndSource() throws {
    var cell = LSTMCell(inputSize: 2, hiddenSize: 3)
    cell.forgetGate.input[2, 0] = -1
    let images = WeightMap(of: cell, layer: 0)
      .scene(measure: EvenTextMeasure()).elements.flatMap(\.flattened)
      .compactMap {
        if case .cells(let image, _) = $0 { image } else { nil }
      }
    let first = try #require(images.first { $0.rows == 3 && $0.columns == 2 })
    #expect(first[0, 2] == ColourMap.orangeToBlue.levels.first)
    #expect(first[1, 2] == ColourMap.orangeToBlue.colour(at: 0.5))
  }

  /// A projection is as tall as h, and the norms of four layers lie side by
  /// side.
  @Test func arraysKeepTheirShape() throws {
    let projected = WeightMap(
      of: CellFamily.known("projected").layer(
        CellSizes(inputs: 3, units: 6, projection: 2)), layer: 0)
    let projection = try #require(projected.gates.last)
    #expect(projection.name == "projection" && projection.rows == 2)
    #expect(projection.blocks.map(\.values.columns) == [6])

    var cell = CellFamily.known("layer-norm").layer(inputs: 3, units: 2)
    cell["inputNorm.gain"] = (0..<8).map(Double.init)
    let norms = WeightMap(of: cell, layer: 0)
    let gain = norms.gates.first { $0.name == "input norm" }?.blocks[0].values
    #expect(gain?.rows == 2 && gain?.columns == 4)
    // The third layer's second unit.
    #expect(gain?[1, 2] == 5)

    let block = CellFamily.lstm1997.layer(
      CellSizes(inputs: 3, units: 6, blocks: 2))
    #expect(WeightMap(of: block, layer: 0).gates.map(\.rows) == [2, 2, 6])

    let peephole = WeightMap(
      of: CellFamily.known("peephole").layer(inputs: 1, units: 2), layer: 0)
    #expect(peephole.gates.count == 4)
    #expect(
      peephole.gates[0].blocks.map(\.source)
        == ["input", "recurrent", "bias", "peephole"])
  }

  /// By character the first block is W·E and says so, in the picture and in the
  /// numbers.
  @Test func weightsByCharacterSayWhatTheyAre() throws {
    var generator = SplitMix64(seed: 3)
    let model = Model(
      vocabulary: Vocabulary("ab \n".unicodeScalars), embeddingSize: 3,
      hiddenSizes: [4], using: &generator)
    let cell = try #require(model.stack.cells[0] as? LSTMCell)
    let map = try #require(
      WeightMap(of: cell, layer: 0).byCharacter(model.reader))
    let block = map.gates[0].blocks[0]
    let names = try #require(map.columnNames["character"])
    let column = try #require(names.firstIndex(of: "b"))
    let read = model.reader(.symbol(model.symbols(of: ["b"])[0]))
    #expect(block.source == "character" && block.values.columns == 5)
    for unit in 0..<4 {
      let exact = cell.forgetGate.input[row: unit].dot(read)
      #expect(abs(block.values[unit, column] - exact) < 1e-12)
    }
    let labels = map.scene(measure: EvenTextMeasure()).labels
      .map(\.text.string)
    #expect(labels.contains { $0.contains("W·E") })
    #expect(!labels.contains { $0.contains("input") && $0.contains("(W)") })
  }

  @Test func theWeightsOfEveryCellFit() {
    func map(_ kind: CellDefinition) -> WeightMap {
      var generator = SplitMix64(seed: 2)
      return WeightMap(
        of: kind.layer(
          CellSizes(inputs: 3, units: 5), weights: Initialisation(),
          using: &generator), layer: 0)
    }
    let typesetter = Typesetter()
    for member in CellFamily.members {
      for style in [FigureStyle.screen, .print] {
        expectTidy(
          map(member).scene(style: style, measure: typesetter),
          measure: typesetter, minimumText: style.minimumText)
      }
    }
  }
}
