/// The three programs of a widely copied notebook, which trains a character
/// LSTM with Keras and prints nonsense: the same sizes, and as many updates as
/// it takes.
///
/// It makes 40 updates on its sentence and 100 on its story, where thousands
/// are needed; nothing else is wrong with its models.
package enum Preset: String, CaseIterable, Sendable {
  /// One layer, one sentence, windows of 10.
  case tiny = "notebook-tiny"
  /// Two layers, a story of three sentences, windows of 40.
  case king = "notebook-king"
  /// One layer, a whole book, windows of 100.
  case warPeace = "notebook-warpeace"

  /// The settings.
  package var settings: TrainingSettings {
    var settings = TrainingSettings()
    settings.loss = .last
    settings.learningRate = 1e-3
    settings.embeddingScale = 0.05
    switch self {
    case .tiny:
      (settings.window, settings.stride) = (10, 1)
      (settings.batch, settings.epochs) = (32, 600)
      settings.holdsOut = false
    case .king:
      settings.layers = 2
      (settings.window, settings.stride) = (40, 3)
      (settings.batch, settings.epochs) = (128, 2_000)
      (settings.holdsOut, settings.lowercase) = (false, true)
    case .warPeace:
      (settings.window, settings.stride) = (100, 1)
      (settings.batch, settings.epochs) = (128, 20)
      settings.lowercase = true
    }
    return settings
  }

  /// A text to train on; nil where a whole book is needed.
  package var text: String? {
    switch self {
    case .tiny:
      "A small cell keeps or forgets and shows what it was told, bit by bit"
    case .king:
      """

      A keeper lived at the end of the pier, in a house of grey stone. Every \
      evening she climbed the stairs,
      lit the lamp, and wrote the names of passing ships in a long blue book. \
      The ships came home by her light,
      and in the morning the fishermen brought her bread, a pot of honey and \
      the news.

      """
    case .warPeace: nil
    }
  }

  /// After how many updates the notebook stopped; nil where it did not get
  /// there.
  package var notebookUpdates: Int? {
    switch self {
    case .tiny: 40
    case .king: 100
    case .warPeace: nil
    }
  }

  /// What the notebook let its model go on from.
  package var prompt: String {
    switch self {
    case .tiny: "A small ce"
    case .king: "a keeper lived"
    case .warPeace: "the prince "
    }
  }
}
