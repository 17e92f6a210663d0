/// A learner that the paper compares LSTM with, as its tables have it. Those
/// that cannot be run here are printed as published.
package struct OtherPublishedResult: Equatable, Sendable {
  /// What was run.
  package let method: String
  /// Its size, learning rate or lag.
  package let setting: String
  /// Which share of the trials succeeded.
  package let success: String
  /// After how many sequences.
  package let sequences: String

  init(
    _ method: String, _ setting: String, _ success: String, _ sequences: String
  ) {
    (self.method, self.setting) = (method, setting)
    (self.success, self.sequences) = (success, sequences)
  }
}

extension PaperTaskName {
  /// The paper's other rows for this task (tables 1 and 2).
  package var otherPublishedResults: [OtherPublishedResult] {
    switch self {
    case .reber:
      [
        .init(
          "RTRL (Smith & Zipser 1989, easier strings)",
          "3 hidden, about 170 weights, α 0.05", "some", "173,000"),
        .init(
          "RTRL (the same)", "12 hidden, about 494 weights, α 0.1", "some",
          "25,000"),
        .init(
          "Elman net (Cleeremans et al. 1989)",
          "15 hidden, about 435 weights", "0%", "over 200,000"),
        .init(
          "Recurrent cascade correlation (Fahlman 1991)",
          "7–9 hidden, about 119–198 weights", "50%", "182,000"),
      ]
    case .twoSequences:
      [
        .init("RTRL", "p 4, 36 weights, α 1.0", "78%", "1,043,000"),
        .init("RTRL", "p 4, 36 weights, α 4.0", "56%", "892,000"),
        .init("RTRL", "p 4, 36 weights, α 10.0", "22%", "254,000"),
        .init("RTRL", "p 10, 144 weights, α 1–10", "0%", "over 5,000,000"),
        .init(
          "RTRL, BPTT", "p 100, 10,404 weights, α 1–10", "0%",
          "over 5,000,000"),
        .init(
          "Sequence chunker (Schmidhuber 1992)",
          "p 100, 10,506 weights, α 1.0", "33%", "32,400"),
      ]
    case .noRegularities:
      [.init("Chunker, BPTT, RTRL", "p 100", "0%", "–")]
    case .noisyLine:
      [
        .init(
          "Random weight guessing", "see --method guess", "100%",
          "faster than LSTM, says the paper")
      ]
    default: []
    }
  }
}
