extension Safetensors {
  /// The bytes of a file: equal values give equal bytes.
  ///
  /// Metadata comes first, its keys sorted; tensors keep their order, but wide
  /// numbers go before narrow ones so that every number is aligned. Spaces pad
  /// the header to a multiple of eight bytes.
  package func encode() -> [UInt8] {
    let stored = stored
    var header = encodedHeader(stored)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }

    var file: [UInt8] = []
    file.reserveCapacity(
      8 + header.count + stored.reduce(0) { $0 + $1.bytes.count })
    withUnsafeBytes(of: UInt64(header.count).littleEndian) {
      file.append(contentsOf: $0)
    }
    file += header
    for tensor in stored { file += tensor.bytes }
    return file
  }

  /// The tensors in the order in which a file has them.
  var stored: [Tensor] {
    [8, 4, 2, 1].flatMap { width in
      tensors.filter { $0.type.byteCount == width }
    }
  }

  private func encodedHeader(_ stored: [Tensor]) -> [UInt8] {
    var entries: [[UInt8]] = []
    if !metadata.isEmpty { entries.append(encodedMetadata()) }
    var offset = 0
    for tensor in stored {
      let end = offset + tensor.bytes.count
      let sizes = tensor.shape.map(String.init).joined(separator: ",")
      var entry: [UInt8] = []
      entry.appendJSON(tensor.name)
      entry +=
        """
        :{"dtype":"\(tensor.type.rawValue)","shape":[\(sizes)],\
        "data_offsets":[\(offset),\(end)]}
        """.utf8
      entries.append(entry)
      offset = end
    }
    return [UInt8(ascii: "{")] + entries.joined(separator: [UInt8(ascii: ",")])
      + [UInt8(ascii: "}")]
  }

  private func encodedMetadata() -> [UInt8] {
    var entry: [UInt8] = []
    entry.appendJSON(SafetensorsHeader.metadataKey)
    entry.append(":{")
    for (k, pair) in metadata.sorted(by: { $0.key < $1.key }).enumerated() {
      if k > 0 { entry.append(",") }
      entry.appendJSON(pair.key)
      entry.append(":")
      entry.appendJSON(pair.value)
    }
    entry.append("}")
    return entry
  }
}
