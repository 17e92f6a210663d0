/// What a model file says about where its model comes from: strings by key,
/// all of them optional. Keys that are not named here are kept as they are.
///
/// Nothing belongs here that would differ between equal runs: no date, host,
/// path or thread count.
package struct ModelMetadata: Equatable, Sendable {
  /// A key of the metadata.
  package enum Key: String, CaseIterable, Sendable {
    /// The name of the text it was trained on, without folders.
    case corpus
    /// The SHA-256 of that text, or of the rows read and predicted, 64
    /// hexadecimal digits.
    case corpusSHA256 = "corpus_sha256"
    /// How many characters the text has.
    case characters
    /// How many words and marks, for a model that reads these.
    case words
    /// How often the training part of the text was read.
    case epochs
    /// The seed of everything random.
    case seed
    /// The loss on held-out text, in nats a symbol.
    case heldOutNats = "held_out_nats"
    /// The root mean squared error of each target on held-out rows.
    case heldOutError = "held_out_error"
    /// The version of lstm-lab that trained it.
    case version
    /// The training settings, in a form for people.
    case settings
    /// How many characters each prediction was trained to read, each time from
    /// the zero state; missing where state was carried on.
    case window
    /// The columns that are the same at every step, separated by commas.
    case constantColumns = "constant_columns"
    /// The columns of the table it was trained on that hold the texts and
    /// their labels.
    case textColumn = "text_column"
    case labelColumn = "label_column"
    /// Which share of held-out texts it labels right.
    case heldOutAccuracy = "held_out_accuracy"
    /// How far its quantities without bounds go; see `ReferenceScales`.
    case scales
    /// Where a training that is not finished stopped.
    case interrupted
  }

  /// Every string by its key in the file, but for `format`, `vocabulary` and
  /// `cell`, which the model itself gives.
  package var values: [String: String]

  /// Metadata of the given strings, by default none.
  package init(_ values: [String: String] = [:]) { self.values = values }

  /// The string under one of the known keys, or nil.
  package subscript(key: Key) -> String? {
    get { values[key.rawValue] }
    set { values[key.rawValue] = newValue }
  }
}
