import ArgumentParser
import LSTMTraining

extension LossPlacement: ExpressibleByArgument {}
extension Preset: ExpressibleByArgument {}

/// The cell to train.
struct CellOptions: ParsableArguments {
  @Option(
    help: "The kind of cell; `lstm-lab cells` lists them (default: lstm).",
    completion: .cells,
    transform: CellName.init)
  var cell: CellName?
  @Option(
    help: "Cells of a memory block, with --cell lstm-1997 (default: 1).")
  var blockSize: Int?
  @Option(
    help: "Values of h, with --cell projected (default: half the units).")
  var projection: Int?

  /// Puts what was given into `settings`.
  func apply(to settings: inout TrainingSettings) {
    settings.cell = cell?.name ?? settings.cell
    settings.blockSize = blockSize ?? settings.blockSize
    settings.projection = projection ?? settings.projection
  }
}

/// What to train, and how. What is not given comes from the preset, from the
/// checkpoint that is gone on from, or from the defaults.
struct TrainingOptions: ParsableArguments {
  @Option(help: "Units of each layer, at most 16384 (default: 128).")
  var hidden: Int?
  @Option(help: "How many layers, at most 64 (default: 1).")
  var layers: Int?
  @Option(help: "Values of an embedding (default: 50).")
  var embedding: Int?
  @Option(help: "How many times to read the training part (default: 20).")
  var epochs: Int?
  @Option(
    help: "Windows in a batch (default: 32, or fewer for a short text).")
  var batch: Int?
  @Option(help: "How many steps error travels back (default: 100).")
  var window: Int?
  @Option(
    help: ArgumentHelp(
      "Which predictions count: after every step of continuous text, or after "
        + "the last of each window alone (default: every).",
      valueName: "every|last"))
  var loss: LossPlacement?
  @Option(
    help: "Characters between windows, with --loss last (default: 3).")
  var stride: Int?
  @Option(
    help: "The learning rate, which falls to a twentieth (default: 0.004).")
  var learningRate: Double?
  @Option(help: "Scale gradients down to this norm at most (default: 1).")
  var clip: Double?
  @Option(
    help: ArgumentHelp(
      "The share of each layer's outputs to drop while training, for models "
        + "large enough to learn the text by heart (default: 0).",
      valueName: "share"))
  var dropout: Double?
  @Option(help: "The initial bias of every forget gate (default: 1).")
  var forgetBias: Double?
  @Option(
    help: "Stop after this many epochs without a better validation loss.")
  var patience: Int?
  @Flag(help: "Read the text in lower case.")
  var lowercase = false
  @Flag(
    help: """
      Read words and marks instead of characters; the defaults are then those \
      of a model of words (256 units, embedding 128, window 50, dropout 0.5).
      """)
  var words = false
  @Option(
    help: ArgumentHelp(
      "With --words or --label, how often a word must occur to be known "
        + "(default: 2).", valueName: "count"))
  var leastCount: Int?
  @Option(
    help: ArgumentHelp(
      "With --words or --label, the most words to know (default: 10000 or "
        + "20000).", valueName: "count"))
  var mostWords: Int?
  @Option(help: "The seed of everything random (default: 1997).")
  var seed: UInt64?

  /// Puts what was given into `settings`.
  func apply(to settings: inout TrainingSettings) {
    settings.hidden = hidden ?? settings.hidden
    settings.layers = layers ?? settings.layers
    settings.embedding = embedding ?? settings.embedding
    settings.epochs = epochs ?? settings.epochs
    settings.batch = batch ?? settings.batch
    settings.window = window ?? settings.window
    settings.loss = loss ?? settings.loss
    settings.stride = stride ?? settings.stride
    settings.learningRate = learningRate ?? settings.learningRate
    settings.clip = clip ?? settings.clip
    settings.dropout = dropout ?? settings.dropout
    settings.forgetBias = forgetBias ?? settings.forgetBias
    settings.patience = patience ?? settings.patience
    settings.lowercase = lowercase || settings.lowercase
    settings.readsWords = words || settings.readsWords
    settings.leastCount = leastCount ?? settings.leastCount
    settings.mostWords = mostWords ?? settings.mostWords
    settings.seed = seed ?? settings.seed
  }
}
