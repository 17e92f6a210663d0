/// Recurrent layers one above another: each reads the hidden state of the one
/// below.
///
/// A layer has one cell that reads forward and may have a second one that reads
/// from the last input to the first: Schuster & Paliwal, *Bidirectional
/// Recurrent Neural Networks*, IEEE Transactions on Signal Processing 45(11),
/// 1997; PyTorch's `bidirectional=True`. The layer above a two-way one reads
/// both halves of h, the forward half first. A stack whose cells all read
/// forward can be stepped; with a reverse cell, which starts at the end, the
/// whole sequence is needed at once.
public struct Stack: Sendable {
  /// The cells, layer by layer from the lowest; of a two-way layer the forward
  /// one, then the reverse. Where all read forward, cell k is layer k.
  public var cells: [any Cell]
  /// What each cell starts from where nothing else is said; 0 where nil.
  public var initial: [State]?
  /// Which way each cell reads.
  public let directions: [Direction]
  /// Whether every cell reads forward.
  public let isOneWay: Bool

  /// The cells of one layer.
  public struct Layer: Sendable {
    /// Reads from the first input to the last.
    public var forward: any Cell
    /// Reads from the last input to the first; nil in a one-way layer.
    public var reverse: (any Cell)?

    /// A layer of cells that read the same values.
    public init(forward: any Cell, reverse: (any Cell)? = nil) {
      let second = reverse?.inputSize ?? forward.inputSize
      precondition(
        forward.inputSize == second,
        "cells that read \(forward.inputSize) and \(second)")
      (self.forward, self.reverse) = (forward, reverse)
    }

    /// How many values the layer gives: h of both cells.
    public var outputSize: Int {
      forward.outputSize + (reverse?.outputSize ?? 0)
    }
  }

  /// A stack of cells that read forward, one a layer, each as wide as the next
  /// one reads.
  public init(_ cells: [any Cell]) {
    self.init(layers: cells.map { Layer(forward: $0) })
  }

  /// A stack of the given layers, each as wide as the next one reads.
  public init(layers: [Layer]) {
    for (below, above) in zip(layers, layers.dropFirst()) {
      precondition(
        below.outputSize == above.forward.inputSize,
        """
        a layer of \(below.outputSize) under one that reads \
        \(above.forward.inputSize)
        """)
    }
    cells = layers.flatMap { [$0.forward] + ($0.reverse.map { [$0] } ?? []) }
    directions = layers.flatMap {
      $0.reverse == nil ? [Direction.forward] : Direction.allCases
    }
    isOneWay = cells.count == layers.count
  }

  /// The layers, the lowest first.
  public var layers: [Layer] {
    layerRanges(of: directions).map { range in
      Layer(
        forward: cells[range.lowerBound],
        reverse: range.count > 1 ? cells[range.lowerBound + 1] : nil)
    }
  }

  /// How many values a step reads.
  public var inputSize: Int { cells.first?.inputSize ?? 0 }

  /// How many values the top layer gives, both halves of a two-way one.
  public var outputSize: Int { layers.last?.outputSize ?? 0 }

  /// h = 0 and C = 0 in every cell.
  public var zeroState: [State] { cells.map(\.zeroState) }

  /// What each cell starts from where nothing else is said.
  public var initialState: [State] { initial ?? zeroState }

  /// A stack of the same sizes with zero weights, to accumulate gradients in.
  public var zeros: Stack {
    var zeros = self
    zeros.cells = cells.map { $0.zeros }
    return zeros
  }

  /// h of the top layer at a step, both halves of a two-way one; (outputSize).
  public func output(of step: [Step]) -> Vector {
    guard directions.last == .reverse else { return step.last?[.hidden] ?? [] }
    return Vector(joining: step.suffix(2).map { $0[.hidden] })
  }

  /// One step of every layer, the lowest first. The cells must all read
  /// forward, and `previous` must have a state for each.
  public func step(_ x: Vector, from previous: [State]) -> [Step] {
    precondition(
      isOneWay && previous.count == cells.count,
      "\(previous.count) states to step \(cells.count) cells from")
    var input = x
    return zip(cells, previous).map { cell, state in
      let step = cell.step(input, from: state)
      input = step[.hidden]
      return step
    }
  }

  /// The forward pass over `inputs`, lazily: each element is one step of every
  /// layer, and nothing is kept, so memory does not grow with the sequence. The
  /// cells must all read forward.
  public func steps<Inputs: Sequence<Vector>>(
    over inputs: Inputs, from initial: [State]? = nil
  ) -> ForwardPass<Inputs> {
    ForwardPass(
      stack: self, inputs: inputs.makeIterator(),
      state: initial ?? initialState)
  }

  /// The forward pass over `inputs`, kept.
  ///
  /// - Parameter initial: the state that each cell starts from, a reverse one
  ///   at the last input; 0 unless given.
  public func trace(
    over inputs: [Vector], from initial: [State]? = nil
  ) -> Trace {
    let initial = initial ?? initialState
    var steps = [[Step]](repeating: [], count: inputs.count)
    if isOneWay {
      steps = Array(self.steps(over: inputs, from: initial))
    } else {
      var read = inputs
      for range in layerRanges(of: directions) {
        for k in range {
          var state = initial[k]
          for t in directions[k].order(of: inputs.count) {
            let step = cells[k].step(read[t], from: state)
            state = step.state
            steps[t].append(step)
          }
        }
        read = steps.map { step in
          Vector(joining: step[range].map { $0[.hidden] })
        }
      }
    }
    return Trace(
      inputs: inputs, initial: initial, steps: steps, directions: directions)
  }
}

/// The steps of a stack over a sequence, computed as they are asked for.
public struct ForwardPass<Inputs: Sequence<Vector>>: Sequence, IteratorProtocol
{
  let stack: Stack
  var inputs: Inputs.Iterator
  var state: [State]

  /// The next step of every layer, or nil where the inputs end.
  public mutating func next() -> [Step]? {
    guard let x = inputs.next() else { return nil }
    let step = stack.step(x, from: state)
    state = step.map(\.state)
    return step
  }
}
