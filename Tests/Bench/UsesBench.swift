import LSTMCore
import LSTMTraining

/// What LSTMs are used for beside characters: labels of sentences, and words.
extension Bench {
  /// Training steps (forward, backward, clipping, Adam) on random words: of a
  /// model that labels sentences, 64 units each way, and of one that predicts
  /// each of 10,000 words, 256 units. The peer is PyTorch, by
  /// `Tests/Scripts/peer_uses.py`.
  func uses() {
    guard wants("w8") || wants("w9") else { return }
    if wants("w8.lstm-lab") {
      let step = SentenceStep(threads: 2)
      add("w8.lstm-lab.sentences", threads: 2, milliseconds(15) { step.run() })
    }
    if wants("w9.lstm-lab") { words() }
    addPeers("Tests/Scripts/peer_uses.py", threads: 2, tuned: true)
  }
}

/// One update on 32 sentences of 9,000 different words, as many in each as in
/// those of film reviews: 21 in the mean, of like length.
private final class SentenceStep {
  private static let (words, batch) = (9_000, 32)

  private let step: LabelStep
  private let texts: [[UInt16]]
  private let labels: [Int]
  private var model, gradient: FloatModel
  private var optimiser: Adam<Float>

  init(threads: Int) {
    var generator = SplitMix64(seed: 1)
    texts = (0..<Self.batch).map { _ in
      let length = Int.random(in: 19...23, using: &generator)
      return (0..<length).map { _ in
        UInt16.random(in: 1..<UInt16(Self.words), using: &generator)
      }
    }
    labels = (0..<Self.batch).map { $0 % 2 }
    guard let model = try? FloatModel(Self.model(&generator)) else {
      preconditionFailure("an LSTM is an LSTM")
    }
    (self.model, gradient) = (model, model)
    optimiser = Adam(weights: model.values.count)
    step = LabelStep(
      like: model, batch: Self.batch, longest: 23, threads: threads)
  }

  private static func model(_ generator: inout SplitMix64) -> Model {
    let (width, units) = (256, 64)
    let vocabulary = Vocabulary(
      words: (0..<words).map { "w\($0)" }, unknownIndex: 0)
    func cell() -> LSTMCell {
      LSTMCell(inputSize: width, hiddenSize: units, using: &generator)
    }
    let layer = Stack.Layer(forward: cell(), reverse: cell())
    return Model(
      reader: .embedding(
        vocabulary,
        Matrix(
          rows: words, columns: width,
          Vector(normal: words * width, using: &generator).elements)),
      stack: Stack(layers: [layer]),
      readout: Readout(
        weights: Initialiser.uniform.matrix(
          rows: 2, columns: 2 * units, hiddenSize: 2 * units,
          using: &generator),
        bias: Vector(zeros: 2),
        .label(Readout.Classes(["bad", "good"], pooling: .mean))))
  }

  func run() {
    _ = step.gradient(
      of: model, texts: texts, labels: labels,
      dropout: Dropout(share: 0.5, seed: 1, update: 1), into: &gradient)
    optimiser.update(
      &model.values, gradient: gradient.values,
      scale: clippingScale(norm: Float.norm(gradient.values), limit: 1),
      rate: 1e-3, workers: Workers(threads: 2))
  }
}
