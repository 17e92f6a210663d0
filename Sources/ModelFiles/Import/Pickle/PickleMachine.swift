/// Reads one pickle from a source. The machine has a stack, marks on it and a
/// memo, as Python's has, and no way to call anything.
struct PickleMachine {
  private(set) var pickle = Pickle()
  var reader: ByteReader
  let place: String
  var stack: [Pickle.Reference] = []
  /// Heights of the stack, the last mark's last.
  var marks: [Int] = []
  private var memo: [Int: Pickle.Reference] = [:]

  /// State dicts of the largest models have some ten thousand values.
  private static let mostValues = 1_000_000

  init(_ reader: ByteReader, of place: String) {
    (self.reader, self.place) = (reader, place)
  }

  /// Reads up to the end of the pickle; `reader` then stands behind it.
  mutating func run() throws(ForeignFileError) -> Pickle {
    while true {
      let byte = try reader.byte()
      guard let opcode = PickleOpcode(rawValue: byte) else {
        throw malformed(
          "instruction \(byte) at byte \(reader.position - 1) is none of a "
            + "pickle's")
      }
      if opcode == .stop {
        pickle.root = try pop()
        return pickle
      }
      try perform(opcode)
    }
  }

  private mutating func perform(
    _ opcode: PickleOpcode
  ) throws(ForeignFileError) {
    switch opcode {
    case .proto: _ = try reader.byte()
    case .frame: _ = try reader.bytes(8)
    case .mark:
      guard marks.count < Self.mostValues else { throw tooMany }
      marks.append(stack.count)
    case .pop:
      if marks.last == stack.count {
        marks.removeLast()
      } else {
        _ = try pop()
      }
    case .popMark: _ = try popToMark()
    case .duplicate: stack.append(try top())
    case .put, .binaryPut, .longBinaryPut, .memoize, .get, .binaryGet,
      .longBinaryGet:
      try performOnMemo(opcode)
    case .list, .tuple, .dict, .emptyList, .emptyTuple, .emptyDict, .emptySet,
      .frozenSet, .tuple1, .tuple2, .tuple3, .append, .appends, .addItems,
      .setItem, .setItems:
      try performOnCollection(opcode)
    case .global, .stackGlobal, .reduce, .newObject, .newObjectWithKeywords,
      .instance, .object, .build, .persistentID, .binaryPersistentID:
      try performOnObject(opcode)
    default: try push(literal(opcode))
    }
  }

  private mutating func performOnMemo(
    _ opcode: PickleOpcode
  ) throws(ForeignFileError) {
    switch opcode {
    case .put: try keep(try number())
    case .binaryPut: try keep(Int(try reader.byte()))
    case .longBinaryPut: try keep(Int(try reader.integer(UInt32.self)))
    case .memoize: try keep(memo.count)
    case .get: try recall(try number())
    case .binaryGet: try recall(Int(try reader.byte()))
    default: try recall(Int(try reader.integer(UInt32.self)))
    }
  }

  private mutating func keep(_ key: Int) throws(ForeignFileError) {
    guard memo.count < Self.mostValues else { throw tooMany }
    memo[key] = try top()
  }

  private mutating func recall(_ key: Int) throws(ForeignFileError) {
    guard let reference = memo[key] else {
      throw malformed("it recalls value \(key), which it never kept")
    }
    guard stack.count < Self.mostValues else { throw tooMany }
    stack.append(reference)
  }

  /// A number written in digits on a line of its own.
  private mutating func number() throws(ForeignFileError) -> Int {
    let line = String(decoding: try reader.line(), as: UTF8.self)
    guard let number = Int(line) else {
      throw malformed("\"\(line.prefix(40))\" is no number")
    }
    return number
  }

  mutating func push(_ node: Pickle.Node) throws(ForeignFileError) {
    guard pickle.nodes.count < Self.mostValues, stack.count < Self.mostValues
    else { throw tooMany }
    stack.append(pickle.nodes.count)
    pickle.nodes.append(node)
  }

  mutating func pop() throws(ForeignFileError) -> Pickle.Reference {
    guard let top = stack.popLast(), stack.count >= marks.last ?? 0 else {
      throw malformed("it takes a value where there is none")
    }
    return top
  }

  func top() throws(ForeignFileError) -> Pickle.Reference {
    guard let top = stack.last else {
      throw malformed("it takes a value where there is none")
    }
    return top
  }

  /// The values above the last mark, which goes too.
  mutating func popToMark() throws(ForeignFileError) -> [Pickle.Reference] {
    guard let mark = marks.popLast(), mark <= stack.count else {
      throw malformed("it goes back to a mark that it never set")
    }
    let values = Array(stack[mark...])
    stack.removeSubrange(mark...)
    return values
  }

  /// Changes a value in place.
  mutating func change(
    _ reference: Pickle.Reference, _ change: (inout Pickle.Node) -> Bool
  ) throws(ForeignFileError) {
    guard change(&pickle.nodes[reference]) else {
      throw malformed("it fills a value that cannot be filled")
    }
  }

  func malformed(_ reason: String) -> ForeignFileError {
    .malformed(place: place, reason: reason)
  }

  private var tooMany: ForeignFileError {
    .tooLarge(
      place: place, reason: "it has more than \(Self.mostValues) values")
  }
}
