import Wording

/// Which layers of a foreign file make one model: what it reads with, the
/// recurrent layers in order, what it says with, and what is left out.
package struct ForeignPlan: Sendable {
  package private(set) var embedding: ForeignLayer?
  /// The recurrent layers, the lowest first.
  package private(set) var recurrent: [ForeignLayer] = []
  /// The dense layers that the highest one is followed by, in order; none
  /// where there is no head that can be read.
  package internal(set) var head: [ForeignLayer] = []
  /// What is left out or not certain, a sentence each.
  package internal(set) var notes: [String]

  let layers: [ForeignLayer]
  let file: ForeignFile

  /// - Throws: `ForeignFileError` where the file does not tell which layers
  ///   belong together.
  package init(
    _ file: ForeignFile, _ options: ForeignOptions
  ) throws(ForeignFileError) {
    (self.file, layers, notes) = (file, file.layers, file.notes)
    try chooseRecurrent(options)
    chooseEmbedding(options)
    try chooseReadout(options)
    noteTheRest()
  }

  /// What the file says besides its layers.
  package var attributes: ForeignValue { file.attributes }

  /// How many values the lowest layer reads.
  package var inputSize: Int { recurrent[0].recurrence?.inputSize ?? 0 }

  /// How many values the highest layer gives.
  package var width: Int { recurrent.last?.recurrence?.width ?? 0 }

  /// The last layer of the head.
  package var readout: ForeignLayer? { head.last }

  // MARK: Recurrent layers

  private mutating func chooseRecurrent(
    _ options: ForeignOptions
  ) throws(ForeignFileError) {
    let all = layers.filter { $0.recurrence != nil }
    let names = all.map(\.name).reduce(into: [String]()) {
      if $0.last != $1 { $0.append($1) }
    }
    guard !names.isEmpty else {
      throw .unusable(
        module: "the file",
        reason: "it holds no recurrent layer ("
          + (file.tensors.isEmpty
            ? "no tensors"
            : file.tensors.prefix(8).map(\.name).joined(separator: ", "))
          + ")")
    }
    let chosen =
      try options.modules.isEmpty
      ? chain(names) : named(options.modules, among: names)
    for name in chosen { recurrent += all.filter { $0.name == name } }
    try checkSizes()
    if chosen.count > 1 {
      notes.append(
        "\(chosen.joined(separator: ", ")) follow each other and are read as "
          + "layers of one model.")
    }
    if options.modules.isEmpty { try checkNothingBetween() }
  }

  /// In a row of layers, one that is not recurrent may not stand between two
  /// that are.
  private func checkNothingBetween() throws(ForeignFileError) {
    guard file.isSequence,
      let first = layers.firstIndex(where: { $0.recurrence != nil }),
      let last = layers.lastIndex(where: { $0.recurrence != nil }),
      let other = layers[first...last].first(where: { $0.recurrence == nil })
    else { return }
    throw .unusable(
      module: other.name,
      reason: "it stands between recurrent layers and is not read; choose one "
        + "of them by --module, such as --module \(layers[first].name)")
  }

  private func named(
    _ wanted: [String], among names: [String]
  ) throws(ForeignFileError) -> [String] {
    var chosen: [String] = []
    for name in wanted {
      let found =
        names.contains(name)
        ? [name] : names.filter { $0.hasSuffix("." + name) }
      guard found.count == 1 else {
        throw .unusable(
          module: name,
          reason: "there is no such recurrent module; the file has "
            + names.joined(separator: ", "))
      }
      chosen += found
    }
    return chosen
  }

  /// All modules where they follow each other, or else an error that asks.
  private func chain(
    _ names: [String]
  ) throws(ForeignFileError) -> [String] {
    guard names.count > 1 else { return names }
    let first = names.compactMap { name in
      layers.first { $0.name == name && $0.recurrence != nil }
    }
    let last = names.compactMap { name in
      layers.last { $0.name == name && $0.recurrence != nil }
    }
    let fit = zip(last, first.dropFirst()).allSatisfy { below, above in
      below.recurrence?.width == above.recurrence?.inputSize
        && (file.isSequence || above.source == below.name
          || stem(above.name) == stem(below.name))
    }
    guard fit else {
      throw .unusable(
        module: "the file",
        reason:
          "it has several recurrent modules (\(names.joined(separator: ", "))): "
          + "choose one by --module \(names[0]), or those that follow each "
          + "other by --module \(names.prefix(2).joined(separator: ","))")
    }
    return names
  }

  /// A name without the number at its end: `lstm_1`, `lstm2`, `rnns.0`.
  private func stem(_ name: String) -> String {
    var stem = Substring(name)
    while let last = stem.last, last.isNumber || last == "_" || last == "." {
      stem.removeLast()
    }
    return String(stem)
  }

  private func checkSizes() throws(ForeignFileError) {
    for (below, above) in zip(recurrent, recurrent.dropFirst()) {
      guard let width = below.recurrence?.width,
        let read = above.recurrence?.inputSize, width == read
      else {
        throw .unusable(
          module: above.name,
          reason: "it reads \(above.recurrence?.inputSize ?? 0) values, and "
            + "\(below.name) gives \(below.recurrence?.width ?? 0)")
      }
    }
  }

  // MARK: What it reads and says with

  func role(_ name: String, _ options: ForeignOptions) -> String? {
    options.roles[name]
      ?? options.roles.first { name.hasSuffix("." + $0.key) }?.value
  }

  private mutating func chooseEmbedding(_ options: ForeignOptions) {
    let tables = layers.filter { layer in
      if case .embedding(let table) = layer.kind {
        return table.shape.count == 2 && table.shape[1] == inputSize
          && role(layer.name, options) != "none"
      }
      return false
    }
    embedding =
      tables.first { role($0.name, options) == "embedding" }
      ?? tables.first { shares($0.name, recurrent[0].name) } ?? tables.first
    if tables.count > 1, let embedding {
      notes.append(
        "\(tables.map(\.name).joined(separator: " and ")) could each be the "
          + "embedding; \(embedding.name) is taken (--map NAME=embedding).")
    }
  }

  /// Whether two names have the same part before their last point.
  private func shares(_ a: String, _ b: String) -> Bool {
    a.split(separator: ".").dropLast() == b.split(separator: ".").dropLast()
  }

  private mutating func noteTheRest() {
    let used = Set(
      recurrent.map(\.name)
        + [embedding?.name].compactMap { $0 } + head.map(\.name))
    let rest = layers.map(\.name).filter { !used.contains($0) }
    let first = layers.firstIndex { $0.name == recurrent[0].name } ?? 0
    let before =
      file.isSequence
      ? layers[..<first].filter { $0.name != embedding?.name } : []
    if let layer = before.last {
      notes.append(
        "\(layer.name) stands before the recurrent layers and is left out: "
          + "what is read are the \(inputSize) values that it would give.")
    }
    let others = rest.filter { name in !before.contains { $0.name == name } }
    if !others.isEmpty, !notes.contains(where: { $0.hasPrefix("The head") }) {
      notes.append(
        "Left out: \(list(others, most: 8))"
          + (others.count > 8 ? " (\(others.count) in all)." : "."))
    }
    for layer in recurrent where layer.recurrence?.activation == nil {
      notes.append(
        "\(layer.label) is a plain network, and its file does not say whether "
          + "through tanh or ReLU: tanh is taken (--map \(layer.label)=rnn-relu)."
      )
    }
    if recurrent.contains(where: { layer in
      layer.recurrence?.directions.contains {
        $0.initialHidden != nil || $0.initialCell != nil
      } ?? false
    }) {
      notes.append(
        "The file stores an h and a C to begin with; reading begins with those."
      )
    }
  }
}
