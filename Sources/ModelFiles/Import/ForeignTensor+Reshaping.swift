extension ForeignTensor {
  /// The same numbers in another shape of as many places.
  func reshaped(_ shape: [Int]) -> ForeignTensor {
    ForeignTensor(name: name, shape: shape, type: type) {
      () throws(ForeignFileError) in try self.values()
    }
  }

  /// The elements at `range` of the first axis.
  func rows(_ range: Range<Int>) -> ForeignTensor {
    let row = shape.dropFirst().reduce(1, *)
    return ForeignTensor(
      name: name, shape: [range.count] + shape.dropFirst(), type: type
    ) { () throws(ForeignFileError) in
      Array(
        try self.values()[range.lowerBound * row..<range.upperBound * row])
    }
  }

  /// The element at `index` of the first axis.
  func element(_ index: Int) -> ForeignTensor {
    rows(index..<index + 1).reshaped(Array(shape.dropFirst()))
  }

  /// The rows in blocks of one size, block k of the result being block
  /// `order[k]` of this tensor; the number of rows is a multiple of the blocks.
  func blocks(_ order: [Int]) -> ForeignTensor {
    if order.indices.elementsEqual(order) { return self }
    let row = shape.dropFirst().reduce(1, *)
    let size = shape[0] / order.count * row
    return ForeignTensor(name: name, shape: shape, type: type) {
      () throws(ForeignFileError) in
      let values = try self.values()
      return order.flatMap { values[$0 * size..<($0 + 1) * size] }
    }
  }
}

extension [ForeignTensor] {
  /// One tensor after another along the first axis.
  func joined(named name: String) -> ForeignTensor {
    let rows = reduce(0) { $0 + ($1.shape.first ?? 1) }
    let rest = first?.shape.dropFirst() ?? []
    return ForeignTensor(
      name: name, shape: [rows] + rest, type: first?.type ?? "F64"
    ) { () throws(ForeignFileError) in
      var values: [Double] = []
      for tensor in self { values += try tensor.values() }
      return values
    }
  }
}
