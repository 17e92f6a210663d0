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
      of: reader, isOneWay: stack.isOneWay, options.run)
    notes += options.run?.notes ?? []
    return (Model(reader: reader, stack: stack, readout: readout), notes)
  }

  private func stack(
    _ options: ForeignOptions, order: [Int]?
  ) throws(ForeignFileError) -> Stack {
    var stacked: [Stack.Layer] = []
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
        case "rnn-relu": recurrence.activation = "relu"
        case "rnn-tanh": recurrence.activation = "tanh"
        default:
          throw .unusable(
            module: name, reason: "it cannot be read as \(role)")
        }
      }
      if let order { recurrence = recurrence.reordered(order) }
      let cells = try recurrence.cells(name)
      stacked.append(
        Stack.Layer(
          forward: cells[0], reverse: cells.count > 1 ? cells[1] : nil))
    }
    return Stack(layers: stacked)
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

  // MARK: What it says

  private func readout(
    of reader: Reader, isOneWay: Bool, _ run: RunFolder?
  ) throws(ForeignFileError) -> Readout? {
    guard let dense = readout?.dense else { return nil }
    let rows = dense.weight.shape[0]
    let bias =
      if let bias = dense.bias { try finite(bias) } else {
        [Double](repeating: 0, count: rows)
      }
    guard bias.count == rows else {
      throw .unusable(
        module: readout?.name ?? "the readout",
        reason: "its bias has \(bias.count) numbers for \(rows) rows")
    }
    let isNext = isOneWay && reader.vocabulary?.count == rows
    return Readout(
      weights: Matrix(rows: rows, columns: width, try finite(dense.weight)),
      bias: Vector(bias),
      isNext ? .nextSymbol : .numbers(targets(rows, run)))
  }

  /// What a run says is predicted, or so many numbers without names.
  private func targets(_ count: Int, _ run: RunFolder?) -> Readout.Targets {
    guard let run, run.targets.count == count else {
      return Readout.Targets(unnamed: count)
    }
    return Readout.Targets(
      names: run.targets, ahead: 0, scaling: run.targetScaling)
  }

  /// Whether a run's files are about this model: it reads as many values and
  /// has as many units as they say.
  func isOf(_ run: RunFolder) -> Bool {
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
