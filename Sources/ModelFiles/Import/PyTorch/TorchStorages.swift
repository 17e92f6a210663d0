/// Where the numbers of a PyTorch file lie. Several tensors may share one
/// storage, each with its own offset and strides.
struct TorchStorages: Sendable {
  /// The bytes of a storage, by its key.
  let find: @Sendable (String) throws(ForeignFileError) -> ByteSource
  var isBigEndian = false

  /// What a tensor says of its storage.
  struct Place: Sendable {
    let key: String
    let type: NumberType
    /// How many numbers lie in the storage before this view of it.
    var start = 0
  }
}

/// Which numbers of a storage make a tensor.
struct TorchTensor: Sendable {
  let storage: TorchStorages.Place
  let offset: Int
  let shape: [Int]
  let strides: [Int]

  /// The tensor, its numbers still in the file; `size` is the file's.
  func tensor(
    named name: String, in storages: TorchStorages, size: Int
  ) throws(ForeignFileError) -> ForeignTensor {
    guard let count = placeCount(shape, limit: size), offset >= 0,
      strides.count == shape.count, strides.allSatisfy({ $0 >= 0 }),
      let span = span(count)
    else {
      throw .malformed(
        place: name,
        reason: "shape \(shape), strides \(strides) and offset \(offset) do "
          + "not fit a file of \(size) bytes")
    }
    let (storage, offset) = (storage, offset)
    let (shape, strides) = (shape, strides)
    return ForeignTensor(
      name: name, shape: shape, type: storage.type.rawValue
    ) { () throws(ForeignFileError) in
      let width = storage.type.byteCount
      let bytes = try storages.find(storage.key).bytes(
        at: (storage.start + offset) * width, count: span * width, of: name)
      let values = storage.type.values(
        of: bytes, bigEndian: storages.isBigEndian)
      return span == count && strides == rowMajor(shape)
        ? values : gathered(values, shape: shape, strides: strides)
    }
  }

  /// How many numbers lie from the first to the last one, or nil where that
  /// cannot be. A tensor that shows the same number in many places, or has more
  /// places than its span, is not what a model's weights are.
  private func span(_ count: Int) -> Int? {
    guard count > 0 else { return 0 }
    var last = 0
    for (size, stride) in zip(shape, strides) {
      let (step, overflow) = stride.multipliedReportingOverflow(by: size - 1)
      let (sum, tooFar) = last.addingReportingOverflow(step)
      guard !overflow, !tooFar, sum < 1 << 48 else { return nil }
      last = sum
    }
    return count <= last + 1 && offset < 1 << 48 ? last + 1 : nil
  }
}

/// The strides of a tensor whose rows lie one after another.
private func rowMajor(_ shape: [Int]) -> [Int] {
  var (strides, step) = ([Int](), 1)
  for size in shape.reversed() {
    strides.append(step)
    step &*= size
  }
  return strides.reversed()
}
