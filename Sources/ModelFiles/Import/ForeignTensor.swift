/// A named array of numbers in a file that another program wrote; the numbers
/// are read when they are asked for.
package struct ForeignTensor: Sendable {
  package typealias Reading =
    @Sendable () throws(ForeignFileError) -> [Double]

  /// The name, such as `encoder.weight_ih_l0`.
  package var name: String
  /// The size along each axis; the last varies fastest in `values()`.
  package let shape: [Int]
  /// How the file stores the numbers, for people: `F32`.
  package let type: String
  private let read: Reading

  /// A tensor whose numbers `read` gives, as many as the shape has places.
  package init(
    name: String, shape: [Int], type: String, read: @escaping Reading
  ) {
    (self.name, self.shape, self.type) = (name, shape, type)
    self.read = read
  }

  /// A tensor in memory.
  package init(
    name: String, shape: [Int], type: String = "F64", values: [Double]
  ) {
    self.init(name: name, shape: shape, type: type) {
      () throws(ForeignFileError) in values
    }
  }

  /// How many numbers there are.
  package var count: Int { shape.reduce(1, *) }

  /// The numbers, row after row.
  package func values() throws(ForeignFileError) -> [Double] {
    let values = try read()
    guard values.count == count else {
      throw .malformed(
        place: name,
        reason: "it holds \(values.count) numbers, and its shape \(shape) "
          + "has \(count)")
    }
    return values
  }

  /// The same tensor with its axes in another order: axis k of the result is
  /// axis `order[k]` of this one.
  func permuted(_ order: [Int]) -> ForeignTensor {
    if order.indices.elementsEqual(order) { return self }
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] &* shape[axis + 1]
    }
    let sizes = order.map { shape[$0] }
    let steps = order.map { strides[$0] }
    return ForeignTensor(name: name, shape: sizes, type: type) {
      () throws(ForeignFileError) in
      gathered(try self.values(), shape: sizes, strides: steps)
    }
  }

  /// A matrix with rows and columns exchanged.
  func transposed() -> ForeignTensor { permuted([1, 0]) }

  /// The same tensor with its first axis last, and so on.
  func axesReversed() -> ForeignTensor { permuted(shape.indices.reversed()) }
}

/// The numbers at the places of a shape, the last axis fastest, a step along
/// axis k being `strides[k]` numbers.
func gathered(
  _ values: [Double], shape: [Int], strides: [Int]
) -> [Double] {
  guard !shape.contains(0) else { return [] }
  var places = [0]
  for (size, stride) in zip(shape, strides) {
    var next: [Int] = []
    next.reserveCapacity(places.count * size)
    for place in places {
      for k in 0..<size { next.append(place + k * stride) }
    }
    places = next
  }
  return places.map { values[$0] }
}

/// The number of places that a shape has, or nil where a size is negative or
/// it or their product is more than a file of `limit` bytes can hold. NumPy
/// and PyTorch have 64 axes at most.
func placeCount(_ shape: [Int], limit: Int) -> Int? {
  guard shape.count <= 64 else { return nil }
  var count = 1
  for size in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: size)
    guard 0...max(limit, 0) ~= size, !overflow else { return nil }
    count = product
  }
  return count <= limit ? count : nil
}
