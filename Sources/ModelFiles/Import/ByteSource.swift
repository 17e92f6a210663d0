/// Bytes that are read where they are needed: those of a file on disk, or
/// bytes in memory, or a part of either.
package struct ByteSource: Sendable {
  private enum Storage: Sendable {
    case memory([UInt8])
    case file(InputDescriptor)
  }

  private let storage: Storage
  private let range: Range<Int>

  /// How many bytes there are.
  package var count: Int { range.count }

  /// Bytes in memory.
  package init(_ bytes: [UInt8]) {
    storage = .memory(bytes)
    range = 0..<bytes.count
  }

  /// A file; a pipe, which has no places to go back to, is read whole.
  ///
  /// - Throws: `ModelFileError`.
  package init(path: String) throws(ModelFileError) {
    do {
      let input = try InputDescriptor(path: path)
      if input.isDevice { throw ModelFileError.device(path) }
      guard let size = input.size else {
        self.init(try input.readToEnd())
        return
      }
      self.init(.file(input), 0..<size)
    } catch let error as ModelFileError {
      throw error
    } catch let problem as InputProblem {
      throw ModelFileError(problem, path: path)
    } catch {
      throw .unreadable(path, reason: "\(error)")
    }
  }

  private init(_ storage: Storage, _ range: Range<Int>) {
    (self.storage, self.range) = (storage, range)
  }

  /// A part of these bytes; `place` names it in messages.
  package func slice(
    at offset: Int, count: Int, of place: String
  ) throws(ForeignFileError) -> ByteSource {
    guard offset >= 0, count >= 0, offset <= self.count,
      count <= self.count - offset
    else {
      throw .truncated(place: place, needed: count, at: offset)
    }
    let start = range.lowerBound + offset
    return ByteSource(storage, start..<start + count)
  }

  /// The bytes of a part; `place` names it in messages.
  package func bytes(
    at offset: Int, count: Int, of place: String
  ) throws(ForeignFileError) -> [UInt8] {
    try slice(at: offset, count: count, of: place).bytes(of: place)
  }

  /// All bytes.
  package func bytes(of place: String) throws(ForeignFileError) -> [UInt8] {
    switch storage {
    case .memory(let bytes):
      return range == 0..<bytes.count ? bytes : Array(bytes[range])
    case .file(let input):
      do {
        let bytes = try input.read(range)
        guard bytes.count == range.count else {
          throw ForeignFileError.truncated(
            place: place, needed: range.count, at: range.lowerBound)
        }
        return bytes
      } catch let error as ForeignFileError {
        throw error
      } catch InputProblem.system(let reason) {
        throw .malformed(place: place, reason: "it cannot be read: \(reason)")
      } catch {
        throw .malformed(place: place, reason: "it cannot be read")
      }
    }
  }

  /// As many of the first bytes as there are, up to `count`.
  package func prefix(_ count: Int) throws(ForeignFileError) -> [UInt8] {
    try bytes(at: 0, count: min(count, self.count), of: "the beginning")
  }
}
