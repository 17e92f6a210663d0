import LSTMCore

/// Gradients of a model that labels texts, in single precision, a batch at a
/// time; texts of like length are read together.
package final class LabelGradients: GradientSource {
  package let settings: TrainingSettings
  /// The texts.
  package let texts: LabelledTexts

  private let layout: ModelLayout
  private let classes: Readout.Classes
  // A model of no values, which lends its shape to those of a call.
  private var packed: FloatModel
  private let prices: [Float]?
  /// Large, and so made when it is needed.
  private lazy var step = LabelStep(
    like: packed, batch: settings.batch, longest: longestText,
    threads: settings.threads, prices: prices)
  private var order: (epochOffset: Int, batches: [[Int]])?

  /// The settings of a small model that labels sentences. With wide embeddings
  /// and few epochs it learns less by heart: on 10,662 sentences of film
  /// reviews that is worth two per cent.
  package static var defaults: TrainingSettings {
    var settings = TrainingSettings()
    (settings.hidden, settings.embedding) = (64, 256)
    (settings.epochs, settings.batch) = (4, 32)
    settings.learningRate = 2e-3
    (settings.dropout, settings.wordDropout) = (0.5, 0.1)
    settings.embeddingScale = 0.3
    settings.patience = 3
    return settings
  }

  /// Throws `TrainingError`: a setting outside its range, several layers, or a
  /// cell without a fast path.
  package init(settings: TrainingSettings, texts: LabelledTexts) throws {
    try settings.validate()
    guard settings.layers == 1 else {
      throw TrainingError.invalidSetting(
        name: "layers", value: "\(settings.layers)",
        allowed: "1 for a model that labels texts")
    }
    (self.settings, self.texts) = (settings, texts)
    classes = Readout.Classes(texts.classes, pooling: settings.pooling)
    layout = ModelLayout(
      symbols: texts.vocabulary.count, embeddingSize: settings.embedding,
      hiddenSizes: [Int](
        repeating: settings.hidden, count: settings.isTwoWay ? 2 : 1),
      cell: try FastCell(settings), outputs: texts.classes.count,
      isTwoWay: settings.isTwoWay)
    packed = FloatModel(
      vocabulary: texts.vocabulary, layout: layout, values: [],
      classes: classes)
    prices = settings.isBalanced ? texts.prices : nil
  }

  private var longestText: Int { texts.texts.map(\.count).max() ?? 1 }

  package var updatesPerEpoch: Int {
    (texts.training.count + settings.batch - 1) / settings.batch
  }
  package var windowsPerEpoch: Int { texts.training.count }
  package var parameterCount: Int {
    model(of: [Float](repeating: 0, count: layout.count)).parameterCount
  }
  package var weightCount: Int { layout.count }
  package var carriedCount: Int { 0 }
  package var places: Int { 1 << 30 }
  /// ln of the number of classes.
  package var guessing: Double {
    crossEntropy(Vector(zeros: classes.names.count), target: 0)
  }
  package var lossLimit: Double { 3 * guessing + 3 }
  package var frame: [String: String] { [:] }

  package func untrained(
    using generator: inout SplitMix64
  ) throws -> Model {
    let (vocabulary, width) = (texts.vocabulary, settings.embedding)
    let form = try settings.form()
    var embedding = Matrix(
      rows: vocabulary.count, columns: width,
      Vector(normal: vocabulary.count * width, using: &generator).elements)
    embedding.elements = embedding.elements.map {
      $0 * settings.embeddingScale
    }
    func cell() -> any Cell {
      form.layer(
        inputSize: width, hiddenSize: settings.hidden,
        forgetBias: settings.forgetBias, using: &generator)
    }
    let layer = Stack.Layer(
      forward: cell(), reverse: settings.isTwoWay ? cell() : nil)
    return Model(
      reader: .embedding(vocabulary, embedding), stack: Stack(layers: [layer]),
      readout: Readout(
        weights: Initialiser.uniform.matrix(
          rows: classes.names.count, columns: layer.outputSize,
          hiddenSize: layer.outputSize, using: &generator),
        bias: Vector(zeros: classes.names.count), .label(classes)))
  }

  package func weights(of model: Model) throws -> [Float] {
    let packed = try FloatModel(model)
    guard packed.layout == layout, packed.vocabulary == texts.vocabulary,
      packed.classes == classes
    else { throw TrainingError.mismatchedState("the model has other sizes") }
    return packed.values
  }

  package func model(of weights: [Float]) -> Model {
    shaped(weights).doublePrecision
  }

  package func beginEpoch(at place: inout DataPlace<Float>) {
    place.epochOffset = Int.random(in: 0..<places, using: &place.generator)
  }

  package func gradient(
    of weights: [Float], at update: UpdateNumber,
    from place: inout DataPlace<Float>, into gradient: inout [Float]
  ) -> Double {
    let batch = batches(place.epochOffset)[update.inEpoch]
    let read = batch.map { dropWords(of: texts.texts[$0], &place.generator) }
    swap(&packed.values, &gradient)
    defer { swap(&packed.values, &gradient) }
    return step.gradient(
      of: shaped(weights), texts: read, labels: batch.map { texts.labels[$0] },
      dropout: Dropout(
        share: settings.dropout, seed: settings.seed, update: update.total),
      into: &packed)
  }

  package func loss(of weights: [Float], on part: HeldOutPart) -> Double? {
    let places = part == .validation ? texts.validation : texts.test
    guard !places.isEmpty else { return nil }
    let said = shaped(weights).logits(
      of: places.map { texts.texts[$0] }, threads: settings.threads)
    return zip(said, places).reduce(0) {
      $0 + crossEntropy($1.0, target: texts.labels[$1.1])
    } / Double(places.count)
  }

  /// Some words unknown, so that the unknown word is learnt as well.
  private func dropWords(
    of text: [UInt16], _ generator: inout SplitMix64
  ) -> [UInt16] {
    guard settings.wordDropout > 0,
      let unknown = texts.vocabulary.unknownIndex
    else { return text }
    return text.map {
      Double.random(in: 0..<1, using: &generator) < settings.wordDropout
        ? UInt16(unknown) : $0
    }
  }

  /// The batches of an epoch: texts by their length, of equals in an order by
  /// chance, cut into batches, and these shuffled.
  private func batches(_ epochOffset: Int) -> [[Int]] {
    if let order, order.epochOffset == epochOffset { return order.batches }
    var generator = SplitMix64(seed: UInt64(epochOffset) ^ settings.seed)
    let places = texts.training.shuffled(using: &generator).enumerated()
      .sorted {
        (texts.texts[$0.element].count, $0.offset)
          < (texts.texts[$1.element].count, $1.offset)
      }.map(\.element)
    let batches = stride(from: 0, to: places.count, by: settings.batch).map {
      Array(places[$0..<min($0 + settings.batch, places.count)])
    }.shuffled(using: &generator)
    order = (epochOffset, batches)
    return batches
  }

  private func shaped(_ values: [Float]) -> FloatModel {
    FloatModel(
      vocabulary: texts.vocabulary, layout: layout, values: values,
      classes: classes)
  }
}

extension LabelledTexts {
  /// By how much a text of each class counts so that all classes count alike
  /// and a text counts 1 on average: n / (classes · texts of the class).
  var prices: [Float] {
    var counts = [Int](repeating: 0, count: classes.count)
    for place in training { counts[labels[place]] += 1 }
    return counts.map { Float(training.count) / Float(classes.count * $0) }
  }
}

extension FloatModel {
  /// The logits of texts, each (classes); the fast equal of
  /// `Model.classLogits`.
  ///
  /// - Parameter texts: the words of each, one at least.
  package func logits(of texts: [[UInt16]], threads: Int = 1) -> [Vector] {
    var logits = [Vector](repeating: [], count: texts.count)
    let order = texts.indices.sorted { texts[$0].count < texts[$1].count }
    let batch = min(16 * max(1, threads), max(1, texts.count))
    let step = LabelStep(
      like: self, batch: batch, longest: texts.map(\.count).max() ?? 1,
      threads: threads, learns: false)
    for start in stride(from: 0, to: order.count, by: batch) {
      let places = order[start..<min(start + batch, order.count)]
      let said = step.logits(of: self, texts: places.map { texts[$0] })
      for (place, z) in zip(places, said) { logits[place] = z }
    }
    return logits
  }
}
