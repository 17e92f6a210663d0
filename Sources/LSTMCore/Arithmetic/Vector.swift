/// A column of `Double` values, with the arithmetic that equations use.
///
/// `+`, `-` and `*` work element by element, so `f * c` is f ⊙ c. Lengths must
/// agree; a mismatch is a programmer's error and stops with both lengths.
///
/// A vector is a value, and behind it a window on memory that others may
/// share: what a `Step` recorded lies in one piece, and each of its vectors is
/// a part of it. Nothing is copied until somebody writes; and as with slices of
/// an array, a part keeps the whole alive.
public struct Vector {
  private var memory: Memory?
  private var start: Int
  /// How many values there are.
  public let count: Int

  /// Doubles in a row, counted by reference; nil in the place of none at all.
  private typealias Memory = ManagedBuffer<Void, Double>

  /// A vector of `count` values that `body` writes, every one of them. They
  /// start where a line of the cache does, so that each of its groups of eight
  /// lies on one line.
  @inline(__always)
  init(count: Int, writtenBy body: (UnsafeMutablePointer<Double>) -> Void) {
    self.count = count
    guard count > 0 else {
      (memory, start) = (nil, 0)
      return
    }
    let memory = Memory.create(minimumCapacity: count + 7) { _ in () }
    start = memory.withUnsafeMutablePointerToElements {
      let misplaced = Int(bitPattern: $0) & 63
      let start = ((64 - misplaced) & 63) / MemoryLayout<Double>.stride
      body($0 + start)
      return start
    }
    self.memory = memory
  }

  /// A vector of the given values.
  public init(_ elements: [Double]) {
    self.init(count: elements.count) { values in
      elements.withUnsafeBufferPointer {
        if let first = $0.baseAddress {
          values.initialize(from: first, count: $0.count)
        }
      }
    }
  }

  /// A vector of `count` zeros.
  public init(zeros count: Int) {
    self.init(count: count) { $0.initialize(repeating: 0, count: count) }
  }

  /// The elements of several vectors, one after another.
  public init(joining vectors: [Vector]) {
    self.init(count: vectors.reduce(0) { $0 + $1.count }) { values in
      var place = values
      for k in vectors.indices { place = vectors[k].copy(to: place) }
    }
  }

  /// The values in order, as an array of their own.
  public var elements: [Double] {
    get { withUnsafeValues { Array($0) } }
    set { self = Vector(newValue) }
  }

  /// The places, 0 and up.
  public var indices: Range<Int> { 0..<count }

  /// The elements at a range of places.
  public subscript(range: Range<Int>) -> Vector {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count,
      "elements \(range) of a vector of \(count)")
    return Vector(window: range, on: self)
  }

  /// The value at `index`, counted from 0.
  public subscript(index: Int) -> Double {
    get {
      requirePlace(index)
      return withUnsafeValues { $0[index] }
    }
    set {
      requirePlace(index)
      withUnsafeMutableValues { $0[index] = newValue }
    }
  }

  private func requirePlace(_ index: Int) {
    precondition(
      index >= 0 && index < count, "element \(index) of a vector of \(count)")
  }
}

// Memory is written only by a vector that alone refers to it.
extension Vector: @unchecked Sendable {}

extension Vector {
  /// Gives `body` the values to read.
  @inline(__always)
  func withUnsafeValues<Result>(
    _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    withExtendedLifetime(memory) {
      body(UnsafeBufferPointer(start: first, count: count))
    }
  }

  /// Gives `body` the values to write, after a copy if others see them too.
  @inline(__always)
  mutating func withUnsafeMutableValues(
    _ body: (UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    if !isKnownUniquelyReferenced(&memory) { becomeAlone() }
    withExtendedLifetime(memory) {
      body(UnsafeMutableBufferPointer(start: first, count: count))
    }
  }

  @inline(__always)
  private var first: UnsafeMutablePointer<Double>? {
    memory?.withUnsafeMutablePointerToElements { $0 + start }
  }

  /// Writes the values of another vector at a range of places as long.
  mutating func replace(_ range: Range<Int>, with other: Vector) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count
        && range.count == other.count,
      "\(other.count) values for places \(range) of a vector of \(count)")
    withUnsafeMutableValues { values in
      if let first = values.baseAddress {
        _ = other.copy(to: first + range.lowerBound)
      }
    }
  }

  /// Lays several vectors into one piece of memory, in order, so that whoever
  /// walks over them finds each after the one before.
  static func gather(_ vectors: inout [Vector]) {
    let all = Vector(joining: vectors)
    var start = 0
    for k in vectors.indices {
      let end = start + vectors[k].count
      vectors[k] = Vector(window: start..<end, on: all)
      start = end
    }
  }

  @inline(__always)
  private init(window: Range<Int>, on vector: Vector) {
    memory = vector.memory
    (start, count) = (vector.start + window.lowerBound, window.count)
  }

  @inline(never)
  private mutating func becomeAlone() {
    self = Vector(count: count) { _ = copy(to: $0) }
  }

  /// Writes the values at a place, and returns the place after them.
  @inline(__always)
  private func copy(
    to place: UnsafeMutablePointer<Double>
  ) -> UnsafeMutablePointer<Double> {
    withUnsafeValues { values in
      if let first = values.baseAddress {
        place.initialize(from: first, count: count)
      }
    }
    return place + count
  }
}

extension Vector: Equatable {
  /// Whether all values are equal; as of arrays, the same memory is equal to
  /// itself whatever it holds.
  public static func == (a: Vector, b: Vector) -> Bool {
    guard a.count == b.count else { return false }
    if a.memory === b.memory && a.start == b.start { return true }
    return a.withUnsafeValues { a in
      b.withUnsafeValues { b in a.elementsEqual(b) }
    }
  }
}

extension Vector: ExpressibleByArrayLiteral {
  /// A vector written as a list, `[0.5, -1]`.
  public init(arrayLiteral elements: Double...) { self.init(elements) }
}

extension Vector: CustomStringConvertible {
  /// The values as a list, `[0.5, -1.0]`.
  public var description: String { elements.description }
}
