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
    let minus = 3.0 / 5 * (2 * 2 * 1) / (34.0 * 34 * 34)
    let plus = 2.0 / 5 * (1 * 1 * 2) / (29.0 * 29 * 29)
    #expect(abs(said[0] - log(minus)) < 1e-12)
    #expect(abs(said[1] - log(plus)) < 1e-12)
    #expect(abs(minus - 6.1e-5) < 1e-6 && abs(plus - 3.2e-5) < 1e-6)
  }

  @Test func aWordCountsOnceWhereItIsOnlyPresent() {
    let bayes = NaiveBayes(
      [["a", "a", "b"], ["c"]], labels: [0, 1], classes: 2)
    // a, b, c: two words present in the first class, one in the second.
    #expect(
      abs(bayes.logits(of: ["a", "a"])[0] - log(0.5 * 2 / 5)) < 1e-12)
    #expect(abs(bayes.logits(of: ["c"])[1] - log(0.5 * 2 / 4)) < 1e-12)
  }
}
