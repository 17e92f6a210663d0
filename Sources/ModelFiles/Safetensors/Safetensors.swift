/// Named arrays of numbers and strings about them: what a safetensors file
/// holds.
///
/// The file is eight bytes that give the length of a JSON header (unsigned,
/// little-endian), the header, and the numbers one tensor after another:
///
///     {"__metadata__": {"format": "lstm-lab/1"},
///      "readout.bias": {"dtype": "F32", "shape": [3],
///                       "data_offsets": [0, 12]}}
///
/// See `Safetensors.parse` and `encode()`.
package struct Safetensors: Equatable, Sendable {
  /// Strings about the tensors, by key.
  package var metadata: [String: String]
  /// The tensors in the order in which their numbers are stored.
  package var tensors: [Tensor]

  /// A file of the given parts.
  package init(metadata: [String: String] = [:], tensors: [Tensor]) {
    (self.metadata, self.tensors) = (metadata, tensors)
  }

  /// The tensor of that name, or nil.
  package subscript(name: String) -> Tensor? {
    tensors.first { $0.name == name }
  }
}

/// A named array of floating-point numbers with a shape.
package struct Tensor: Equatable, Sendable {
  /// The name, such as `lstm.weight_ih_l0`.
  package let name: String
  /// How the numbers are stored.
  package let type: NumberType
  /// The size along each axis; the last varies fastest in `bytes`.
  package let shape: [Int]
  /// The numbers, little-endian.
  package let bytes: [UInt8]

  /// A tensor of stored numbers, as many as the shape has places.
  package init(name: String, type: NumberType, shape: [Int], bytes: [UInt8]) {
    precondition(
      bytes.count == shape.reduce(type.byteCount, *),
      "\(bytes.count) bytes for \(type.rawValue) \(shape)")
    (self.name, self.type, self.shape, self.bytes) = (name, type, shape, bytes)
  }

  /// A tensor of `values`, row after row, in F64 or, rounded to the nearest,
  /// in F32 or F16.
  package init(
    name: String, type: NumberType, shape: [Int], values: [Double]
  ) {
    self.init(
      name: name, type: type, shape: shape, bytes: type.bytes(of: values))
  }

  /// The numbers, row after row.
  package var values: [Double] { type.values(of: bytes) }

  /// The same numbers, rounded to what `type` can hold.
  func stored(as type: NumberType) -> Tensor {
    type == self.type
      ? self : Tensor(name: name, type: type, shape: shape, values: values)
  }
}
