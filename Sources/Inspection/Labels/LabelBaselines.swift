import LSTMCore
import LSTMTraining
import Wording

/// What labels texts without a network, from the same training part: the most
/// frequent class, naive Bayes over the words that a text has, and logistic
/// regression over its words and pairs of words.
package struct LabelBaselines: Sendable {
  /// The name of each, and its score.
  package let scores: [(name: String, score: LabelScore)]

  /// Learns from the training part of texts and scores on others.
  ///
  /// - Parameters:
  ///   - texts: the words of each text of `parts`.
  ///   - others: the words of each text to score.
  ///   - truth: the class of each of these.
  package init(
    _ parts: LabelledTexts, words texts: [[String]],
    scoring others: [[String]], labels truth: [Int]
  ) {
    let (labels, classes) = (parts.labels, parts.classes)
    func part(_ places: [Int]) -> (texts: [[String]], labels: [Int]) {
      (places.map { texts[$0] }, places.map { labels[$0] })
    }
    func score(_ logits: ([String]) -> Vector) -> LabelScore {
      LabelScore(
        others.map { softmax(logits($0)) }, labels: truth, classes: classes)
    }
    let training = part(parts.training)
    var counts = Vector(zeros: classes.count)
    for label in training.labels { counts[label] += 1 }
    let shares = counts.map { log($0 / Double(training.labels.count)) }
    let bayes = NaiveBayes(
      training.texts, labels: training.labels, classes: classes.count)
    let regression = WordRegression(
      training: training, validation: part(parts.validation),
      classes: classes.count)
    scores = [
      ("logistic regression, words and pairs", score(regression.logits)),
      ("naive Bayes, words", score(bayes.logits)),
      ("always “\(classes[counts.largestIndex])”", score { _ in shares }),
    ].sorted { $0.1.accuracy > $1.1.accuracy }
  }

  /// The scores of all beside that of the model, the best first, and whether
  /// the model is better.
  package func comparison(with score: LabelScore) -> [String] {
    let all = ([(name: "the model", score: score)] + scores)
      .sorted { $0.score.accuracy > $1.score.accuracy }
    let width = 2 + (all.map(\.name.count).max() ?? 0)
    let table = TextTable([.left(width), .free])
    let lines = all.map { table.line($0.name, $0.score.headline) }
    guard let best = scores.first, best.score.accuracy >= score.accuracy else {
      return lines
    }
    return lines + ["The model does not beat \(best.name)."]
  }
}
