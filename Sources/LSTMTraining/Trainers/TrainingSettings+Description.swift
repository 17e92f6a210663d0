import LSTMCore

extension TrainingSettings {
  /// What a training reads.
  package enum DataKind: CaseIterable, Sendable {
    /// A text, character by character or word by word.
    case text, words
    /// Rows of numbers.
    case rows
    /// Whole texts with a label each.
    case labels
  }

  /// Every setting on which the result depends, by name, for people: in model
  /// files and messages.
  package func description(
    of kind: DataKind
  ) -> [(name: String, value: String)] {
    Self.fields.compactMap { field in
      guard field.kinds.contains(kind) else { return nil }
      return field.get(self).map { (field.name, $0) }
    }
  }

  /// The same in one line, as model files have it.
  package func summary(of kind: DataKind) -> String {
    description(of: kind).map { "\($0.name) \($0.value)" }
      .joined(separator: ", ")
  }

  /// The names of what a model with weights cannot change.
  package static let sizes = [
    "cell", "hidden", "layers", "embedding", "block size", "projection",
    "by words", "pooling", "both ways",
  ]

  /// What is said otherwise than in `other`.
  package func changes(
    from other: TrainingSettings, of kind: DataKind
  ) -> [(name: String, before: String, now: String)] {
    let before = Dictionary(
      uniqueKeysWithValues: other.description(of: kind).map { ($0, $1) })
    return description(of: kind).compactMap { name, now in
      before[name] == now ? nil : (name, before[name] ?? "none", now)
    }
  }

  /// Takes over what a line says that `summary` wrote; what it does not say
  /// stays as it is.
  package mutating func adopt(summary: String) {
    for part in summary.split(separator: ", ") {
      // An embedding has a scale, so the longest name counts.
      let field = Self.fields.filter { part.hasPrefix($0.name + " ") }
        .max { $0.name.count < $1.name.count }
      guard let field else { continue }
      field.set(&self, String(part.dropFirst(field.name.count + 1)))
    }
  }

  /// The initial bias of forget gates, of a cell that has them.
  private var usedForgetBias: Double? {
    get { CellFamily[cell]?.hasForgetBias ?? true ? forgetBias : nil }
    set { forgetBias = newValue ?? forgetBias }
  }

  private struct Field {
    let name: String
    /// What has such a thing.
    var kinds: [DataKind] = DataKind.allCases
    let get: (TrainingSettings) -> String?
    let set: (inout TrainingSettings, String) -> Void

    init<Value: LosslessStringConvertible>(
      _ name: String, _ path: WritableKeyPath<TrainingSettings, Value>,
      of kinds: [DataKind] = DataKind.allCases
    ) {
      (self.name, self.kinds) = (name, kinds)
      get = { "\($0[keyPath: path])" }
      set = { settings, text in
        if let value = Value(text) { settings[keyPath: path] = value }
      }
    }

    init<Value: LosslessStringConvertible>(
      _ name: String, _ path: WritableKeyPath<TrainingSettings, Value?>,
      absent: String? = nil
    ) {
      self.name = name
      get = { $0[keyPath: path].map { "\($0)" } ?? absent }
      set = { settings, text in settings[keyPath: path] = Value(text) }
    }

    /// `yes` or `no`.
    init(
      _ name: String, _ path: WritableKeyPath<TrainingSettings, Bool>,
      of kinds: [DataKind]
    ) {
      (self.name, self.kinds) = (name, kinds)
      get = { $0[keyPath: path] ? "yes" : "no" }
      set = { settings, text in settings[keyPath: path] = text == "yes" }
    }
  }

  private static var fields: [Field] {
    [
      Field("cell", \.cell), Field("hidden", \.hidden),
      Field("layers", \.layers),
      Field("embedding", \.embedding, of: [.text, .words, .labels]),
      Field("epochs", \.epochs), Field("batch", \.batch),
      Field("window", \.window, of: [.text, .words, .rows]),
      Field("stride", \.stride, of: [.text, .words]),
      Field("loss", \.loss, of: [.text, .words]),
      Field("learning rate", \.learningRate), Field("clip", \.clip),
      Field("dropout", \.dropout, of: [.text, .words, .labels]),
      Field("forget bias", \.usedForgetBias), Field("seed", \.seed),
      Field("patience", \.patience, absent: "none"),
      Field("lower case", \.lowercase, of: [.text, .words]),
      Field("held out", \.holdsOut, of: [.text, .words]),
      Field("embedding scale", \.embeddingScale, of: [.text, .words, .labels]),
      Field("block size", \.blockSize), Field("projection", \.projection),
      Field("pooling", \.pooling, of: [.labels]),
      Field("both ways", \.isTwoWay, of: [.labels]),
      Field("balanced", \.isBalanced, of: [.labels]),
      Field("by words", \.readsWords, of: [.words]),
      Field("least count", \.leastCount, of: [.words, .labels]),
      Field("words", \.mostWords, of: [.words, .labels]),
      Field("word dropout", \.wordDropout, of: [.labels]),
      Field("fold", \.fold, of: [.labels]), Field("from", \.from),
    ]
  }
}

extension LossPlacement: LosslessStringConvertible {
  package init?(_ description: String) { self.init(rawValue: description) }
  /// Its name, as options and files have it.
  package var description: String { rawValue }
}

extension Readout.Pooling: LosslessStringConvertible {
  /// The pooling of that name; nil where there is none.
  public init?(_ description: String) { self.init(rawValue: description) }
  /// Its name, as options and files have it.
  public var description: String { rawValue }
}
