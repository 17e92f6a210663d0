import Foundation
import LSTMCore
import LSTMTraining
import Testing

struct NaiveBayesTests {
  /// The worked example of Jurafsky & Martin's chapter on naive Bayes.
  private static let texts = [
    "just plain boring", "entirely predictable and lacks energy",
    "no surprises and very few laughs", "very powerful",
    "the most fun film of the summer",
  ].map { $0.split(separator: " ").map(String.init) }
  private static let labels = [0, 0, 0, 1, 1]

  @Test func theWorkedExampleOfTheBook() {
    let bayes = NaiveBayes(
      Self.texts, labels: Self.labels, classes: 2, isBinary: false)
    let said = bayes.logits(of: ["predictable", "with", "no", "fun"])
    // 3/5 · (2·2·1)/34³ and 2/5 · (1·1·2)/29³
    let minus: Double = 0.6 * 4 / 39_304
    let plus: Double = 0.4 * 2 / 24_389
    #expect(abs(said[0] - log(minus)) < 1e-12)
    #expect(abs(said[1] - log(plus)) < 1e-12)
  }

  @Test func aWordCountsOnceWhereItIsOnlyPresent() {
    let bayes = NaiveBayes(
      [["a", "a", "b"], ["c"]], labels: [0, 1], classes: 2)
    // a, b, c: two words present in the first class, one in the second.
    let (first, second): (Double, Double) = (log(0.2), log(0.25))
    #expect(abs(bayes.logits(of: ["a", "a"])[0] - first) < 1e-12)
    #expect(abs(bayes.logits(of: ["c"])[1] - second) < 1e-12)
  }
}
