import LSTMCore
import Testing

/// A model with random weights, biases included, that reads a to i.
func smallModel(hidden: [Int], seed: UInt64 = 11) -> Model {
  var generator = SplitMix64(seed: seed)
  var model = Model(
    vocabulary: Vocabulary("abcdefghi".unicodeScalars), embeddingSize: 4,
    hiddenSizes: hidden, using: &generator)
  for layer in model.stack.cells.indices {
    let weights = model.stack.cells[layer].flatWeights
    model.stack.cells[layer].flatWeights = weights.map {
      Double(Float($0 + 0.5 * Double.random(in: -1...1, using: &generator)))
    }
  }
  if var readout = model.readout {
    readout.bias = readout.bias.map { _ in
      Double(Float(Double.random(in: -1...1, using: &generator)))
    }
    readout.weights.elements = readout.weights.elements.map {
      Double(Float($0))
    }
    model.readout = readout
  }
  model.reader.embedding.elements =
    model.reader.embedding.elements.map { Double(Float($0)) }
  return model
}

/// A random text of the model's symbols.
func randomIndices(
  _ count: Int, of model: Model, seed: UInt64 = 3
) -> [Int] {
  var generator = SplitMix64(seed: seed)
  return (0..<count).map { _ in
    Int.random(
      in: 0..<model.reader.embedding.rows, using: &generator)
  }
}

/// A model of two layers of one kind of cell with random weights, biases too.
func smallModel(of name: String) throws -> Model {
  let kind = try #require(CellFamily[name])
  var generator = SplitMix64(seed: 17)
  func layer(inputs: Int, units: Int) -> any Cell {
    var cell = kind.layer(inputs: inputs, units: units)
    cell.flatWeights =
      Vector(
        normal: cell.parameterCount, deviation: 0.5, using: &generator
      ).elements
    return cell
  }
  let lower = layer(inputs: 4, units: 7)
  let upper = layer(inputs: lower.outputSize, units: 6)
  return Model(
    reader: .embedding(
      Vocabulary("abcdefghi".unicodeScalars),
      Matrix(
        rows: 10, columns: 4, Vector(normal: 40, using: &generator).elements)),
    stack: Stack([lower, upper]),
    readout: Readout(
      weights: Matrix(
        rows: 10, columns: upper.outputSize,
        Vector(normal: 10 * upper.outputSize, using: &generator).elements),
      bias: Vector(normal: 10, using: &generator), .nextSymbol))
}
