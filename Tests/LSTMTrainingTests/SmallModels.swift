import LSTMCore
import LSTMTraining

/// A model and a text small enough for the reference.
struct SmallModel {
  var reference: CharacterModel
  let text: [UInt16]

  /// Random weights, biases included, and a random text.
  init(hidden: [Int], symbols: Int = 9, characters: Int = 400) {
    var generator = SplitMix64(seed: UInt64(hidden.reduce(7, +)))
    reference = CharacterModel(
      vocabulary: Vocabulary(
        "abcdefghijklmnopqrst".unicodeScalars.prefix(symbols - 1)),
      embeddingSize: 5, hiddenSizes: hidden, using: &generator)
    for name in reference.parameterNames {
      reference[name] = reference[name].map {
        Double(
          Float($0 + 0.3 * Double.random(in: -1...1, using: &generator)))
      }
    }
    text = (0..<characters).map { _ in
      UInt16.random(in: 0..<UInt16(symbols), using: &generator)
    }
  }

  func symbols(_ range: Range<Int>) -> [Int] { text[range].map(Int.init) }
}

extension CharacterModel {
  /// Every array of weights by name, such as `layer 0 forgetGate.recurrent`.
  var parameterNames: [String] {
    stack.layers.indices.flatMap { layer in
      LSTMCell.parameters.map { "layer \(layer) \($0.name)" }
    } + ["embedding", "readout", "readout bias"]
  }

  /// The array of that name.
  subscript(name: String) -> [Double] {
    get {
      switch name {
      case "embedding": return embedding.elements
      case "readout": return readout.elements
      case "readout bias": return readoutBias.elements
      default:
        let (layer, parameter) = find(name)
        return (stack.layers[layer] as? LSTMCell)?[keyPath: parameter.path]
          ?? []
      }
    }
    set {
      switch name {
      case "embedding": embedding.elements = newValue
      case "readout": readout.elements = newValue
      case "readout bias": readoutBias.elements = newValue
      default:
        let (layer, parameter) = find(name)
        guard var cell = stack.layers[layer] as? LSTMCell else { return }
        cell[keyPath: parameter.path] = newValue
        stack.layers[layer] = cell
      }
    }
  }

  private func find(_ name: String) -> (Int, Parameter<LSTMCell>) {
    for layer in stack.layers.indices {
      for parameter in LSTMCell.parameters
      where name == "layer \(layer) \(parameter.name)" {
        return (layer, parameter)
      }
    }
    preconditionFailure("no weights called \(name)")
  }
}

/// max |a − b| / max |b|.
func relativeDifference(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count, "\(a.count) and \(b.count) values")
  let largest = b.reduce(0) { max($0, abs($1)) }
  let apart = zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
  return apart / max(largest, 1e-12)
}
