/// Everything a stack of cells computed while reading a sequence.
///
/// A trace is the forward pass, kept: back-propagation, figures, exports and
/// exercises read it, and none of them computes again what it holds. The
/// gradient of a loss with respect to these values is a `Trace` as well, so
/// what draws values draws gradients.
///
/// Cells are numbered as in `Stack.cells`: where all read forward, cell k is
/// layer k. Step t of a reverse cell is the one that read input t.
public struct Trace: Equatable, Sendable {
  /// The vectors read, one a step.
  public var inputs: [Vector]
  /// The state each cell started from, a reverse one at the last input.
  public var initial: [State]
  /// What was computed: `steps[t][cell]`.
  public var steps: [[Step]]
  /// Which way each cell read.
  public let directions: [Direction]
  private let isOneWay: Bool

  /// A trace of the given parts.
  ///
  /// - Parameter directions: which way each cell read; forward unless given.
  public init(
    inputs: [Vector], initial: [State], steps: [[Step]],
    directions: [Direction]? = nil
  ) {
    (self.inputs, self.initial, self.steps) = (inputs, initial, steps)
    self.directions = directions ?? initial.map { _ in .forward }
    isOneWay = !self.directions.contains(.reverse)
  }

  /// How many steps were recorded.
  public var count: Int { steps.count }

  /// One quantity of one cell over time: a matrix of steps × units.
  public subscript(quantity: Quantity, layer cell: Int) -> Matrix {
    Matrix(rows: steps.map { $0[cell][quantity] })
  }

  /// The state that a cell was in before it read input `t`.
  public func state(before t: Int, layer cell: Int) -> State {
    if isOneWay || directions[cell] == .forward {
      return t == 0 ? initial[cell] : steps[t - 1][cell].state
    }
    return t == count - 1 ? initial[cell] : steps[t + 1][cell].state
  }

  /// What a cell read at step `t`: the input, or the output of the layer below,
  /// both halves of a two-way one.
  public func input(of cell: Int, at t: Int) -> Vector {
    if isOneWay { return cell == 0 ? inputs[t] : steps[t][cell - 1][.hidden] }
    let ranges = layerRanges(of: directions)
    guard let layer = ranges.firstIndex(where: { $0.contains(cell) }), layer > 0
    else { return inputs[t] }
    return Vector(joining: steps[t][ranges[layer - 1]].map { $0[.hidden] })
  }
}
