import LSTMCore
import Wording

/// Where a model that another program wrote comes from, and how it was read.
package struct ForeignOrigin: Sendable {
  /// What the file holds.
  package let file: ForeignFile
  /// Which of its layers make the model.
  package let plan: ForeignPlan
  /// What was taken, left out or is not certain, a sentence each.
  package let notes: [String]
  /// What NeuralHydrology's files beside it say, where they are about it.
  package let run: RowDescription?
  /// A head that reads all steps, where the file has the one that is known.
  package let attention: AttentionHead?
  let model: Model

  /// - Throws: `ForeignFileError`.
  init(
    _ source: ByteSource, _ options: ForeignOptions
  ) throws(ForeignFileError) {
    file = try ForeignFile.read(source)
    plan = try ForeignPlan(file, options)
    let said = file.rows ?? options.run
    run = (said.map(plan.isOf) ?? false) ? said : nil
    var options = options
    options.run = run
    let (model, notes) = try plan.model(options)
    self.model = model
    attention = try plan.attention(
      in: file, model, padding: plan.padding(options))
    self.notes =
      plan.notes + notes
      + (attention.map { _ in
        [
          "The head is textgenrnn's attention over the last "
            + "\(AttentionHead.window) steps: evaluate and model info --text use "
            + "it, and what shows single steps is read up to h."
        ]
      } ?? [])
  }

  /// What a file of ours says of where its model comes from.
  package func provenance(
    name: String, sha256: String
  ) throws(ForeignFileError) -> [String: String] {
    var said = [
      "source": name, "source_sha256": sha256, "source_format": file.format,
      "source_modules": plan.recurrent.map(\.name)
        .reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        .joined(separator: ", "),
      "gate_order": try plan.orderProof(),
    ]
    if let run, !run.statics.isEmpty {
      said[ModelMetadata.Key.constantColumns.rawValue] =
        run.statics.joined(separator: ",")
    }
    return said
  }
}

extension ForeignPlan {
  /// Where the order of the gates is known from, and what speaks for it.
  package func orderProof() throws(ForeignFileError) -> String {
    guard let recurrence = recurrent.first?.recurrence else { return "" }
    let rule = "\(recurrence.order), the rule of the format"
    guard let evidence = try LayoutEvidence(recurrence) else { return rule }
    return "\(rule); \(evidence.description)"
  }
}

extension ForeignLayer {
  /// The layer in one line: its name, kind, sizes and how many numbers it has.
  package var summary: String {
    let count = tensors.reduce(0) { $0 + $1.count }
    let what =
      switch kind {
      case .recurrent(let recurrence): recurrence.summary
      case .dense(let dense):
        "dense, \(dense.weight.shape[1]) → \(dense.weight.shape[0])"
          + (dense.activation.map { $0 == "linear" ? "" : ", \($0)" } ?? "")
      case .embedding(let table):
        table.shape[1] == 1
          ? "weights, \(table.shape[0]) × 1, as of attention"
          : "embedding, \(table.shape[0]) symbols × \(table.shape[1])"
      case .other(let kind): kind + ", not read"
      }
    let place = index > 0 ? " layer \(index)" : ""
    return "\(label)\(place): \(what)"
      + (count > 0 ? ", \(counted(count, "number"))" : "")
  }
}

extension ForeignRecurrence {
  fileprivate var summary: String {
    let kind: String =
      switch cell {
      case .lstm:
        directions[0].peepholes == nil ? "LSTM" : "LSTM with peepholes"
      case .gru: resetsBefore ? "GRU (reset before the product)" : "GRU"
      case .rnn: "RNN, \(activation ?? "tanh or ReLU")"
      }
    return "\(kind), reads \(inputSize), \(counted(units, "unit"))"
      + (outputSize == units ? "" : " projected to \(outputSize)")
      + (directions.count > 1 ? " in both directions" : "")
      + (isReverse ? " read backwards" : "")
      + (gateActivation == "sigmoid" ? "" : ", gates through \(gateActivation)")
  }
}
