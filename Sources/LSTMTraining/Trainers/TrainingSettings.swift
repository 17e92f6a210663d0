import LSTMCore

/// What to train, and how.
package struct TrainingSettings: Codable, Equatable, Sendable {
  /// The name of the cell.
  package var cell = CellFamily.lstm.name
  /// Units of each layer.
  package var hidden = 128
  /// Cells of a memory block of `lstm-1997`; nil for one.
  package var blockSize: Int?
  /// Values of h of a `projected` cell; nil for half as many as units.
  package var projection: Int?
  /// How many layers, one above another.
  package var layers = 1
  /// How wide an embedding is.
  package var embedding = 50
  /// How often the training part is read.
  package var epochs = 20
  /// How many streams are read side by side.
  package var batch = 32
  /// How many steps error travels back.
  package var window = 100
  /// Characters from the start of one window to the next, where the loss is on
  /// the last step; otherwise windows follow each other.
  package var stride = 3
  /// Which predictions count.
  package var loss = LossPlacement.every
  /// The learning rate of the first update; it falls to a twentieth.
  package var learningRate = 4e-3
  /// The gradient's largest norm.
  package var clip = 1.0
  /// Which share of the values that a layer hands upward is dropped while
  /// training.
  package var dropout = 0.0
  /// The initial bias of every forget gate.
  package var forgetBias = 1.0
  /// How many threads work; the result does not depend on it.
  package var threads = 2
  /// Where randomness starts.
  package var seed: UInt64 = 1997

  /// After how many epochs without a better validation loss to stop; nil for
  /// never.
  package var patience: Int?
  /// Whether the text is read in lower case.
  package var lowercase = false
  /// Whether a fifth of the text is kept back to validate and to test; a text
  /// of a few lines has nothing to spare.
  package var holdsOut = true
  /// By how much the first embeddings, drawn from N(0, 1), are multiplied.
  package var embeddingScale = 1.0

  // MARK: Where a text is read by words

  /// Whether a text is read as words, not as characters.
  package var readsWords = false
  /// How often a word must occur to be in the vocabulary.
  package var leastCount = 2
  /// How many words the vocabulary may have.
  package var mostWords = 20_000

  // MARK: Where whole texts are labelled

  /// What is made of h of all steps.
  package var pooling = Readout.Pooling.mean
  /// Whether a second layer reads from the last word to the first.
  package var isTwoWay = true
  /// Whether a text counts the more the rarer its class is, so that all
  /// classes count alike.
  package var isBalanced = false
  /// Which share of the words is read as unknown while training.
  package var wordDropout = 0.0
  /// Which tenth of the texts is the test part, counted from 1.
  package var fold = 10

  /// The model whose weights it starts from; nil for random ones.
  package var from: String?

  /// The settings of the default model.
  package init() {}

  /// Settings from a file, which may be older than some of them: what it does
  /// not say is as it is by default.
  package init(from decoder: any Decoder) throws {
    let saved = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(
      _ value: inout Value, _ key: CodingKeys
    ) throws {
      value = try saved.decodeIfPresent(Value.self, forKey: key) ?? value
    }
    try read(&cell, .cell)
    try read(&hidden, .hidden)
    try read(&blockSize, .blockSize)
    try read(&projection, .projection)
    try read(&layers, .layers)
    try read(&embedding, .embedding)
    try read(&epochs, .epochs)
    try read(&batch, .batch)
    try read(&window, .window)
    try read(&stride, .stride)
    try read(&loss, .loss)
    try read(&learningRate, .learningRate)
    try read(&clip, .clip)
    try read(&dropout, .dropout)
    try read(&forgetBias, .forgetBias)
    try read(&threads, .threads)
    try read(&seed, .seed)
    try read(&patience, .patience)
    try read(&lowercase, .lowercase)
    try read(&holdsOut, .holdsOut)
    try read(&embeddingScale, .embeddingScale)
    try read(&from, .from)
    try read(&readsWords, .readsWords)
    try read(&leastCount, .leastCount)
    try read(&mostWords, .mostWords)
    try read(&pooling, .pooling)
    try read(&isTwoWay, .isTwoWay)
    try read(&isBalanced, .isBalanced)
    try read(&wordDropout, .wordDropout)
    try read(&fold, .fold)
  }

  /// Throws `TrainingError.invalidSetting` for the first one that is outside
  /// its range.
  package func validate() throws {
    let counts = [
      ("hidden", hidden, 16_384), ("layers", layers, 64),
      ("embedding", embedding, 16_384), ("epochs", epochs, 1_000_000),
      ("batch", batch, 65_536), ("window", window, 1_000_000),
      ("stride", stride, 1_000_000), ("threads", threads, 1_024),
      ("patience", patience ?? 1, 1_000_000),
    ]
    for (name, value, most) in counts where !(1...most ~= value) {
      throw TrainingError.invalidSetting(
        name: name, value: String(value), allowed: "from 1 to \(most)")
    }
    try validateForm()
    for (name, value, most) in [
      ("least count", leastCount, 1_000_000),
      ("words", mostWords, Corpus.largestVocabulary), ("fold", fold, 10),
    ] where !(1...most ~= value) {
      throw TrainingError.invalidSetting(
        name: name, value: String(value), allowed: "from 1 to \(most)")
    }
    for (name, value) in [("learning rate", learningRate), ("clip", clip)]
    where !(value > 0 && value.isFinite) {
      throw TrainingError.invalidSetting(
        name: name, value: String(value), allowed: "more than 0")
    }
    for (name, value) in [("dropout", dropout), ("word dropout", wordDropout)]
    where !(0...0.95 ~= value) {
      throw TrainingError.invalidSetting(
        name: name, value: String(value), allowed: "from 0 to 0.95")
    }
    guard forgetBias.isFinite else {
      throw TrainingError.invalidSetting(
        name: "forget bias", value: String(forgetBias), allowed: "a number")
    }
  }

  /// Units of each layer, the lowest first.
  package var hiddenSizes: [Int] { [Int](repeating: hidden, count: layers) }

  /// Takes over the kind and the sizes of a model's layers.
  ///
  /// Throws `TrainingError.invalidSetting` for layers of several.
  package mutating func adopt(layers: [any Cell]) throws {
    let forms = layers.map {
      "\($0.definition.name) of \($0.hiddenSize) units"
    }
    guard let first = layers.first, Set(forms).count == 1 else {
      throw TrainingError.invalidSetting(
        name: "the model to start from",
        value: "of layers that differ (" + forms.joined(separator: ", ") + ")",
        allowed: "of one kind and size")
    }
    (cell, hidden) = (first.definition.name, first.hiddenSize)
    self.layers = layers.count
    let size = first.sizes.blockSize
    blockSize = cell == CellFamily.lstm1997.name && size > 1 ? size : nil
    projection = cell == "projected" ? first.sizes.projection : nil
  }

  /// Makes the batch fit a text in which `characters` are trained on: a short
  /// text cannot be read in many places at once.
  package mutating func fitBatch(to characters: Int) {
    let room =
      switch loss {
      case .every: characters / max(2, window + 1)
      case .last: (characters - window) / max(1, stride) + 1
      }
    batch = max(1, min(batch, room))
  }

  /// The form of each layer.
  ///
  /// Throws `TrainingError.invalidSetting` for a cell that there is not.
  func form() throws -> CellForm {
    guard let about = CellFamily[cell] else {
      throw TrainingError.invalidSetting(
        name: "cell", value: cell,
        allowed: "one of " + CellFamily.names.joined(separator: ", "))
    }
    return CellForm(about, blockSize: blockSize, projection: projection)
  }

  /// A size that is given and that only another cell has; nil where all fit.
  package var strangeSize: (name: String, cell: String)? {
    let sizes = [
      ("block size", blockSize, CellFamily.lstm1997.name),
      ("projection", projection, "projected"),
    ]
    return sizes.first { $0.1 != nil && $0.2 != cell }.map { ($0.0, $0.2) }
  }

  /// The sizes that only one kind of cell has.
  private func validateForm() throws {
    if let (name, owner) = strangeSize {
      throw TrainingError.invalidSetting(
        name: name, value: "given",
        allowed: "left out: only the cell \(owner) has one, and this is \(cell)"
      )
    }
    if let blockSize, blockSize < 1 || !hidden.isMultiple(of: blockSize) {
      throw TrainingError.invalidSetting(
        name: "block size", value: String(blockSize),
        allowed: "1 or more and divide the \(hidden) units evenly")
    }
    if let projection, !(1...hidden ~= projection) {
      throw TrainingError.invalidSetting(
        name: "projection", value: String(projection),
        allowed: "from 1 to \(hidden), the number of units")
    }
  }
}
