import LSTMCore
import ModelFiles

/// A training at rest, as it is in a file: the settings, which text it reads,
/// and everything that changes. A training that goes on from it ends with the
/// same bytes as one that never rested.
///
/// The file is safetensors: `weights`, `mean`, `square` (Adam's moments),
/// `carried` (what the streams carry, where they do) and, after the first
/// validation, `best`, each one row in the order of the gradients' source, F32
/// on the fast path and F64 with the reference; metadata `format`, `settings`,
/// `progress` (both JSON), `corpus_sha256`, `instructions`, and `vocabulary` or `scaling`.
package struct Checkpoint: Sendable {
  /// What to train, and how.
  package let settings: TrainingSettings
  /// The SHA-256 of what is learnt from, 64 hexadecimal digits.
  package let corpusSHA256: String
  /// The characters of a model of text; nil where an older version wrote it.
  package let vocabulary: Vocabulary?
  /// The scaling of a model of numbers.
  package let scaling: RowScaling?
  /// What products were computed with when it was written, on which their last
  /// digits depend; nil where an older version wrote it.
  package let instructions: String?
  private let progress: Progress
  private let tensors: [String: [Double]]
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
    let bytes: [UInt8]
    do {
      bytes = try ByteSource(path: path).bytes(of: path)
    } catch ModelFileError.unreadable(_, let reason) {
      throw .unreadable(path, reason)
    } catch {
      throw .unreadable(path, "\(error)")
    }
    return try load(bytes: bytes, path: path)
  }

  /// Reads a checkpoint from the bytes of a file; `path` is for messages.
  ///
  /// - Throws: `CheckpointError`.
  package static func load(
    bytes: [UInt8], path: String = "checkpoint"
  ) throws(CheckpointError) -> Checkpoint {
    let file: Safetensors
    do { file = try Safetensors.parse(bytes) } catch {
      throw .damaged(path, "\(error)")
    }
    return try Checkpoint(file, path: path)
  }

  /// The bytes of a checkpoint; equal trainings give equal bytes.
  package static func encode(
    _ trainer: Trainer<some GradientSource>, corpusSHA256: String
  ) throws -> [UInt8] {
    let (state, source) = (trainer.state, trainer.source)
    var settings = source.settings
    // The result does not depend on it, so neither do the bytes.
    settings.threads = 1
    var tensors = [
      tensor("weights", state.weights),
      tensor("mean", state.optimiser.mean),
      tensor("square", state.optimiser.square),
    ]
    if !state.place.carried.isEmpty {
      tensors.append(tensor("carried", state.place.carried))
    }
    if let best = state.best { tensors.append(tensor("best", best.weights)) }
    return Safetensors(
      metadata: source.frame.merging([
        "format": format, "corpus_sha256": corpusSHA256,
        "settings": try json(settings), "progress": try json(Progress(state)),
        "instructions": productInstructions,
      ]) { $1 }, tensors: tensors
    ).sealed.encode()
  }

  /// The state to go on from.
  ///
  /// - Throws: `CheckpointError` when it belongs to other sizes.
  package func state<Source: GradientSource>(
    for source: Source
  ) throws(CheckpointError) -> TrainingState<Source.Scalar> {
    func weights(_ name: String) throws(CheckpointError) -> [Source.Scalar] {
      try values(name, count: source.weightCount).map(Source.Scalar.init)
    }
    let carried =
      source.carriedCount == 0
      ? [] : try values("carried", count: source.carriedCount)
    let best = tensors["best"] == nil ? nil : try weights("best")
    return progress.state(
      weights: try weights("weights"),
      optimiser: Adam(
        mean: try weights("mean"), square: try weights("square"),
        count: progress.updates),
      carried: carried.map(Source.Scalar.init), best: best)
  }

  private static let format = "lstm-lab-checkpoint/1"

  private init(
    _ file: Safetensors, path: String
  ) throws(CheckpointError) {
    guard file.metadata["format"] == Self.format else {
      throw .notACheckpoint(path)
    }
    guard let hash = file.metadata["corpus_sha256"],
      let settings: TrainingSettings = Self.value(file.metadata["settings"]),
      let progress: Progress = Self.value(file.metadata["progress"]),
      progress.isPossible, (try? settings.validate()) != nil
    else { throw .damaged(path, "its metadata cannot be read") }
    (self.settings, self.progress, self.path) = (settings, progress, path)
    (corpusSHA256, instructions) = (hash, file.metadata["instructions"])
    do {
      vocabulary = try file.metadata["vocabulary"].map(Vocabulary.init(json:))
    } catch { throw .damaged(path, "\(error)") }
    scaling = file.metadata["scaling"].flatMap(RowScaling.init(json:))
    tensors = Dictionary(
      file.tensors.map { ($0.name, $0.values) },
      uniquingKeysWith: { first, _ in first })
  }

  private func values(
    _ name: String, count: Int
  ) throws(CheckpointError) -> [Double] {
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

  private static func tensor<Scalar: Weight>(
    _ name: String, _ values: [Scalar]
  ) -> Tensor {
    Tensor(
      name: name, type: Scalar.stored, shape: [values.count],
      bytes: values.withUnsafeBytes { Array($0) })
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
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
  // Absent where an older version wrote the file.
  let bestLoss: Double?
  let bestEpoch: Int?

  init(_ state: TrainingState<some Weight>) {
    (epoch, update) = (state.epoch, state.update)
    updates = state.optimiser.count
    epochOffset = state.place.epochOffset
    generator = state.place.generator.state
    (smoothedLoss, lossInEpoch) = (state.smoothedLoss, state.lossInEpoch)
    curve = state.curve
    (bestLoss, bestEpoch) = (state.best?.loss, state.best?.epoch)
  }

  /// Whether a training can have come so far; counts are added to.
  var isPossible: Bool {
    [epoch, update, updates, epochOffset, bestEpoch ?? 0]
      .allSatisfy { 0...1 << 40 ~= $0 }
      && curve.count <= epoch && lossInEpoch.isFinite
  }

  func state<Scalar>(
    weights: [Scalar], optimiser: Adam<Scalar>, carried: [Scalar],
    best: [Scalar]?
  ) -> TrainingState<Scalar> {
    let validated = curve.filter { $0.validation != nil }
      .min { ($0.validation ?? 0) < ($1.validation ?? 0) }
    return TrainingState(
      weights: weights, optimiser: optimiser,
      place: DataPlace(
        generator: SplitMix64(seed: generator), epochOffset: epochOffset,
        carried: carried), epoch: epoch, update: update,
      smoothedLoss: smoothedLoss, lossInEpoch: lossInEpoch,
      best: best.map {
        TrainingState.Best(
          weights: $0,
          loss: bestLoss ?? validated?.validation ?? .infinity,
          epoch: bestEpoch ?? validated?.epoch ?? epoch)
      }, curve: curve)
  }
}
