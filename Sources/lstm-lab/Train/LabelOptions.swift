import ArgumentParser
import LSTMCore
import LSTMTraining

extension Readout.Pooling: ExpressibleByArgument {}

/// Which columns of a table are texts and their labels.
struct LabelColumns: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The column of a CSV or TSV table that holds the texts.",
      valueName: "column"))
  var text: String?
  @Option(
    help: ArgumentHelp(
      "The column that holds the label of each text.", valueName: "column"))
  var label: String?

  /// Whether anything is said of them.
  var isGiven: Bool { text != nil || label != nil }
}

/// How to learn to label texts.
struct LabelOptions: ParsableArguments {
  @OptionGroup var columns: LabelColumns
  @Option(
    help: ArgumentHelp(
      "With --label, what of h is read: its mean over the words, or the last "
        + "(default: mean).", valueName: "mean|last"))
  var pooling: Readout.Pooling?
  @Flag(
    help: "With --label, read forward alone (default: both ways).")
  var oneWay = false
  @Flag(
    help: "With --label, let all classes count alike, however rare.")
  var balanced = false
  @Option(
    help: ArgumentHelp(
      "With --label, which share of the words to hide while training "
        + "(default: 0.1).", valueName: "share"))
  var wordDropout: Double?
  @Option(
    help: ArgumentHelp(
      "With --label, which tenth of the texts to test on, 1 to 10; the next "
        + "one validates (default: 10).", valueName: "number"))
  var fold: Int?

  func validate() throws {
    guard columns.isGiven else {
      guard pooling == nil, wordDropout == nil, fold == nil, !oneWay,
        !balanced
      else {
        throw ValidationError(
          "--pooling, --one-way, --balanced, --word-dropout and --fold go with "
            + "--text COLUMN and --label COLUMN.")
      }
      return
    }
    guard columns.text != nil, columns.label != nil else {
      throw ValidationError(
        "--text COLUMN and --label COLUMN go together: the texts, and what "
          + "they are.")
    }
  }

  /// Puts what was given into `settings`.
  func apply(to settings: inout TrainingSettings) {
    settings.pooling = pooling ?? settings.pooling
    settings.isTwoWay = oneWay ? false : settings.isTwoWay
    settings.isBalanced = balanced || settings.isBalanced
    settings.wordDropout = wordDropout ?? settings.wordDropout
    settings.fold = fold ?? settings.fold
  }
}
