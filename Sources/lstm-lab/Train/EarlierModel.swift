import LSTMCore
import LSTMTraining
import ModelFiles

/// A model whose weights a training goes on from.
struct EarlierModel {
  let path: String
  /// Its name, and the beginning of its hash.
  let name: String
  let model: Model
  let metadata: ModelMetadata
  /// How many epochs of this training it has behind it.
  var epochs = 0

  /// - Parameter labels: whether it must label texts; only then it may read
  ///   both ways.
  init(_ path: String, labels: Bool = false) throws {
    let file = try ModelFile.load(path)
    if labels {
      _ = try file.requireClasses()
    } else {
      try file.requireOneWay()
    }
    (self.path, name) = (path, "\(file.name) \(file.hash)")
    (model, metadata) = (file.model, file.metadata)
  }

  /// Puts its sizes into `settings`, and its own whole settings before if this
  /// training is the one that made it.
  func apply(to settings: inout TrainingSettings) throws {
    if epochs > 0, let summary = metadata[.settings] {
      settings.adopt(summary: summary)
    } else {
      settings.from = name
      let isLowercase = metadata[.settings]?.contains("lower case yes")
      settings.lowercase = isLowercase ?? settings.lowercase
    }
    if case .embedding(let vocabulary, let embedding) = model.reader {
      settings.embedding = embedding.columns
      settings.readsWords = vocabulary.tokenisation != .characters
    }
    if let classes = model.classes {
      settings.pooling = classes.pooling
      settings.isTwoWay = !model.stack.isOneWay
    }
    try settings.adopt(layers: model.stack.layers.map(\.forward))
  }
}
