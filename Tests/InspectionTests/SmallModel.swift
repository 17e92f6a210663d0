import LSTMCore

/// A model with random weights, biases included, that reads a to i.
func smallModel(hidden: [Int], seed: UInt64 = 11) -> CharacterModel {
  var generator = SplitMix64(seed: seed)
  var model = CharacterModel(
    vocabulary: Vocabulary("abcdefghi".unicodeScalars), embeddingSize: 4,
    hiddenSizes: hidden, using: &generator)
  for layer in model.stack.layers.indices {
    guard var cell = model.stack.layers[layer] as? LSTMCell else { continue }
    for parameter in LSTMCell.parameters {
      cell[keyPath: parameter.path] = cell[keyPath: parameter.path].map {
        Double(
          Float($0 + 0.5 * Double.random(in: -1...1, using: &generator)))
      }
    }
    model.stack.layers[layer] = cell
  }
  model.readoutBias = Vector(
    model.readoutBias.elements.map { _ in
      Double(Float(Double.random(in: -1...1, using: &generator)))
    })
  model.embedding.elements = model.embedding.elements.map { Double(Float($0)) }
  model.readout.elements = model.readout.elements.map { Double(Float($0)) }
  return model
}

/// A random text of the model's symbols.
func randomIndices(
  _ count: Int, of model: CharacterModel, seed: UInt64 = 3
) -> [Int] {
  var generator = SplitMix64(seed: seed)
  return (0..<count).map { _ in
    Int.random(in: 0..<model.vocabulary.count, using: &generator)
  }
}
