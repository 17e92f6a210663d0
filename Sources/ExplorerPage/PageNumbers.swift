import LSTMCore

/// The weights of a model in one run of float32, and the values of a trace in
/// float64, as the page's script unpacks them.
struct PageNumbers {
  private var bytes = Data()

  /// Where numbers lie in the run.
  struct Place: Encodable {
    let at: Int
    let shape: [Int]
  }

  /// Adds weights; gives their place.
  mutating func add(weights: [Double], shape: [Int]) -> Place {
    let place = Place(at: bytes.count / 4, shape: shape)
    for weight in weights {
      withUnsafeBytes(of: Float(weight).bitPattern.littleEndian) {
        bytes.append(contentsOf: $0)
      }
    }
    return place
  }

  mutating func add(_ matrix: Matrix) -> Place {
    add(weights: matrix.elements, shape: [matrix.rows, matrix.columns])
  }

  mutating func add(_ vector: Vector) -> Place {
    add(weights: vector.elements, shape: [vector.count])
  }

  /// Adds values in full precision.
  mutating func add(exactly values: Vector) {
    for value in values.elements {
      withUnsafeBytes(of: value.bitPattern.littleEndian) {
        bytes.append(contentsOf: $0)
      }
    }
  }

  /// A number that changes with any bit (FNV-1a over words of 32 bits).
  var digest: UInt32 {
    bytes.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 4).reduce(0x811c_9dc5) { hash, at in
        let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
        return (hash ^ UInt32(littleEndian: word)) &* 0x0100_0193
      }
    }
  }

  var base64: String { bytes.base64EncodedString() }
}

/// JSON that may stand inside a page.
enum JSONText {
  /// A value as JSON without any `<`, which could end the script around it.
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
      .split(separator: "<", omittingEmptySubsequences: false)
      .joined(separator: "\\u003c")
  }

  /// A string as JavaScript writes it, safe inside a page.
  static func string(_ string: String) -> String {
    (try? text(string)) ?? "\"\""
  }
}
