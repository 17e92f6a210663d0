/// What is wrong with the bytes of a safetensors file.
package enum SafetensorsError: Error, Equatable {
  /// There are fewer than the eight bytes that give the header's length.
  case tooShort(byteCount: Int)
  /// The header would reach past the end of the file.
  case headerBeyondFile(length: UInt64, byteCount: Int)
  /// The header is longer than the format allows.
  case headerTooLong(length: UInt64)
  /// The header is not UTF-8; the offset counts from the start of the file.
  case headerNotUTF8(offset: Int)
  /// The header is not a JSON object of the right form.
  case headerNotJSON(reason: String)
  /// An object in the header has the same key twice.
  case duplicateName(String)
  /// A value in `__metadata__` is not a string, or `__metadata__` no object.
  case metadataNotStrings(reason: String)
  /// An entry of the header lacks a part or has one of the wrong kind.
  case entryMalformed(tensor: String, reason: String)
  /// Numbers of a kind that is not read here.
  case unknownType(tensor: String, type: String)
  /// A size below 0.
  case negativeShape(tensor: String, shape: [Int])
  /// A shape with more places than can be counted.
  case shapeOverflow(tensor: String, shape: [Int])
  /// Offsets that end before they begin, or begin below 0.
  case offsetsReversed(tensor: String, begin: Int, end: Int)
  /// Offsets that lie outside of the data.
  case offsetsOutOfRange(tensor: String, begin: Int, end: Int, dataCount: Int)
  /// The shape needs another number of bytes than the offsets span.
  case lengthMismatch(
    tensor: String, shape: [Int], type: String, expected: Int, found: Int)
  /// Two tensors share bytes.
  case overlap(first: String, second: String)
  /// Bytes between tensors that belong to none.
  case hole(before: String, from: Int, to: Int)
  /// Bytes after the last tensor.
  case trailingBytes(count: Int)
  /// The numbers are not those that the file was sealed with.
  case altered
}

extension SafetensorsError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .tooShort(let byteCount):
      "\(byteCount) bytes are too few for a safetensors file, which starts "
        + "with 8 that give its header's length. \(copyAgain)"
    case .headerBeyondFile(let length, let byteCount):
      "the first 8 bytes promise a header of \(length) bytes, but the file "
        + "has \(byteCount). It is cut short or not safetensors. \(copyAgain)"
    case .headerTooLong(let length):
      "the header claims \(length) bytes; safetensors allows "
        + "\(Safetensors.longestHeader). \(copyAgain)"
    case .headerNotUTF8(let offset):
      "the header is not UTF-8: byte \(offset) of the file. \(copyAgain)"
    case .headerNotJSON(let reason):
      "the header is not the JSON of a safetensors file: \(reason). "
        + copyAgain
    case .duplicateName(let name):
      "the header has \"\(name)\" twice. Give each tensor and each key of "
        + "the metadata its own name."
    case .metadataNotStrings(let reason):
      "__metadata__ in the header must map strings to strings: \(reason). "
        + "Write other values as strings."
    case .entryMalformed(let tensor, let reason):
      "the header's entry for \(tensor) is unusable: \(reason). It needs "
        + "dtype, shape and data_offsets."
    case .unknownType, .negativeShape, .shapeOverflow, .offsetsReversed,
      .offsetsOutOfRange, .lengthMismatch:
      tensorDescription
    case .overlap, .hole, .trailingBytes:
      layoutDescription
    case .altered:
      "its numbers are not those that were written: their SHA-256 is not the "
        + "\(Safetensors.sealKey) of its metadata. \(copyAgain) If they were "
        + "changed on purpose, leave that key out."
    }
  }

  private var tensorDescription: String {
    switch self {
    case .unknownType(let tensor, let type):
      "\(tensor) holds numbers of type \(type); lstm-lab reads "
        + NumberType.allCases.map(\.rawValue).joined(separator: ", ")
        + ". Convert it first, in PyTorch with tensor.float()."
    case .negativeShape(let tensor, let shape):
      "\(tensor) has the shape \(shape), and a size cannot be negative. "
        + copyAgain
    case .shapeOverflow(let tensor, let shape):
      "\(tensor) has the shape \(shape), which is more than can be counted. "
        + copyAgain
    case .offsetsReversed(let tensor, let begin, let end):
      "the data_offsets of \(tensor) are [\(begin), \(end)]; they must not "
        + "be negative nor end before they begin. \(copyAgain)"
    case .offsetsOutOfRange(let tensor, let begin, let end, let dataCount):
      "\(tensor) claims bytes \(begin) to \(end) of the data, which has "
        + "\(dataCount). The file is cut short or damaged. \(copyAgain)"
    case .lengthMismatch(
      let tensor, let shape, let type, let expected, let found):
      "\(tensor) of shape \(shape) in \(type) takes \(expected) bytes, but "
        + "its data_offsets span \(found). \(copyAgain)"
    default: ""
    }
  }

  private var layoutDescription: String {
    switch self {
    case .overlap(let first, let second):
      "\(first) and \(second) share bytes. \(copyAgain)"
    case .hole(let before, let from, let to):
      "bytes \(from) to \(to) of the data, before \(before), belong to no "
        + "tensor. \(copyAgain)"
    case .trailingBytes(let count):
      "\(count) bytes after the last tensor belong to none. \(copyAgain)"
    default: ""
    }
  }

  private var copyAgain: String { "Fetch or export the file again." }
}
