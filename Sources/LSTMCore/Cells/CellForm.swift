/// What the layers of a model are made of: a kind of cell, and the sizes that
/// some kinds have besides a number of units.
public struct CellForm: Sendable {
  /// The kind.
  public var cell: CellDefinition
  /// How many units share the gates of a block, in a kind that has blocks; it
  /// divides the number of units. Nil for one.
  public var blockSize: Int?
  /// How many values h has, in a kind that projects it; at most as many as
  /// there are units. Nil for half of them.
  public var projection: Int?

  /// The form of a cell with the sizes that it has by itself.
  public init(
    _ cell: CellDefinition, blockSize: Int? = nil, projection: Int? = nil
  ) {
    self.cell = cell
    (self.blockSize, self.projection) = (blockSize, projection)
  }

  /// The sizes of a layer.
  public func sizes(inputs: Int, units: Int) -> CellSizes {
    if let blockSize {
      precondition(
        blockSize > 0 && units.isMultiple(of: blockSize),
        "\(units) units in memory blocks of \(blockSize)")
    }
    return CellSizes(
      inputs: inputs, units: units, blocks: blockSize.map { units / $0 },
      projection: projection)
  }

  /// A layer of random weights.
  public func layer(
    inputSize: Int, hiddenSize: Int, forgetBias: Double,
    using generator: inout some RandomNumberGenerator
  ) -> any Cell {
    var weights = Initialisation()
    weights.forgetBias = forgetBias
    return cell.layer(
      sizes(inputs: inputSize, units: hiddenSize), weights: weights,
      using: &generator)
  }
}
