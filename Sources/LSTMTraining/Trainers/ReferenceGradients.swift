import LSTMCore

/// Gradients of a model of text of any cell by `LSTMCore`, in double
/// precision: some ten times slower than `FastGradients`. For the cells that
/// `FastCell` does not have.
package struct ReferenceGradients: GradientSource {
  package let settings: TrainingSettings
  /// The text.
  package let corpus: Corpus

  private let windows: ContinuousWindows
  /// A model of these sizes.
  private let template: Model
  /// How many numbers a stream carries.
  private let width: Int

  /// Throws `TrainingError`: a setting outside its range, a loss on last steps
  /// only, or a corpus too short for one window of every stream.
  package init(settings: TrainingSettings, corpus: Corpus) throws {
    try settings.validate()
    guard settings.loss == .every else {
      throw TrainingError.invalidSetting(
        name: "loss", value: settings.loss.rawValue,
        allowed: "'every' for the cell \(settings.cell)")
    }
    guard settings.dropout == 0 else {
      throw TrainingError.invalidSetting(
        name: "dropout", value: String(settings.dropout),
        allowed: "0 for the cell \(settings.cell)")
    }
    (self.settings, self.corpus) = (settings, corpus)
    windows = try ContinuousWindows(
      corpus.training, batch: settings.batch, window: settings.window)
    var generator = SplitMix64(seed: settings.seed)
    template = try Model(
      settings, corpus.vocabulary, using: &generator)
    width = template.stack.zeroState.flatMap(\.numbers).count
  }

  package var updatesPerEpoch: Int { windows.count }
  package var windowsPerEpoch: Int { windows.count * windows.streams }
  package var parameterCount: Int { template.parameterCount }
  package var weightCount: Int { template.parameterCount }
  package var carriedCount: Int { settings.batch * width }
  package var places: Int { 1 }
  package var guessing: Double { corpus.guessing }
  package var lossLimit: Double { 3 * guessing + 3 }
  package var frame: [String: String] {
    ["vocabulary": corpus.vocabulary.json]
  }

  package func untrained(
    using generator: inout SplitMix64
  ) throws -> Model {
    try Model(settings, corpus.vocabulary, using: &generator)
  }

  package func weights(of model: Model) throws -> [Double] {
    guard model.reader.vocabulary == corpus.vocabulary,
      model.parameterCount == template.parameterCount
    else {
      throw TrainingError.mismatchedState("the model has other sizes")
    }
    return model.weights
  }

  package func model(of weights: [Double]) -> Model {
    var model = template
    model.weights = weights
    return model
  }

  package func beginEpoch(at place: inout DataPlace<Double>) {
    for k in place.carried.indices { place.carried[k] = 0 }
  }

  /// Streams are summed in their order, whatever thread had which.
  package func gradient(
    of weights: [Double], at update: UpdateNumber,
    from place: inout DataPlace<Double>, into gradient: inout [Double]
  ) -> Double {
    for stream in windows.freshStreams(using: &place.generator) {
      for k in stream * width..<(stream + 1) * width { place.carried[k] = 0 }
    }
    let model = model(of: weights)
    let (starts, carried) = (windows[update.inEpoch].starts, place.carried)
    let results = Workers(threads: settings.threads).map(tasks: starts.count) {
      stream in
      let read = corpus.symbols[
        starts[stream]...starts[stream] + settings.window]
      let result = model.gradient(
        over: read.map { Int($0) },
        from: model.stack.state(of: carried[(stream * width)...]))
      return (
        loss: result.loss, weights: result.model.weights,
        after: result.final.flatMap(\.numbers)
      )
    }
    place.carried = results.flatMap(\.after)
    return mean(of: results.map { ($0.loss, $0.weights) }, into: &gradient)
  }

  package func loss(of weights: [Double], on part: HeldOutPart) -> Double? {
    let range = corpus.range(of: part)
    return range.count < 2
      ? nil
      : model(of: weights).referenceLoss(
        over: corpus.symbols, in: range, threads: settings.threads)
  }
}

/// The mean loss, and in `mean` the mean gradient.
func mean(
  of results: [(loss: Double, weights: [Double])], into mean: inout [Double]
) -> Double {
  var loss = 0.0
  for k in mean.indices { mean[k] = 0 }
  for result in results {
    loss += result.loss
    for k in mean.indices { mean[k] += result.weights[k] }
  }
  let count = Double(results.count)
  for k in mean.indices { mean[k] /= count }
  return loss / count
}

extension State {
  /// Everything in it, in one run.
  fileprivate var numbers: [Double] {
    hidden.elements + cell.elements + further.flatMap(\.values.elements)
  }
}

extension Stack {
  /// The state whose numbers `run` begins with.
  fileprivate func state(of run: ArraySlice<Double>) -> [State] {
    var rest = run
    func take(_ like: Vector) -> Vector {
      defer { rest = rest.dropFirst(like.count) }
      return Vector(Array(rest.prefix(like.count)))
    }
    return zeroState.map {
      State(
        hidden: take($0.hidden), cell: take($0.cell),
        further: $0.further.map { State.Part($0.quantity, take($0.values)) })
    }
  }
}
