extension Refusal {
  /// One character predicts nothing that is known.
  static func nothingToPredict() -> Refusal {
    Refusal(
      "A gradient needs a loss, and a loss per character to predict: give at least "
        + "2 characters.")
  }
}

extension Refusal {
  /// A step after which no character of the text comes.
  static func noPrediction(step: Int, count: Int) -> Refusal {
    Refusal(
      "The text has \(count) characters, so predictions follow steps 0 to "
        + "\(count - 2); there is none after step \(step).")
  }
}

extension Refusal {
  /// Pairs of words, which the figure has no room for.
  static func notOfCharacters(model: String) -> Refusal {
    Refusal(
      "\(model) reads words or parts of them, and what predictions owe is shown "
        + "character by character. --gates, --paths and --jacobians go with it."
    )
  }
}

extension Refusal {
  /// More pairs of characters than is sensible.
  static func textTooLong(limit: Int) -> Refusal {
    Refusal(
      "Gradients between all pairs of characters grow with the square of the "
        + "text: give at most \(limit) characters here.")
  }
}

extension Refusal {
  /// A model that is broken, or a text that breaks it.
  static func notANumber(model: String) -> Refusal {
    Refusal(
      "A gradient of \(model) is not a number, so there is nothing to draw; see "
        + "`lstm-lab model verify`.")
  }
}

extension Refusal {
  /// A cell the question does not apply to.
  static func noForgetGate(cell: String) -> Refusal {
    Refusal(
      "--paths compares what a forget gate lets through, and the cell \(cell) "
        + "has none as an LSTM has; choose a model of LSTMs.")
  }
}
