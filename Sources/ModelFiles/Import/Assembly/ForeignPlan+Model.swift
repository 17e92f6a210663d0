import LSTMCore

extension ForeignPlan {
  /// The model, and what was taken for its vocabulary, as a sentence.
  ///
  /// - Parameter order: the order in which the parts of every layer are taken
  ///   to lie, to try another one; as the format has them unless given.
  /// - Throws: `ForeignFileError`.
  package func model(
    _ options: ForeignOptions, order: [Int]? = nil
  ) throws(ForeignFileError) -> (model: Model, notes: [String]) {
    var notes: [String] = []
    let stack = try stack(options, order: order)
    let reader = try reader(options, notes: &notes)
    let readout = try readout(
      of: reader, isOneWay: stack.isOneWay, options)
    notes += options.run?.notes ?? []
    return (Model(reader: reader, stack: stack, readout: readout), notes)
  }

  private func stack(
    _ options: ForeignOptions, order: [Int]?
  ) throws(ForeignFileError) -> Stack {
    var stacked: [Stack.Layer] = []
    var initial: [State] = []
    for layer in recurrent {
      guard var recurrence = layer.recurrence else { continue }
      let name = layer.label
      if recurrence.isReverse {
        throw .unusable(
          module: name,
          reason: "it reads from the last input to the first alone; give it "
            + "the sequence the other way round as a forward layer")
      }
      if let role = options.roles[name] {
        switch role {
        case "readout", "embedding", "none":
          throw .unusable(
            module: name,
            reason: "it is recurrent and cannot be read as \(role)")
        case "rnn-relu": recurrence.activation = "relu"
        case "rnn-tanh": recurrence.activation = "tanh"
        default:
          throw .unusable(
            module: name, reason: "it cannot be read as \(role)")
        }
      }
      if let order { recurrence = recurrence.reordered(order) }
      let cells = try recurrence.cells(name)
      for (cell, weights) in zip(cells, recurrence.directions) {
        initial.append(try state(of: cell, weights))
      }
      stacked.append(
        Stack.Layer(
          forward: cells[0], reverse: cells.count > 1 ? cells[1] : nil))
    }
    var stack = Stack(layers: stacked)
    if initial != stack.zeroState { stack.initial = initial }
    return stack
  }

  /// What the file says that a cell starts from; 0 where it says nothing.
  private func state(
    of cell: any Cell, _ weights: ForeignRecurrence.Weights
  ) throws(ForeignFileError) -> State {
    var state = cell.zeroState
    if let hidden = weights.initialHidden {
      state.hidden = Vector(try finite(hidden))
    }
    if let memory = weights.initialCell, state.cell.count > 0 {
      state.cell = Vector(try finite(memory))
    }
    return state
  }

  // MARK: What it reads

  private func reader(
    _ options: ForeignOptions, notes: inout [String]
  ) throws(ForeignFileError) -> Reader {
    guard let embedding, case .embedding(let table) = embedding.kind else {
      guard let given = options.vocabulary else {
        if let run = options.run {
          return .rows(columns: run.inputs, scaling: run.inputScaling)
        }
        return .rows(columns: [], scaling: Scaling(none: inputSize))
      }
      return .oneHot(
        try vocabulary(given, count: inputSize, options, notes: &notes))
    }
    let count = table.shape[0]
    let found = ForeignVocabulary.find(in: attributes, count: count)
    if options.vocabulary == nil, let found {
      notes.append("The vocabulary is \(found.place) of the file.")
    }
    guard let given = options.vocabulary ?? found?.vocabulary else {
      throw .unusable(
        module: embedding.name,
        reason: "it has \(count) symbols, and nothing says which: give them by "
          + "--vocabulary FILE (a JSON list, a JSON object from symbol to "
          + "index, or one a line)")
    }
    return .embedding(
      try vocabulary(given, count: count, options, notes: &notes),
      Matrix(
        rows: count, columns: table.shape[1],
        try finite(table)))
  }

  private func vocabulary(
    _ given: ForeignVocabulary, count: Int, _ options: ForeignOptions,
    notes: inout [String]
  ) throws(ForeignFileError) -> Vocabulary {
    guard let entries = given.filled(count) else {
      throw .unusable(
        module: "the vocabulary",
        reason: "it has \(given.entries.count) entries, and the model has "
          + "\(count)")
    }
    let unknown: Int?
    switch options.unknown {
    case .none: unknown = nil
    case .index(let index):
      guard 0..<count ~= index else {
        throw .unusable(
          module: "the vocabulary",
          reason: "there is no entry \(index) to stand for the unknown; it has "
            + "\(count)")
      }
      unknown = index
    case .named:
      unknown = given.unknownIndex
      notes.append(
        unknown.map {
          "Entry \($0), \(entries[$0]), stands for what the vocabulary lacks."
        }
          ?? "No entry stands for what the vocabulary lacks (--unknown INDEX).")
    }
    return Vocabulary(entries: entries, unknownIndex: unknown)
  }

  /// Which symbol fills up short texts, where the vocabulary tells.
  func padding(_ options: ForeignOptions) -> Int? {
    guard let embedding, case .embedding(let table) = embedding.kind else {
      return nil
    }
    let count = table.shape[0]
    let vocabulary =
      options.vocabulary
      ?? ForeignVocabulary.find(in: attributes, count: count)?.vocabulary
    return vocabulary?.padding(count)
  }

  // MARK: What it says

  private func readout(
    of reader: Reader, isOneWay: Bool, _ options: ForeignOptions
  ) throws(ForeignFileError) -> Readout? {
    var layers: [Dense] = []
    for layer in head { layers.append(try dense(layer, options)) }
    guard let last = layers.last else { return nil }
    let rows = last.bias.count
    // What is passed through an activation at last is read as it is.
    if last.activation == .linear {
      layers.removeLast()
    }
    let final =
      last.activation == .linear
      ? last
      : Dense(
        weights: identity(rows), bias: Vector(zeros: rows), .linear)
    let isNext = isOneWay && reader.vocabulary?.count == rows
    return Readout(
      layers: layers, weights: final.weights, bias: final.bias,
      isNext ? .nextSymbol : .numbers(targets(rows, options.run)))
  }

  /// A layer of the head. A softmax at last is what makes probabilities of
  /// logits, which are read here.
  private func dense(
    _ layer: ForeignLayer, _ options: ForeignOptions
  ) throws(ForeignFileError) -> Dense {
    guard let dense = layer.dense, let name = activation(of: layer, options),
      let activation = Dense.Activation(rawValue: name)
    else {
      throw .unusable(module: layer.name, reason: "it is no dense layer")
    }
    let (rows, columns) = (dense.weight.shape[0], dense.weight.shape[1])
    let bias =
      if let bias = dense.bias { try finite(bias) } else {
        [Double](repeating: 0, count: rows)
      }
    guard bias.count == rows else {
      throw .unusable(
        module: layer.name,
        reason: "its bias has \(bias.count) numbers for \(rows) rows")
    }
    return Dense(
      weights: Matrix(
        rows: rows, columns: columns, try finite(dense.weight)),
      bias: Vector(bias), activation)
  }

  /// What a run says is predicted, or so many numbers without names.
  private func targets(_ count: Int, _ run: RowDescription?) -> Readout.Targets
  {
    guard let run, run.targets.count == count else {
      return Readout.Targets(unnamed: count)
    }
    return Readout.Targets(
      names: run.targets, ahead: 0, scaling: run.targetScaling)
  }

  /// Whether a run's files are about this model: it reads as many values and
  /// has as many units as they say.
  func isOf(_ run: RowDescription) -> Bool {
    embedding == nil && run.inputs.count == inputSize
      && run.units ?? width == recurrent.last?.recurrence?.units
  }

  private func finite(
    _ tensor: ForeignTensor
  ) throws(ForeignFileError) -> [Double] {
    let values = try tensor.values()
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .unusable(
        module: tensor.name,
        reason:
          "\(place(index, in: tensor.shape)) is \(values[index]); a model "
          + "needs finite weights")
    }
    return values
  }
}

private func identity(_ count: Int) -> Matrix {
  var matrix = Matrix(rows: count, columns: count)
  for k in 0..<count { matrix[k, k] = 1 }
  return matrix
}

extension ForeignRecurrence {
  /// The same layer with its parts taken to lie in another order.
  func reordered(_ order: [Int]) -> ForeignRecurrence {
    guard order.count == cell.partCount else { return self }
    var result = ForeignRecurrence(
      cell: cell,
      directions: directions.map { weights in
        var other = weights
        other.input = weights.input.blocks(order)
        other.recurrent = weights.recurrent.blocks(order)
        other.bias = weights.bias?.blocks(order)
        other.recurrentBias = weights.recurrentBias?.blocks(order)
        return other
      }, order: self.order)
    result.gateActivation = gateActivation
    result.activation = activation
    result.resetsBefore = resetsBefore
    return result
  }
}
