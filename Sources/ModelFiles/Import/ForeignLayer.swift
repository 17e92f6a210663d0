/// A layer that a foreign file holds, whatever made it: its weights in the
/// shapes and the order that PyTorch has.
package struct ForeignLayer: Sendable {
  package enum Kind: Sendable {
    case recurrent(ForeignRecurrence)
    case dense(ForeignDense)
    /// A row per symbol.
    case embedding(ForeignTensor)
    /// A layer that is not read: a convolution, an attention.
    case other(String)
  }

  /// The layer's name in the file: `encoder.rnn`, `lstm_1`.
  package let name: String
  package var kind: Kind
  /// Which layer of a module of several this is, counted from 0.
  package var index = 0
  /// The layer that this one reads, where the file tells.
  package var source: String?

  package init(_ name: String, _ kind: Kind, index: Int = 0) {
    (self.name, self.kind, self.index) = (name, kind, index)
  }

  /// The name, or what one without a name is called.
  package var label: String {
    name.isEmpty ? recurrence?.cell.rawValue ?? "layer" : name
  }

  /// The kind in a word or two.
  package var kindName: String {
    switch kind {
    case .recurrent(let recurrence): recurrence.cell.rawValue
    case .dense: "dense"
    case .embedding: "embedding"
    case .other(let name): name
    }
  }

  package var recurrence: ForeignRecurrence? {
    if case .recurrent(let recurrence) = kind { recurrence } else { nil }
  }

  /// The tensors of the layer as far as it is read.
  package var tensors: [ForeignTensor] {
    switch kind {
    case .recurrent(let recurrence): recurrence.directions.flatMap(\.tensors)
    case .dense(let dense): [dense.weight] + [dense.bias].compactMap { $0 }
    case .embedding(let table): [table]
    case .other: []
    }
  }

  package var dense: ForeignDense? {
    if case .dense(let dense) = kind { dense } else { nil }
  }
}

/// y = a(W·x + b), with one of the usual activations.
package struct ForeignDense: Sendable {
  /// [outputs, inputs].
  package let weight: ForeignTensor
  /// [outputs].
  package let bias: ForeignTensor?
  /// `linear`, `tanh`, `relu`, `sigmoid`, `softmax`; nil where the file cannot
  /// tell.
  package var activation: String?

  package init(
    weight: ForeignTensor, bias: ForeignTensor?, activation: String?
  ) {
    (self.weight, self.bias, self.activation) = (weight, bias, activation)
  }
}

/// One recurrent layer, in one direction or in both.
package struct ForeignRecurrence: Sendable {
  package enum Family: String, Sendable {
    case lstm, gru, rnn

    /// How many parts are stacked in a packed matrix.
    package var partCount: Int {
      switch self {
      case .lstm: 4
      case .gru: 3
      case .rnn: 1
      }
    }
  }

  /// The weights of one direction, parts in the order i, f, g, o or r, z, n.
  package struct Weights: Sendable {
    /// [parts × units, inputs].
    package var input: ForeignTensor
    /// [parts × units, outputs].
    package var recurrent: ForeignTensor
    /// [parts × units].
    package var bias: ForeignTensor?
    /// [parts × units], added to the recurrent product.
    package var recurrentBias: ForeignTensor?
    /// [outputs, units].
    package var projection: ForeignTensor?
    /// [3 × units]: i, f, o.
    package var peepholes: ForeignTensor?
    /// The state to begin with, where the file stores one.
    package var initialHidden: ForeignTensor?
    package var initialCell: ForeignTensor?

    package init(input: ForeignTensor, recurrent: ForeignTensor) {
      (self.input, self.recurrent) = (input, recurrent)
    }

    /// All of them, without the state to begin with.
    var tensors: [ForeignTensor] {
      [input, recurrent]
        + [bias, recurrentBias, projection, peepholes].compactMap { $0 }
    }
  }

  package let cell: Family
  /// The weights in each direction: one, or forward and reverse.
  package let directions: [Weights]
  /// Whether the only direction reads from the last input to the first.
  package var isReverse = false
  /// What the gates are passed through: `sigmoid`, `hard_sigmoid`.
  package var gateActivation = "sigmoid"
  /// What the candidate is passed through; nil where the file cannot tell.
  package var activation: String? = "tanh"
  /// Whether a GRU's reset gate acts on the state before the product, as in the
  /// first paper, rather than on the product.
  package var resetsBefore = false
  /// Whether the file says that only the last step's output is given on.
  package var givesLastAlone = false
  /// The slope of a `hard_sigmoid`: 0.2 in Keras 1 and 2, 1/6 in Keras 3.
  package var hardSlope = 0.2
  /// Where the order of the parts is known from, for people.
  package let order: String

  package init(cell: Family, directions: [Weights], order: String) {
    (self.cell, self.directions, self.order) = (cell, directions, order)
  }

  /// How many values a step reads.
  package var inputSize: Int { directions[0].input.shape[1] }

  /// How many values each direction gives.
  package var outputSize: Int { directions[0].recurrent.shape[1] }

  /// How many units each direction has.
  package var units: Int {
    directions[0].input.shape[0] / cell.partCount
  }

  /// How many values the layer gives.
  package var width: Int { outputSize * directions.count }

  /// How many numbers the layer has.
  package var parameterCount: Int {
    directions.flatMap(\.tensors).reduce(0) { $0 + $1.count }
  }
}

extension ForeignRecurrence {
  /// Checks that the shapes of a layer fit each other.
  ///
  /// - Throws: `ForeignFileError.unusable`.
  func checked(_ name: String) throws(ForeignFileError) -> ForeignRecurrence {
    func refuse(_ reason: String) -> ForeignFileError {
      .unusable(module: name, reason: reason)
    }
    for weights in directions {
      let (input, recurrent) = (weights.input.shape, weights.recurrent.shape)
      guard input.count == 2, recurrent.count == 2 else {
        throw refuse("its weights \(input) and \(recurrent) are no matrices")
      }
      let parts = cell.partCount
      let (rows, units) = (input[0], input[0] / parts)
      guard units > 0, input[1] > 0, recurrent[1] > 0,
        rows.isMultiple(of: parts), recurrent[0] == rows
      else {
        throw refuse(
          "input weights \(input) and recurrent weights \(recurrent) do not "
            + "make a layer of \(parts) part\(parts == 1 ? "" : "s")")
      }
      let projection = weights.projection?.shape ?? [units, units]
      guard projection == [recurrent[1], units] else {
        throw refuse(
          "\(units) units with recurrent weights \(recurrent) need a "
            + "projection, and it has \(weights.projection?.shape ?? [])")
      }
      let vectors = [
        (weights.bias, rows), (weights.recurrentBias, rows),
        (weights.peepholes, 3 * units),
        (weights.initialHidden, recurrent[1]), (weights.initialCell, units),
      ]
      for case let (vector?, count) in vectors where vector.count != count {
        throw refuse(
          "\(vector.name) has \(vector.count) numbers where \(units) units "
            + "need \(count)")
      }
      guard input == directions[0].input.shape,
        recurrent == directions[0].recurrent.shape
      else { throw refuse("its two directions differ in size") }
    }
    return self
  }
}
