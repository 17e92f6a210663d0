/// Tensors as `torch.save` and NumPy pickle them: calls of functions that
/// rebuild them, of which only the arguments are read.
struct TorchObjects {
  let pickle: Pickle
  let storages: TorchStorages
  /// The size of the file in bytes; no tensor has more places.
  let size: Int

  /// The tensor that a value describes, or nil where it is no tensor.
  func tensor(
    _ reference: Pickle.Reference, named name: String
  ) throws(ForeignFileError) -> ForeignTensor? {
    guard let call = rebuilding(reference, depth: 0) else {
      return try array(reference, named: name)
    }
    let arguments = call.arguments
    guard arguments.count >= 4, let offset = pickle.int(arguments[1]),
      let shape = pickle.ints(arguments[2]),
      let strides = pickle.ints(arguments[3])
    else {
      throw .malformed(
        place: name, reason: "\(call.name) has arguments of another kind")
    }
    let type = arguments.count > 6 ? pickle.global(arguments[6]) : nil
    guard
      let place = try storage(arguments[0], dtype: type, of: name)
    else { return nil }
    let tensor = TorchTensor(
      storage: place, offset: offset, shape: shape, strides: strides)
    return try tensor.tensor(named: name, in: storages, size: size)
  }

  /// The innermost call that makes a tensor of a storage.
  private func rebuilding(
    _ reference: Pickle.Reference, depth: Int
  ) -> (name: String, arguments: [Pickle.Reference])? {
    guard depth < 8, let call = pickle.call(reference) else { return nil }
    switch call.name {
    case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor",
      "torch._utils._rebuild_tensor_v3":
      return call
    case "torch._utils._rebuild_parameter",
      "torch._utils._rebuild_parameter_with_state",
      "torch.nn.parameter.Parameter":
      guard let inner = call.arguments.first else { return nil }
      return rebuilding(inner, depth: depth + 1)
    case "torch._tensor._rebuild_from_type_v2",
      "torch.tensor._rebuild_from_type", "torch._tensor._rebuild_from_type":
      guard call.arguments.count >= 3,
        let name = pickle.global(call.arguments[0]),
        let arguments = pickle.sequence(call.arguments[2])
      else { return nil }
      if name == "torch._utils._rebuild_parameter", let inner = arguments.first
      {
        return rebuilding(inner, depth: depth + 1)
      }
      return name.hasPrefix("torch._utils._rebuild_tensor")
        ? (name, arguments) : nil
    default: return nil
    }
  }

  /// A storage by its persistent identifier: ('storage', class, key, where it
  /// was, how many numbers, and in old files which part of another).
  private func storage(
    _ reference: Pickle.Reference, dtype: String?, of name: String
  ) throws(ForeignFileError) -> TorchStorages.Place? {
    guard case .persistent(let identifier) = pickle[reference],
      let parts = pickle.sequence(identifier), parts.count >= 5,
      pickle.text(parts[0]) == "storage",
      let key = pickle.text(parts[2])
        ?? pickle.int(parts[2]).map(String.init),
      let kind = dtype ?? pickle.global(parts[1])
    else {
      throw .malformed(place: name, reason: "it names no storage")
    }
    guard let type = numberType(kind) else { return nil }
    var place = TorchStorages.Place(key: key, type: type)
    if parts.count > 5, let view = pickle.sequence(parts[5]), view.count == 3 {
      guard let start = pickle.int(view[1]), 0..<1 << 48 ~= start else {
        throw .malformed(place: name, reason: "its storage starts nowhere")
      }
      place.start = start
    }
    return place
  }
}

/// The numbers of a storage class or a dtype: `torch.FloatStorage`,
/// `torch.float16`. Nil for complex and quantised ones, which no layer has.
func numberType(_ name: String) -> NumberType? {
  switch name.split(separator: ".").last {
  case "FloatStorage", "float32", "float": .f32
  case "DoubleStorage", "float64", "double": .f64
  case "HalfStorage", "float16", "half": .f16
  case "BFloat16Storage", "bfloat16": .bf16
  case "LongStorage", "int64", "long": .i64
  case "IntStorage", "int32", "int": .i32
  case "ShortStorage", "int16", "short": .i16
  case "CharStorage", "int8": .i8
  case "ByteStorage", "uint8", "UntypedStorage": .u8
  case "BoolStorage", "bool": .bool
  default: nil
  }
}
