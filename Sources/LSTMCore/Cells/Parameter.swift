/// One array of weights in a cell: its name, where it is and what shape it has.
public struct Parameter<Root: Sendable>: Sendable {
  /// The name, such as `forgetGate.recurrent`.
  public let name: String
  /// Where the values are, row after row for a matrix.
  public let path: WritableKeyPath<Root, [Double]> & Sendable
  private let shapeOf: @Sendable (Root) -> [Int]

  /// A parameter called `name` at `path`, of one axis.
  public init(
    _ name: String, _ path: WritableKeyPath<Root, [Double]> & Sendable
  ) {
    (self.name, self.path) = (name, path)
    shapeOf = { [$0[keyPath: path].count] }
  }

  /// A vector called `name`.
  public init(
    _ name: String, vector: WritableKeyPath<Root, Vector> & Sendable
  ) {
    (self.name, path) = (name, joined(vector, \.elements))
    shapeOf = { [$0[keyPath: vector].count] }
  }

  /// A matrix called `name`.
  public init(
    _ name: String, matrix: WritableKeyPath<Root, Matrix> & Sendable
  ) {
    (self.name, path) = (name, joined(matrix, \.elements))
    shapeOf = { [$0[keyPath: matrix].rows, $0[keyPath: matrix].columns] }
  }

  /// The length of each axis: one for a vector, rows and columns for a matrix.
  public func shape(in root: Root) -> [Int] { shapeOf(root) }

  /// How many values there are.
  public func count(in root: Root) -> Int { shape(in: root).reduce(1, *) }
}

/// Two key paths as one. Joining sendable paths gives a sendable one; the
/// standard library says so for read-only paths alone.
func joined<Root, Middle, Value>(
  _ first: WritableKeyPath<Root, Middle> & Sendable,
  _ second: WritableKeyPath<Middle, Value> & Sendable
) -> WritableKeyPath<Root, Value> & Sendable {
  let outer: WritableKeyPath<Root, Middle> = first
  let inner: WritableKeyPath<Middle, Value> = second
  return unsafeBitCast(
    outer.appending(path: inner),
    to: (WritableKeyPath<Root, Value> & Sendable).self)
}
