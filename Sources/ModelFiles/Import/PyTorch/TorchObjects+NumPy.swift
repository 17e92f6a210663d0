extension TorchObjects {
  /// A NumPy array in a pickle, whose bytes stand in the pickle itself:
  /// `_reconstruct` with the state (version, shape, dtype, order, bytes), or
  /// `_frombuffer` of (bytes, dtype, shape, order).
  func array(
    _ reference: Pickle.Reference, named name: String
  ) throws(ForeignFileError) -> ForeignTensor? {
    guard let call = pickle.call(reference) else { return nil }
    let parts: (shape: [Int]?, type: Int, isColumnMajor: Bool, bytes: Int)
    switch call.name {
    case "numpy.core.multiarray._reconstruct",
      "numpy._core.multiarray._reconstruct":
      guard let state = pickle.state(reference).flatMap(pickle.sequence),
        state.count >= 5
      else { return nil }
      parts = (pickle.ints(state[1]), state[2], isTrue(state[3]), state[4])
    case "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer":
      guard call.arguments.count >= 4 else { return nil }
      let arguments = call.arguments
      parts = (
        pickle.ints(arguments[2]), arguments[1],
        pickle.text(arguments[3]) == "F", arguments[0]
      )
    default: return nil
    }
    guard let shape = parts.shape, let (type, isBig) = dtype(parts.type),
      let bytes = bytes(parts.bytes),
      let count = placeCount(shape, limit: size),
      bytes.count == count * type.byteCount
    else { return nil }
    return numPyTensor(
      name: name, shape: shape, type: type, isBigEndian: isBig,
      isColumnMajor: parts.isColumnMajor, source: ByteSource(bytes))
  }

  private func isTrue(_ reference: Pickle.Reference) -> Bool {
    if case .bool(true) = pickle[reference] { true } else { false }
  }

  /// `numpy.dtype('f4', …)` with the state (version, '<', …).
  private func dtype(
    _ reference: Pickle.Reference
  ) -> (NumberType, isBigEndian: Bool)? {
    guard let call = pickle.call(reference), call.name == "numpy.dtype",
      let text = call.arguments.first.flatMap(pickle.text)
    else { return nil }
    let order = pickle.state(reference).flatMap(pickle.sequence)
      .flatMap { $0.count > 1 ? pickle.text($0[1]) : nil }
    guard let type = numPyType(text) else { return nil }
    return (type, order == ">")
  }

  /// Bytes, which older protocols write as text whose characters are the bytes.
  private func bytes(_ reference: Pickle.Reference) -> [UInt8]? {
    if case .bytes(let bytes) = pickle[reference] { return bytes }
    if let text = pickle.text(reference) { return Array(text.utf8) }
    guard let call = pickle.call(reference), call.name == "_codecs.encode",
      let text = call.arguments.first.flatMap(pickle.text)
    else { return nil }
    let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    return bytes.count == text.unicodeScalars.count ? bytes : nil
  }
}
