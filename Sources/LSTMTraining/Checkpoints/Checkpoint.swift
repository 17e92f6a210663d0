import Foundation
import LSTMCore
import ModelFiles

/// A training at rest, as it is in a file: the settings, which text it reads,
/// and everything that changes. A training that goes on from it ends with the
/// same bytes as one that never rested.
///
/// The file is safetensors: `weights`, `mean`, `square` (Adam's moments),
/// `carried` (what the streams carry) and, after the first epoch, `best`, each
/// one row of F32 in the trainer's own order; metadata `format`, `settings`,
/// `progress` (both JSON) and `corpus_sha256`.
package struct Checkpoint: Sendable {
  /// What to train, and how.
  package let settings: TrainingSettings
  /// The SHA-256 of the text, 64 hexadecimal digits.
  package let corpusSHA256: String
  private let progress: Progress
  private let tensors: [String: [Float]]
  private let path: String

  /// Where the checkpoint of a training stands whose model will be at `path`.
  package static func path(for model: String) -> String {
    model + ".checkpoint"
  }

  /// Reads a checkpoint.
  ///
  /// - Throws: `CheckpointError`.
  package static func load(_ path: String) throws(CheckpointError) -> Checkpoint
  {
    let file: Safetensors
    do {
      file = try Safetensors.parse(
        [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
    } catch let error as SafetensorsError {
      throw .damaged(path, "\(error)")
    } catch {
      throw .unreadable(path, error.localizedDescription)
    }
    return try Checkpoint(file, path: path)
  }

  /// The bytes of a checkpoint; equal trainings give equal bytes.
  package static func encode(
    _ state: TrainingState, settings: TrainingSettings, corpusSHA256: String
  ) throws -> [UInt8] {
    var settings = settings
    // The result does not depend on it, so neither do the bytes.
    settings.threads = 1
    var tensors = [
      tensor("weights", state.model.values),
      tensor("mean", state.optimiser.mean.values),
      tensor("square", state.optimiser.square.values),
      tensor("carried", state.carried.values),
    ]
    if let best = state.best { tensors.append(tensor("best", best.values)) }
    return Safetensors(
      metadata: [
        "format": format, "corpus_sha256": corpusSHA256,
        "settings": try json(settings), "progress": try json(Progress(state)),
      ], tensors: tensors
    ).encode()
  }

  /// The state to go on from, of a training on `corpus`.
  ///
  /// - Throws: `CheckpointError` when it belongs to other sizes.
  package func state(
    for corpus: Corpus
  ) throws -> TrainingState {
    let layout = ModelLayout(
      symbols: corpus.vocabulary.count, embeddingSize: settings.embedding,
      hiddenSizes: [Int](repeating: settings.hidden, count: settings.layers),
      cell: try FastCell(settings))
    // Nothing of the promised size is made before the file has that much.
    _ = try values("weights", count: layout.count)
    var state = try TrainingState(
      settings: settings, vocabulary: corpus.vocabulary)
    func model(_ name: String) throws -> FloatModel {
      var model = state.model
      model.values = try values(name, count: layout.count)
      return model
    }
    let carried = try values("carried", count: state.carried.values.count)
    let (mean, square) = (try model("mean"), try model("square"))
    let best = tensors["best"] == nil ? nil : try model("best")
    state.model = try model("weights")
    state.best = best
    state.optimiser = Adam(
      mean: mean, square: square, count: progress.updates)
    state.carried.values = carried
    progress.restore(&state)
    return state
  }

  private static let format = "lstm-lab-checkpoint/1"

  private init(
    _ file: Safetensors, path: String
  ) throws(CheckpointError) {
    guard file.metadata["format"] == Self.format else {
      throw .notACheckpoint(path)
    }
    guard let hash = file.metadata["corpus_sha256"],
      let settings = Self.settings(file.metadata["settings"]),
      let progress: Progress = Self.value(file.metadata["progress"]),
      progress.isPossible, (try? settings.validate()) != nil
    else { throw .damaged(path, "its metadata cannot be read") }
    (self.settings, self.progress, self.path) = (settings, progress, path)
    corpusSHA256 = hash
    tensors = Dictionary(
      file.tensors.map { ($0.name, $0.values.map(Float.init)) },
      uniquingKeysWith: { first, _ in first })
  }

  private func values(
    _ name: String, count: Int
  ) throws(CheckpointError) -> [Float] {
    guard let values = tensors[name], values.count == count,
      values.allSatisfy(\.isFinite)
    else {
      throw .damaged(
        path,
        "'\(name)' should have \(count) numbers, and has "
          + "\(tensors[name].map { "\($0.count)" } ?? "none")")
    }
    return values
  }

  private static func tensor(_ name: String, _ values: [Float]) -> Tensor {
    Tensor(
      name: name, type: .f32, shape: [values.count],
      bytes: values.withUnsafeBytes { Array($0) })
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The settings, with the defaults for those that the file says nothing of:
  /// it may be older than they are.
  private static func settings(_ text: String?) -> TrainingSettings? {
    func object(_ data: Data) -> [String: Any]? {
      (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
    }
    guard let text, let saved = object(Data(text.utf8)),
      let defaults = try? object(JSONEncoder().encode(TrainingSettings())),
      let whole = try? JSONSerialization.data(
        withJSONObject: defaults.merging(saved) { $1 })
    else { return nil }
    return try? JSONDecoder().decode(TrainingSettings.self, from: whole)
  }

  private static func value<Value: Decodable>(_ text: String?) -> Value? {
    text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
  }
}

/// Everything of a state that is not an array of weights.
private struct Progress: Codable {
  let epoch, update, updates, epochOffset: Int
  let generator: UInt64
  let smoothedLoss: Double?
  let lossInEpoch: Double
  let curve: [EpochLoss]

  init(_ state: TrainingState) {
    (epoch, update) = (state.epoch, state.update)
    (updates, epochOffset) = (state.optimiser.count, state.epochOffset)
    generator = state.generator.state
    (smoothedLoss, lossInEpoch) = (state.smoothedLoss, state.lossInEpoch)
    curve = state.curve
  }

  var isPossible: Bool {
    [epoch, update, updates, epochOffset].allSatisfy { $0 >= 0 }
      && curve.count == epoch && lossInEpoch.isFinite
  }

  func restore(_ state: inout TrainingState) {
    (state.epoch, state.update) = (epoch, update)
    state.epochOffset = epochOffset
    state.generator = SplitMix64(seed: generator)
    (state.smoothedLoss, state.lossInEpoch) = (smoothedLoss, lossInEpoch)
    state.curve = curve
  }
}
