import Foundation
import LSTMCore
import LSTMTraining
import ModelFiles

/// A model whose weights a training goes on from.
struct EarlierModel<Model> {
  let path: String
  /// Its name, and the beginning of its hash.
  let name: String
  let model: Model
  let layers: [any Cell]
  /// How wide its embeddings are; nil for a model of numbers.
  let embedding: Int?
  let metadata: ModelMetadata
  /// How many epochs of this training it has behind it.
  var epochs = 0

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
    settings.embedding = embedding ?? settings.embedding
    try settings.adopt(layers: layers)
  }
}

extension EarlierModel<CharacterModel> {
  init(text path: String) throws {
    let file = try ModelFile.load(path)
    self.init(
      path: path, name: "\(file.name) \(file.hash)", model: file.model,
      layers: file.model.stack.layers,
      embedding: file.model.embedding.columns, metadata: file.metadata)
  }
}

extension EarlierModel<SeriesModel> {
  init(rows path: String) throws {
    let file = try SeriesModelFile.load(path)
    self.init(
      path: path, name: "\(file.name) \(file.hash)", model: file.model,
      layers: file.model.stack.layers,
      embedding: nil, metadata: file.metadata)
  }
}
