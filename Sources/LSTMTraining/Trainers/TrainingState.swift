import LSTMCore

/// Everything that changes during training: enough to go on from.
package struct TrainingState: Equatable, Sendable {
  /// The weights.
  package package(set) var model: FloatModel
  /// The optimiser's moments.
  package internal(set) var optimiser: Adam
  /// What the streams carry from window to window.
  package internal(set) var carried: CarriedState
  /// Where randomness stands.
  package internal(set) var generator: SplitMix64
  /// Where in the order of windows this epoch began.
  package internal(set) var epochOffset = 0
  /// How many epochs are done.
  package internal(set) var epoch = 0
  /// How many updates of the current epoch are done.
  package internal(set) var update = 0
  /// The training loss, smoothed over about 100 updates, in nats a character;
  /// nil before the first update.
  package internal(set) var smoothedLoss: Double?
  /// The sum of the losses of this epoch's updates.
  package internal(set) var lossInEpoch = 0.0
  /// The model that did best on the validation part, after the first epoch.
  package internal(set) var best: FloatModel?
  /// Training and validation loss of each epoch done.
  package internal(set) var curve: [EpochLoss] = []

  /// Untrained weights for `vocabulary`, drawn from the seed.
  init(settings: TrainingSettings, vocabulary: Vocabulary) throws {
    var generator = SplitMix64(seed: settings.seed)
    let sizes = [Int](repeating: settings.hidden, count: settings.layers)
    var drawn = Model(
      vocabulary: vocabulary, embeddingSize: settings.embedding,
      hiddenSizes: sizes, cell: try FastCell(settings).reference,
      forgetBias: settings.forgetBias, using: &generator)
    drawn.reader.embedding.elements = drawn.reader.embedding.elements.map {
      $0 * settings.embeddingScale
    }
    model = try FloatModel(drawn)
    optimiser = Adam(model)
    carried = CarriedState(layout: model.layout, batch: settings.batch)
    self.generator = generator
  }

  /// The windows of the next update, and the streams' state ready for them.
  mutating func nextBatch(of windows: TrainingWindows) -> Batch {
    windows.batch(
      update, offset: epochOffset, carried: &carried, using: &generator)
  }

  /// One update of the weights, and the count of it.
  mutating func apply(
    _ gradient: FloatModel, loss: Double, scale: Float, rate: Double
  ) {
    optimiser.update(&model, gradient: gradient, scale: scale, rate: rate)
    update += 1
    lossInEpoch += loss
    let smoothed = smoothedLoss ?? loss
    smoothedLoss = smoothed + 0.01 * (loss - smoothed)
  }

  /// Keeps the model if it is the best so far, and begins the next epoch.
  mutating func finishEpoch(_ losses: EpochLoss) {
    if let loss = losses.validation,
      curve.allSatisfy({ loss < $0.validation ?? .infinity })
    {
      best = model
    }
    curve.append(losses)
    epoch += 1
    update = 0
  }

  /// The epoch, counted from 1, after which the best model was kept.
  var bestEpoch: Int? {
    curve.filter { $0.validation != nil }
      .min { ($0.validation ?? 0) < ($1.validation ?? 0) }?.epoch
  }

  /// Throws `TrainingError.mismatchedState` unless `other` has the sizes and
  /// the vocabulary of this state.
  func requireFit(of other: TrainingState) throws {
    guard other.model.vocabulary == model.vocabulary else {
      throw TrainingError.mismatchedState("its vocabulary is another")
    }
    guard other.model.layout == model.layout else {
      let layout = other.model.layout
      throw TrainingError.mismatchedState(
        "it has \(layout.cell.rawValue) layers of \(layout.hiddenSizes) units")
    }
    guard other.carried.hasSize(of: carried) else {
      throw TrainingError.mismatchedState("it has another number of streams")
    }
  }
}

/// The losses of one epoch, in nats a character.
package struct EpochLoss: Codable, Equatable, Sendable {
  /// The epoch, counted from 1.
  package let epoch: Int
  /// The mean over the epoch's updates, the weights moving on meanwhile.
  package let training: Double
  /// On the validation part, after the epoch; nil where there is none.
  package let validation: Double?

  /// The losses of an epoch.
  package init(epoch: Int, training: Double, validation: Double?) {
    (self.epoch, self.training) = (epoch, training)
    self.validation = validation
  }
}
