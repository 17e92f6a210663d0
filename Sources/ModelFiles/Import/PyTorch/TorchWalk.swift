/// Goes through what a pickle holds and lists its tensors by the path to each,
/// as a state dict names them. Everything else becomes an attribute.
struct TorchWalk {
  private let objects: TorchObjects
  private(set) var tensors: [ForeignTensor] = []
  /// The class of every module that was saved as an object, by its path.
  private(set) var classes: [String: String] = [:]
  private var visits = 0

  private static let mostVisits = 400_000
  private static let deepest = 48

  init(_ objects: TorchObjects) { self.objects = objects }

  /// Walks from the pickle's root and gives the attributes.
  mutating func run() throws(ForeignFileError) -> ForeignValue {
    let value = try visit(objects.pickle.root, path: [])
    tensors = withoutWrapper(tensors)
    return value ?? .null
  }

  private mutating func visit(
    _ reference: Pickle.Reference, path: [String]
  ) throws(ForeignFileError) -> ForeignValue? {
    visits += 1
    guard visits <= Self.mostVisits else {
      throw .tooLarge(
        place: "the pickle",
        reason: "it leads to more than "
          + "\(Self.mostVisits) values")
    }
    guard path.count <= Self.deepest else { return nil }
    switch objects.pickle[reference] {
    case .none: return .null
    case .bool(let bool): return .bool(bool)
    case .int(let int): return .number(Double(int))
    case .float(let float): return .number(float)
    case .text(let text): return .string(text)
    case .list(let elements), .tuple(let elements):
      return try visitSequence(elements, path: path)
    case .dict, .object: return try visitNamed(reference, path: path)
    case .bigInt, .bytes, .global, .persistent: return nil
    }
  }

  private mutating func visitSequence(
    _ elements: [Pickle.Reference], path: [String]
  ) throws(ForeignFileError) -> ForeignValue {
    var values: [ForeignValue] = []
    for (k, element) in elements.enumerated() {
      if let value = try visit(element, path: path + [String(k)]) {
        values.append(value)
      }
    }
    let numbers = values.compactMap(\.number)
    return numbers.count == values.count && !numbers.isEmpty
      ? .numbers(numbers) : .array(values)
  }

  /// A dictionary, a module or another object.
  private mutating func visitNamed(
    _ reference: Pickle.Reference, path: [String]
  ) throws(ForeignFileError) -> ForeignValue? {
    let name = path.joined(separator: ".")
    if let tensor = try objects.tensor(reference, named: name) {
      tensors.append(tensor)
      return nil
    }
    var pairs = objects.pickle.pairs(reference)
    if case .object(let object) = objects.pickle[reference] {
      if let kind = objects.pickle.global(object.callee) {
        classes[name] = kind
      }
      if let state = object.state {
        pairs += objects.pickle.pairs(state)
        // Of a class with slots: (dictionary, slots).
        for part in objects.pickle.sequence(state) ?? [] {
          pairs += objects.pickle.pairs(part)
        }
      } else if pairs.isEmpty {
        return try visitArguments(object, path: path)
      }
    }
    var members: [ForeignValue.Member] = []
    for (key, value) in pairs {
      guard
        let key = objects.pickle.text(key)
          ?? objects.pickle.int(key).map(String.init),
        !isOptimiser(key)
      else { continue }
      let isPart = ["_parameters", "_buffers", "_modules"].contains(key)
      if let value = try visit(value, path: isPart ? path : path + [key]) {
        members.append(.init(key, value))
      }
    }
    return .object(members)
  }

  /// An object that its arguments make: `build_intlist([8000, 16000])`.
  private mutating func visitArguments(
    _ object: Pickle.Object, path: [String]
  ) throws(ForeignFileError) -> ForeignValue? {
    let elements =
      object.elements.isEmpty
      ? objects.pickle.sequence(object.arguments) ?? [] : object.elements
    let value = try visitSequence(elements, path: path)
    return value.elements.count == 1 ? value.elements[0] : value
  }
}

/// What a training script saves beside the weights: as large again, and of no
/// use here.
private func isOptimiser(_ key: String) -> Bool {
  ["optim", "lr_sched", "sched", "callbacks", "loops", "scaler", "grad_scaler"]
    .contains { key.lowercased().hasPrefix($0) }
}

/// The tensors without the key of a checkpoint that all of them lie under.
private func withoutWrapper(_ tensors: [ForeignTensor]) -> [ForeignTensor] {
  let wrappers = ["state_dict.", "model_state_dict.", "model_state."]
  guard
    let wrapper = wrappers.first(where: { wrapper in
      !tensors.isEmpty && tensors.allSatisfy { $0.name.hasPrefix(wrapper) }
    })
  else { return tensors }
  return tensors.map { tensor in
    var tensor = tensor
    tensor.name = String(tensor.name.dropFirst(wrapper.count))
    return tensor
  }
}
