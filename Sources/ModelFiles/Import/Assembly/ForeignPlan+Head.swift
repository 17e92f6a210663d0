import LSTMCore

extension ForeignPlan {
  /// Finds the dense layers that the highest recurrent layer is followed by.
  ///
  /// - Throws: `ForeignFileError` for a readout that is asked for and does not
  ///   fit.
  mutating func chooseReadout(
    _ options: ForeignOptions
  ) throws(ForeignFileError) {
    let top = layers.lastIndex { $0.recurrence != nil } ?? 0
    let after = file.isSequence ? Array(layers[(top + 1)...]) : layers
    let dense = after.filter {
      $0.dense != nil && role($0.name, options) != "none"
    }
    guard let first = try firstOfHead(dense, options) else { return }
    var chain = [first]
    while let next = follower(of: chain, among: dense, options) {
      chain.append(next)
    }
    if let reason = refusal(of: chain, after, options) {
      notes.append(
        "The head (\(chain.map(\.name).joined(separator: ", "))) is left out, "
          + "and the model is read up to h: \(reason)")
      return
    }
    head = chain
  }

  /// The dense layer that reads the top layer's h: the one that the user names,
  /// or else one with a usual name, or else the first.
  private func firstOfHead(
    _ dense: [ForeignLayer], _ options: ForeignOptions
  ) throws(ForeignFileError) -> ForeignLayer? {
    if let asked = layers.first(where: { role($0.name, options) == "readout" })
    {
      guard asked.dense?.weight.shape[1] == width else {
        throw .unusable(
          module: asked.name,
          reason: "as a readout it must read \(width) values, and it reads "
            + "\(asked.dense?.weight.shape[1] ?? 0)")
      }
      return asked
    }
    let candidates = dense.filter { $0.dense?.weight.shape[1] == width }
    let names = ["fc", "readout", "decoder", "linear", "head", "out", "dense"]
    return candidates.first { candidate in
      names.contains { candidate.name.lowercased().contains($0) }
    } ?? candidates.first
  }

  /// The dense layer that reads what the last of a head gives: the next one in
  /// the file of that size.
  private func follower(
    of chain: [ForeignLayer], among dense: [ForeignLayer],
    _ options: ForeignOptions
  ) -> ForeignLayer? {
    guard let last = chain.last, role(last.name, options) != "readout",
      let place = dense.firstIndex(where: { $0.name == last.name })
    else { return nil }
    return dense[(place + 1)...].first {
      $0.dense?.weight.shape[1] == last.dense?.weight.shape[0]
    }
  }

  /// Why a head cannot be read; nil where it can.
  private func refusal(
    of chain: [ForeignLayer], _ after: [ForeignLayer],
    _ options: ForeignOptions
  ) -> String? {
    if recurrent.last?.recurrence?.givesLastAlone ?? false,
      recurrent.last?.recurrence?.directions.count == 2
    {
      return "it reads the last output of both directions, which are those of "
        + "different steps."
    }
    if file.isSequence, let last = chain.last,
      let other = after.prefix(while: { $0.name != last.name })
        .first(where: { $0.dense == nil })
    {
      return "\(other.name) (\(other.kindName)) stands in it, which is not "
        + "read."
    }
    for (k, layer) in chain.enumerated() {
      guard
        let name = activation(of: layer, isLast: k == chain.count - 1, options)
      else {
        return "the file does not tell what stands between \(layer.name) and "
          + "\(chain[k + 1].name) (--map \(layer.name)=relu, or tanh, sigmoid, "
          + "linear)."
      }
      guard Dense.Activation(rawValue: name) != nil else {
        return "\(layer.name) is passed through \(name), which is not read."
      }
    }
    return nil
  }

  /// What a layer of the head is passed through, as the user or the file says.
  func activation(
    of layer: ForeignLayer, _ options: ForeignOptions
  ) -> String? {
    activation(of: layer, isLast: layer.name == head.last?.name, options)
  }

  private func activation(
    of layer: ForeignLayer, isLast: Bool, _ options: ForeignOptions
  ) -> String? {
    let asked = role(layer.name, options).flatMap {
      Dense.Activation(rawValue: $0)?.rawValue
    }
    guard let name = asked ?? layer.dense?.activation else {
      return isLast ? "linear" : nil
    }
    return isLast && ["softmax", "logsoftmax", "log_softmax"].contains(name)
      ? "linear" : name
  }
}
