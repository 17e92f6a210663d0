import LSTMCore
import Wording

/// What should be known before a model's error on a series is believed.
package enum SeriesWarnings {
  /// How many of some targets lie outside the range of the training part; nil
  /// where none does.
  package static func outside(
    _ corpus: SeriesCorpus, target: Int, in range: Range<Int>
  ) -> String? {
    let values = corpus.training.map { corpus.targets.rows[$0][target] }
    guard let low = values.min(), let high = values.max() else { return nil }
    let count = range.count {
      !(low...high ~= corpus.targets.rows[$0][target])
    }
    guard count > 0, range.count > 0 else { return nil }
    let share = Double(count) / Double(range.count)
    return (share < 0.0005 ? "under 0.1%" : percent(share))
      + " of the rows scored lie outside "
      + "\(Numerals.short(low)) to \(Numerals.short(high)), all that was trained "
      + "on; what a network says there is not sure."
  }

  /// Whether predictions are the latest value read, come late: they are nearer
  /// to it than half as far as to what they predict. Nil where not, and where
  /// targets are not read.
  package static func delay(
    _ predictions: [Double], _ corpus: SeriesCorpus, target: Int,
    in range: Range<Int>
  ) -> String? {
    guard let latest = corpus.latest, predictions.count == range.count else {
      return nil
    }
    func error(_ truth: [Vector]) -> Double {
      zip(predictions, range).reduce(0) {
        let difference = $1.0 - truth[$1.1][target]
        return $0 + difference * difference
      }.squareRoot()
    }
    let (late, right) = (error(latest.rows), error(corpus.targets.rows))
    guard late < right / 2 else { return nil }
    return "the predictions are little more than the latest value read: they "
      + "are \(plain(right / max(late, 1e-300), decimals: 1)) times nearer to it "
      + "than to what came \(counted(corpus.ahead, "row")) later."
  }
}
