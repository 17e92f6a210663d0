/// One array of weights in a cell: its name and its shape.
public struct Parameter: Equatable, Sendable {
  /// The name, such as `forgetGate.recurrent`.
  public let name: String
  /// The length of each axis: one for a vector, rows and columns for a matrix.
  public let shape: [Int]

  /// A parameter of the given name and shape.
  public init(name: String, shape: [Int]) {
    (self.name, self.shape) = (name, shape)
  }

  /// How many values there are.
  public var count: Int { shape.reduce(1, *) }
}
