extension PickleMachine {
  /// Makes or fills a list, a tuple, a set or a dictionary.
  mutating func performOnCollection(
    _ opcode: PickleOpcode
  ) throws(ForeignFileError) {
    switch opcode {
    case .emptyList, .emptySet: try push(.list([]))
    case .emptyTuple: try push(.tuple([]))
    case .emptyDict: try push(.dict([]))
    case .list, .frozenSet: try push(.list(try popToMark()))
    case .tuple: try push(.tuple(try popToMark()))
    case .dict: try push(.dict(try paired(try popToMark())))
    case .tuple1: try pushTuple(of: 1)
    case .tuple2: try pushTuple(of: 2)
    case .tuple3: try pushTuple(of: 3)
    case .append: try extend(by: [try pop()])
    case .appends, .addItems: try extend(by: try popToMark())
    case .setItem:
      let value = try pop()
      try setItems([try pop(), value])
    default: try setItems(try paired(try popToMark()))
    }
  }

  private mutating func pushTuple(of count: Int) throws(ForeignFileError) {
    var elements: [Pickle.Reference] = []
    for _ in 0..<count { elements.append(try pop()) }
    try push(.tuple(elements.reversed()))
  }

  private func paired(
    _ values: [Pickle.Reference]
  ) throws(ForeignFileError) -> [Pickle.Reference] {
    guard values.count.isMultiple(of: 2) else {
      throw malformed("a dictionary has a key without a value")
    }
    return values
  }

  private mutating func extend(
    by values: [Pickle.Reference]
  ) throws(ForeignFileError) {
    try change(try top()) { node in
      switch node {
      case .list(var elements):
        node = .none
        elements += values
        node = .list(elements)
      case .object(var object):
        node = .none
        object.elements += values
        node = .object(object)
      default: return false
      }
      return true
    }
  }

  private mutating func setItems(
    _ values: [Pickle.Reference]
  ) throws(ForeignFileError) {
    try change(try top()) { node in
      switch node {
      case .dict(var items):
        node = .none
        items += values
        node = .dict(items)
      case .object(var object):
        node = .none
        object.items += values
        node = .object(object)
      default: return false
      }
      return true
    }
  }
}
