import LSTMCore
import LSTMTraining

/// A model and a text small enough for the reference.
struct SmallModel {
  var reference: Model
  let text: [UInt16]

  /// Random weights, biases included, and a random text.
  init(
    hidden: [Int], cell: FastCell = .lstm, symbols: Int = 9,
    characters: Int = 400
  ) {
    var generator = SplitMix64(seed: UInt64(hidden.reduce(7, +)))
    reference = Model(
      vocabulary: Vocabulary(
        (0..<UInt32(symbols - 1)).compactMap { Unicode.Scalar(0x61 + $0) }),
      embeddingSize: 5, hiddenSizes: hidden,
      cell: CellFamily.known(cell.rawValue),
      using: &generator)
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

extension Model {
  /// Every array of weights by name, such as `layer 0 forgetGate.recurrent`.
  var parameterNames: [String] {
    stack.cells.indices.flatMap { layer in
      stack.cells[layer].definition.parameterNames.map {
        "layer \(layer) \($0)"
      }
    } + ["embedding", "readout", "readout bias"]
  }

  /// The array of that name.
  subscript(name: String) -> [Double] {
    get {
      switch name {
      case "embedding": return reader.embedding.elements
      case "readout": return readout?.weights.elements ?? []
      case "readout bias": return readout?.bias.elements ?? []
      default:
        let (layer, parameter) = split(name)
        return stack.cells[layer][parameter]
      }
    }
    set {
      switch name {
      case "embedding": reader.embedding.elements = newValue
      case "readout": readout?.weights.elements = newValue
      case "readout bias": readout?.bias = Vector(newValue)
      default:
        let (layer, parameter) = split(name)
        stack.cells[layer][parameter] = newValue
      }
    }
  }

  /// `layer 0 forgetGate.recurrent` as number and name.
  private func split(_ name: String) -> (Int, String) {
    let words = name.split(separator: " ")
    return (Int(words[1]) ?? 0, String(words[2]))
  }
}

/// max |a − b| / max |b|.
func relativeDifference(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count, "\(a.count) and \(b.count) values")
  let largest = b.reduce(0) { max($0, abs($1)) }
  let apart = zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
  return apart / max(largest, 1e-12)
}
