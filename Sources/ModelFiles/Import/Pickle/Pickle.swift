/// What a pickle describes, as data. Nothing is ever called: where the pickle
/// asks Python to call something, an object remembers what and with what.
///
/// Values refer to each other by number, so that a pickle that holds itself, or
/// the same list a thousand times, is as long in memory as it is in the file.
struct Pickle {
  /// A value's number.
  typealias Reference = Int

  enum Node {
    case none
    case bool(Bool)
    case int(Int)
    /// A whole number past 64 bits.
    case bigInt
    case float(Double)
    case text(String)
    case bytes([UInt8])
    /// A list or a set.
    case list([Reference])
    case tuple([Reference])
    /// Keys and values in turn.
    case dict([Reference])
    /// A function or a class by its module and name: `torch.FloatStorage`.
    case global(String)
    case object(Object)
    /// What stands outside of the pickle, by its identifier.
    case persistent(Reference)
  }

  /// What a call would have made.
  struct Object {
    let callee: Reference
    let arguments: Reference
    /// Keys and values in turn, as a dictionary's.
    var items: [Reference] = []
    /// Elements, as a list's.
    var elements: [Reference] = []
    /// What `__setstate__` would have been given.
    var state: Reference?
  }

  var nodes: [Node] = []
  var root: Reference = 0

  subscript(reference: Reference) -> Node { nodes[reference] }

  /// The name of a global.
  func global(_ reference: Reference) -> String? {
    if case .global(let name) = nodes[reference] { name } else { nil }
  }

  func text(_ reference: Reference) -> String? {
    if case .text(let text) = nodes[reference] { text } else { nil }
  }

  func int(_ reference: Reference) -> Int? {
    if case .int(let int) = nodes[reference] { int } else { nil }
  }

  /// The elements of a tuple or a list.
  func sequence(_ reference: Reference) -> [Reference]? {
    switch nodes[reference] {
    case .tuple(let elements), .list(let elements): elements
    default: nil
    }
  }

  /// The whole numbers of a tuple or a list of nothing else.
  func ints(_ reference: Reference) -> [Int]? {
    guard let elements = sequence(reference) else { return nil }
    let ints = elements.compactMap(int)
    return ints.count == elements.count ? ints : nil
  }

  /// What a call was to be: the callee's name and its arguments.
  func call(_ reference: Reference) -> (name: String, arguments: [Reference])? {
    guard case .object(let object) = nodes[reference],
      let name = global(object.callee),
      let arguments = sequence(object.arguments)
    else { return nil }
    return (name, arguments)
  }

  /// Keys and values of a dictionary, or of an object that was filled like one.
  func pairs(_ reference: Reference) -> [(Reference, Reference)] {
    let flat: [Reference] =
      switch nodes[reference] {
      case .dict(let items): items
      case .object(let object): object.items
      default: []
      }
    return stride(from: 0, to: flat.count - 1, by: 2).map {
      (flat[$0], flat[$0 + 1])
    }
  }

  /// What an object's `__setstate__` would have been given.
  func state(_ reference: Reference) -> Reference? {
    if case .object(let object) = nodes[reference] { object.state } else { nil }
  }
}
