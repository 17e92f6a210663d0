extension TrainingSettings {
  /// Every setting on which the result depends, by name, for people: in model
  /// files and messages.
  package var description: [(name: String, value: String)] {
    [
      ("cell", cell), ("hidden", "\(hidden)"),
      ("layers", "\(layers)"), ("embedding", "\(embedding)"),
      ("epochs", "\(epochs)"),
      ("batch", "\(batch)"), ("window", "\(window)"),
      ("stride", "\(stride)"), ("loss", loss.rawValue),
      ("learning rate", "\(learningRate)"), ("clip", "\(clip)"),
      ("dropout", "\(dropout)"), ("forget bias", "\(forgetBias)"),
      ("seed", "\(seed)"),
      ("patience", patience.map { "\($0)" } ?? "none"),
      ("lower case", lowercase ? "yes" : "no"),
      ("held out", holdsOut ? "yes" : "no"),
      ("embedding scale", "\(embeddingScale)"),
    ]
      + [("block size", blockSize), ("projection", projection)]
      .compactMap { name, size in size.map { (name, "\($0)") } }
  }
}
