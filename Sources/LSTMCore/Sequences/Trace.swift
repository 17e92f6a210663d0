/// Everything a stack of cells computed while reading a sequence.
///
/// A trace is the forward pass, kept: back-propagation, figures, exports and
/// exercises read it, and none of them computes again what it holds. The
/// gradient of a loss with respect to these values is a `Trace` as well, so
/// what draws values draws gradients.
public struct Trace: Equatable, Sendable {
  /// The vectors read, one a step.
  public var inputs: [Vector]
  /// The state each layer started from.
  public var initial: [State]
  /// What was computed: `steps[t][layer]`.
  public var steps: [[Step]]

  /// A trace of the given parts.
  public init(inputs: [Vector], initial: [State], steps: [[Step]]) {
    (self.inputs, self.initial, self.steps) = (inputs, initial, steps)
  }

  /// How many steps were recorded.
  public var count: Int { steps.count }

  /// One quantity of one layer over time: a matrix of steps × units.
  public subscript(quantity: Quantity, layer layer: Int) -> Matrix {
    Matrix(rows: steps.map { $0[layer][quantity] })
  }

  /// The state that `layer` was in before step `t`.
  public func state(before t: Int, layer: Int) -> State {
    t == 0 ? initial[layer] : steps[t - 1][layer].state
  }

  /// What `layer` read at step `t`: the input, or the layer below's output.
  public func input(of layer: Int, at t: Int) -> Vector {
    layer == 0 ? inputs[t] : steps[t][layer - 1][.hidden]
  }
}
