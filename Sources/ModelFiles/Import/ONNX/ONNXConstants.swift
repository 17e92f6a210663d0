/// Works out what is constant in a graph: initialisers, and what Constant,
/// Identity, Cast, Unsqueeze, Squeeze, Reshape, Transpose, Concat and Slice make
/// of them. Exporters put a layer's weights together from a framework's by
/// these.
struct ONNXConstants {
  private var known: [String: ForeignTensor] = [:]
  private let size: Int

  init(size: Int) { self.size = size }

  subscript(name: String) -> ForeignTensor? { known[name] }

  mutating func add(_ tensors: [String: ForeignTensor]) {
    known.merge(tensors) { first, _ in first }
  }

  /// Notes what a node gives, where all that it reads is constant.
  mutating func add(_ node: ONNXGraph.Node) throws(ForeignFileError) {
    guard let output = node.outputs.first, known[output] == nil else { return }
    if node.operation == "Constant" {
      let value = node.attributes["value"]
      if let tensor = value?.tensor {
        known[output] = tensor
      } else if let ints = node.attributes["value_ints"]?.ints {
        known[output] = ForeignTensor(
          name: output, shape: [ints.count], values: ints.map(Double.init))
      } else if let int = node.attributes["value_int"]?.int {
        known[output] = ForeignTensor(
          name: output, shape: [], values: [Double(int)])
      }
      return
    }
    let inputs = node.inputs.map { known[$0] }
    guard let first = inputs.first, let data = first else { return }
    switch node.operation {
    case "Identity", "Cast": known[output] = data
    case "Transpose":
      let order =
        node.attributes["perm"]?.ints ?? data.shape.indices.reversed()
      if order.sorted() == Array(data.shape.indices) {
        known[output] = data.permuted(order)
      }
    case "Unsqueeze", "Squeeze":
      let axes = try axes(of: node, inputs)
      known[output] =
        node.operation == "Squeeze"
        ? squeezed(data, axes) : unsqueezed(data, axes)
    case "Reshape":
      known[output] = try list(inputs, 1).flatMap { reshaped(data, $0) }
    case "Concat":
      let tensors = inputs.compactMap { $0 }
      if tensors.count == inputs.count {
        known[output] = concatenated(
          tensors, axis: node.attributes["axis"]?.int ?? 0, name: output)
      }
    case "Slice": known[output] = try sliced(data, node, inputs)
    default: break
    }
  }

  /// The whole numbers of a short constant input.
  private func list(
    _ inputs: [ForeignTensor?], _ index: Int
  ) throws(ForeignFileError) -> [Int]? {
    guard inputs.indices.contains(index), let tensor = inputs[index],
      tensor.count <= 64
    else { return nil }
    return try tensor.values().map { Int(exactly: $0) ?? Int.max }
  }

  private func axes(
    of node: ONNXGraph.Node, _ inputs: [ForeignTensor?]
  ) throws(ForeignFileError) -> [Int] {
    try list(inputs, 1) ?? node.attributes["axes"]?.ints ?? []
  }

  private func unsqueezed(_ data: ForeignTensor, _ axes: [Int])
    -> ForeignTensor?
  {
    let rank = data.shape.count + axes.count
    let places = Set(axes.map { $0 < 0 ? $0 &+ rank : $0 })
    guard rank <= 64, places.count == axes.count,
      places.allSatisfy({ 0..<rank ~= $0 })
    else { return nil }
    var rest = data.shape[...]
    return data.reshaped(
      (0..<rank).map { places.contains($0) ? 1 : rest.removeFirst() })
  }

  private func squeezed(_ data: ForeignTensor, _ axes: [Int]) -> ForeignTensor?
  {
    let rank = data.shape.count
    let places = Set(axes.map { $0 < 0 ? $0 &+ rank : $0 })
    let kept = data.shape.indices.filter { axis in
      axes.isEmpty ? data.shape[axis] != 1 : !places.contains(axis)
    }
    let shape = kept.map { data.shape[$0] }
    return shape.reduce(1, *) == data.count ? data.reshaped(shape) : nil
  }

  /// A size of −1 is what is left, one of 0 stays as it is.
  private func reshaped(_ data: ForeignTensor, _ sizes: [Int]) -> ForeignTensor?
  {
    var shape = sizes.enumerated().map { axis, size in
      size == 0 && axis < data.shape.count ? data.shape[axis] : size
    }
    let others = shape.filter { $0 != -1 }
    guard let product = placeCount(others, limit: max(data.count, 1)) else {
      return nil
    }
    if let free = shape.firstIndex(of: -1) {
      guard product > 0, data.count.isMultiple(of: product) else { return nil }
      shape[free] = data.count / product
    }
    return placeCount(shape, limit: max(data.count, 1)) == data.count
      ? data.reshaped(shape) : nil
  }

  private func concatenated(
    _ tensors: [ForeignTensor], axis: Int, name: String
  ) -> ForeignTensor? {
    guard let first = tensors.first else { return nil }
    let rank = first.shape.count
    let axis = axis < 0 ? axis &+ rank : axis
    guard 0..<rank ~= axis,
      tensors.allSatisfy({ tensor in
        tensor.shape.count == rank
          && first.shape.indices.allSatisfy {
            $0 == axis || tensor.shape[$0] == first.shape[$0]
          }
      }),
      placeCount([tensors.reduce(0) { $0 + $1.count }], limit: size) != nil
    else { return nil }
    // The axis goes first, the parts are joined, and it goes back.
    let order = [axis] + first.shape.indices.filter { $0 != axis }
    let back = first.shape.indices.map { axis in
      order.firstIndex(of: axis) ?? axis
    }
    return tensors.map { $0.permuted(order) }.joined(named: name)
      .permuted(back)
  }

  /// Starts, ends, axes and steps are inputs, or attributes in old files.
  private func sliced(
    _ data: ForeignTensor, _ node: ONNXGraph.Node, _ inputs: [ForeignTensor?]
  ) throws(ForeignFileError) -> ForeignTensor? {
    guard
      let starts = try list(inputs, 1) ?? node.attributes["starts"]?.ints,
      let ends = try list(inputs, 2) ?? node.attributes["ends"]?.ints
    else { return nil }
    let axes =
      try list(inputs, 3) ?? node.attributes["axes"]?.ints
      ?? Array(starts.indices)
    let steps = try list(inputs, 4) ?? starts.map { _ in 1 }
    guard starts.count == ends.count, starts.count == axes.count,
      steps.allSatisfy({ $0 == 1 })
    else { return nil }
    var result = data
    for (k, axis) in axes.enumerated() {
      let rank = data.shape.count
      let axis = axis < 0 ? axis &+ rank : axis
      guard 0..<rank ~= axis else { return nil }
      let size = result.shape[axis]
      func bounded(_ place: Int) -> Int {
        min(max(place < 0 ? place &+ size : place, 0), size)
      }
      let range = bounded(starts[k])..<max(bounded(starts[k]), bounded(ends[k]))
      let order = [axis] + result.shape.indices.filter { $0 != axis }
      let back = result.shape.indices.map { order.firstIndex(of: $0) ?? $0 }
      result = result.permuted(order).rows(range).permuted(back)
    }
    return result
  }
}
