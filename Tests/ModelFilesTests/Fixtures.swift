import LSTMCore
import ModelFiles
import Testing

/// A small model with random weights, rounded to what F32 can hold.
func smallModel(
  characters: String = "abc é,\"\n", embedding: Int = 3,
  hidden: [Int] = [4, 2], seed: UInt64 = 7
) -> Model {
  var generator = SplitMix64(seed: seed)
  var model = Model(
    vocabulary: Vocabulary(characters.unicodeScalars),
    embeddingSize: embedding, hiddenSizes: hidden, using: &generator)
  if var readout = model.readout {
    let bias = Vector(normal: readout.bias.count, using: &generator)
    readout.bias = bias.map(rounded)
    readout.weights.elements = readout.weights.elements.map(rounded)
    model.readout = readout
  }
  model.reader.embedding.elements =
    model.reader.embedding.elements.map(rounded)
  model.stack.cells = model.stack.cells.map { layer in
    var cell = layer
    cell.flatWeights = cell.flatWeights.map(rounded)
    return cell
  }
  return model
}

/// A model of the vanilla cell.
func vanillaModel() -> Model {
  var generator = SplitMix64(seed: 3)
  var cell = CellFamily.rnn.layer(inputs: 2, units: 3, using: &generator)
  cell[gate: "hidden"] = GateWeights(
    input: Matrix(rows: 3, columns: 2, [1, 2, 3, 4, 5, 6]),
    recurrent: Matrix(rows: 3, columns: 3, [1, 0, 0, 0, 2, 0, 0, 0, 3]),
    bias: [0.5, -0.5, 0.25])
  return Model(
    reader: .embedding(
      Vocabulary("xy".unicodeScalars),
      Matrix(rows: 3, columns: 2, [0, 0, 1, 0, 0, 1])),
    stack: Stack([cell]),
    readout: Readout(
      weights: Matrix(rows: 3, columns: 3), bias: [1, 2, 3], .nextSymbol))
}

/// A model of two layers of one kind of cell with random weights, biases too,
/// rounded to what F32 can hold.
func modelOfCell(_ name: String) throws -> Model {
  let kind = try #require(CellFamily[name])
  var generator = SplitMix64(seed: 17)
  func layer(inputs: Int) -> any Cell {
    var cell = kind.layer(inputs: inputs, units: 6)
    cell.flatWeights =
      Vector(
        normal: cell.parameterCount, deviation: 0.5, using: &generator
      ).elements.map(rounded)
    return cell
  }
  let lower = layer(inputs: 3)
  let upper = layer(inputs: lower.outputSize)
  return Model(
    reader: .embedding(
      Vocabulary("abc".unicodeScalars),
      Matrix(rows: 4, columns: 3, (0..<12).map { Double($0) / 8 })),
    stack: Stack([lower, upper]),
    readout: Readout(
      weights: Matrix(rows: 4, columns: upper.outputSize),
      bias: [0, 1, 2, 3], .nextSymbol))
}

private func rounded(_ value: Double) -> Double { Double(Float(value)) }

/// Whether two models have the same reader, weights and readout.
func same(_ a: Model, _ b: Model) -> Bool {
  a.reader == b.reader && a.readout == b.readout
    && a.stack.directions == b.stack.directions
    && a.stack.cells.map(AnyWeights.init)
      == b.stack.cells.map(AnyWeights.init)
}

/// A cell's weights by name, to compare cells of any kind.
private struct AnyWeights: Equatable {
  let weights: [String: [Double]]

  init(_ cell: any Cell) {
    weights = Dictionary(
      uniqueKeysWithValues: cell.parameters.enumerated().map {
        ($1.name, cell[parameter: $0])
      })
  }
}

/// The bytes of a safetensors file with any header and data.
func safetensors(header: String, data: Int = 0) -> [UInt8] {
  withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init)
    + Array(header.utf8) + [UInt8](repeating: 0, count: data)
}
