import LSTMCore
import Testing

/// A model with random weights, biases included, that reads a to i.
func smallModel(hidden: [Int], seed: UInt64 = 11) -> Model {
  var generator = SplitMix64(seed: seed)
  var model = Model(
    vocabulary: Vocabulary("abcdefghi".unicodeScalars), embeddingSize: 4,
    hiddenSizes: hidden, using: &generator)
  for layer in model.stack.cells.indices {
    guard var cell = model.stack.cells[layer] as? LSTMCell else { continue }
    for parameter in LSTMCell.parameters {
      cell[keyPath: parameter.path] = cell[keyPath: parameter.path].map {
        Double(
          Float($0 + 0.5 * Double.random(in: -1...1, using: &generator)))
      }
    }
    model.stack.cells[layer] = cell
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
  let kind = try #require(CellFamily[name]).cell
  var generator = SplitMix64(seed: 17)
  func randomised<C: Cell>(_ cell: C) -> any Cell {
    var cell = cell
    for parameter in C.parameters {
      cell[keyPath: parameter.path] =
        Vector(
          normal: cell[keyPath: parameter.path].count, deviation: 0.5,
          using: &generator
        ).elements
    }
    return cell
  }
  let lower = randomised(kind.init(inputSize: 4, hiddenSize: 7))
  let upper = randomised(
    kind.init(inputSize: lower.outputSize, hiddenSize: 6))
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
