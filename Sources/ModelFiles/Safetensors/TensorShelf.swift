import LSTMCore

/// The tensors of a model file, taken off one by one; each is checked when it
/// is taken, and what is left at the end does not belong.
struct TensorShelf {
  private let tensors: [String: Tensor]
  private let names: [String]
  private var taken: Set<String> = []

  init(_ tensors: [Tensor]) {
    names = tensors.map(\.name)
    self.tensors = Dictionary(
      tensors.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The shape of a tensor that has so many axes.
  func shape(
    _ name: String, axes: Int
  ) throws(ModelContentError) -> [Int] {
    let shape = try find(name).shape
    guard shape.count == axes else {
      throw .wrongShape(
        tensor: name, expected: "\(axes) axes", found: shape,
        why: "a matrix has rows and columns")
    }
    return shape
  }

  /// The numbers of a tensor, row after row, all of them finite.
  ///
  /// - Parameter why: where the expected shape comes from.
  mutating func take(
    _ name: String, shape: [Int], why: String
  ) throws(ModelContentError) -> [Double] {
    let tensor = try find(name)
    guard tensor.shape == shape else {
      throw .wrongShape(
        tensor: name, expected: "\(shape)", found: tensor.shape, why: why)
    }
    let values = tensor.values
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(
        tensor: name, index: place(index, in: shape),
        value: "\(values[index])")
    }
    taken.insert(name)
    return values
  }

  /// The embedding: a row per symbol.
  mutating func takeEmbedding(
    for vocabulary: Vocabulary
  ) throws(ModelContentError) -> Matrix {
    let (name, symbols) = ("embedding.weight", vocabulary.count)
    let shape = try shape(name, axes: 2)
    guard shape[0] == symbols else {
      throw .vocabularySize(symbols: symbols, embeddingRows: shape[0])
    }
    guard shape[1] > 0 else {
      throw .wrongShape(
        tensor: name, expected: "[\(symbols), at least 1]", found: shape,
        why: "a layer reads at least one value")
    }
    return Matrix(
      rows: symbols, columns: shape[1],
      try take(name, shape: shape, why: ""))
  }

  /// Refuses tensors that nobody took.
  func requireEmpty() throws(ModelContentError) {
    if let name = names.first(where: { !taken.contains($0) }) {
      throw .unexpectedTensor(name)
    }
  }

  private func find(_ name: String) throws(ModelContentError) -> Tensor {
    guard let tensor = tensors[name] else {
      throw .missingTensor(name, found: names)
    }
    return tensor
  }
}

/// The place of the element at `index`, one number per axis.
func place(_ index: Int, in shape: [Int]) -> [Int] {
  var (rest, place) = (index, [Int]())
  for size in shape.reversed() {
    place.insert(rest % size, at: 0)
    rest /= size
  }
  return place
}
