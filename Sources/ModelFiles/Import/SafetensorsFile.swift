/// safetensors of other makers: any names, any metadata, any of the numbers
/// that the format knows, and only those tensors read that are needed.
enum SafetensorsFile {
  static func read(
    _ source: ByteSource
  ) throws(ForeignFileError) -> ForeignFile {
    let place = "the safetensors file"
    var reader = ByteReader(source, of: place)
    let length = try reader.count64()
    guard length <= Safetensors.longestHeader else {
      throw .tooLarge(
        place: place, reason: "its header claims \(length) bytes")
    }
    let header: SafetensorsHeader
    do {
      header = try SafetensorsHeader.parse(try reader.bytes(length))
      try Safetensors.checkLayout(header.tensors, dataCount: reader.rest)
    } catch let error as SafetensorsError {
      throw .malformed(place: place, reason: "\(error)")
    } catch let error as ForeignFileError {
      throw error
    } catch {
      throw .malformed(place: place, reason: "\(error)")
    }
    let data = try reader.slice(reader.rest)
    return ForeignFile(
      format: "safetensors",
      tensors: header.tensors.map { entry in
        ForeignTensor(
          name: entry.name, shape: entry.shape, type: entry.type.rawValue
        ) { () throws(ForeignFileError) in
          let bytes = try data.bytes(
            at: entry.begin, count: entry.end - entry.begin, of: entry.name)
          return entry.type.values(of: bytes)
        }
      },
      attributes: .object(
        header.metadata.sorted { $0.key < $1.key }
          .map { .init($0.key, .string($0.value)) }))
  }
}
