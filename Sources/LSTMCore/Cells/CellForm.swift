/// What a layer is made of: the kind of cell, and the sizes that some kinds
/// have besides a number of units.
public struct CellForm: Sendable {
  /// The kind.
  public var cell: any Cell.Type
  /// How many cells of `lstm-1997` share the gates of a memory block; it
  /// divides the number of units. Nil for one; other kinds have no blocks.
  public var blockSize: Int?
  /// How many values h of a `projected` cell has, at most as many as there are
  /// units. Nil for half of them; other kinds have no projection.
  public var projection: Int?

  /// The form of a cell with the sizes that it has by itself.
  public init(
    _ cell: any Cell.Type, blockSize: Int? = nil, projection: Int? = nil
  ) {
    self.cell = cell
    (self.blockSize, self.projection) = (blockSize, projection)
  }

  /// A layer of random weights.
  public func layer(
    inputSize: Int, hiddenSize: Int, forgetBias: Double,
    using generator: inout some RandomNumberGenerator
  ) -> any Cell {
    var weights = Initialisation()
    weights.forgetBias = forgetBias
    if let blockSize, cell == LSTM1997Cell.self {
      precondition(
        blockSize > 0 && hiddenSize.isMultiple(of: blockSize),
        "\(hiddenSize) units in memory blocks of \(blockSize)")
      var layer = LSTM1997Cell(
        inputSize: inputSize, blocks: hiddenSize / blockSize,
        blockSize: blockSize)
      layer.drawGates(weights, using: &generator)
      return layer
    }
    if let projection, cell == ProjectedCell.self {
      return ProjectedCell(
        inputSize: inputSize, hiddenSize: hiddenSize, outputSize: projection,
        weights: weights, using: &generator)
    }
    return cell.init(
      inputSize: inputSize, hiddenSize: hiddenSize, weights: weights,
      using: &generator)
  }
}
