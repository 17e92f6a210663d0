import Foundation
import LSTMCore
import LSTMTraining
import Testing

struct WordRegressionTests {
  /// Two texts each of two classes, which share a word and have two features of
  /// their own. By symmetry these have the weights ±w and the shared one 0, and
  ///
  ///     λ·w = ½·(1 − σ(4·s·w))·s,   s = 1/√3.
  @Test func theWeightsSolveTheConditionOfTheBest() {
    let texts = [["a", "b"], ["a", "b"], ["c", "b"], ["c", "b"]]
    let penalty = 0.1
    let fit = WordRegression(
      texts, labels: [0, 0, 1, 1], classes: 2, penalty: penalty,
      iterations: 2_000)
    // Features: a, b, c, "a b", "c b"; each text has three of them.
    let s: Double = 1 / 3.0.squareRoot()
    func excess(_ w: Double) -> Double {
      // Own features are two, so z₀ − z₁ = 4·s·w for a text of class 0.
      let z: Double = 4 * s * w
      let wrong: Double = 1 / (1 + exp(z))
      return penalty * w - 0.5 * wrong * s
    }
    var low: Double = 0
    var high: Double = 10
    for _ in 0..<200 {
      let middle: Double = (low + high) / 2
      if excess(middle) < 0 { low = middle } else { high = middle }
    }
    let said = fit.logits(of: ["a", "b"])
    let apart: Double = said[0] - said[1]
    #expect(abs(apart - 4 * s * low) < 1e-6)
    let unknown = fit.logits(of: ["d"])
    #expect(abs(unknown[0] - unknown[1]) < 1e-9)
  }

  @Test func pairsTellWhatWordsCannot() {
    let texts = (0..<40).map {
      $0 % 2 == 0 ? ["x", "y", "x"] : ["y", "x", "y"]
    }
    let turned = (0..<40).map {
      $0 % 2 == 0 ? ["not", "good", "bad"] : ["not", "bad", "good"]
    }
    let labels = (0..<40).map { $0 % 2 }
    for texts in [turned, texts.map { $0 + ["z"] }] {
      let fit = WordRegression(
        texts, labels: labels, classes: 2, penalty: 1e-3)
      for k in 0..<2 {
        let said = fit.logits(of: texts[k])
        #expect((said[1] > said[0]) == (k == 1))
      }
    }
  }

  @Test("a word of two texts has most of its weight soon")
  func rareWords() {
    let texts = (0..<4_000).map { k in
      ["the", k % 2 == 0 ? "good" : "bad", k < 2 ? "rare" : "often"]
    }
    let labels = (0..<4_000).map { $0 < 2 ? 1 : $0 % 2 }
    func apart(_ iterations: Int?) -> Double {
      let fit =
        iterations.map {
          WordRegression(
            texts, labels: labels, classes: 2, penalty: 1e-4, iterations: $0)
        } ?? WordRegression(texts, labels: labels, classes: 2, penalty: 1e-4)
      let said = fit.logits(of: ["rare"])
      return said[1] - said[0]
    }
    // With one step for all it is at 0.28 of the way.
    let (soon, settled) = (apart(nil), apart(1_500))
    #expect(settled > 3 && soon > 0.7 * settled, "\(soon), \(settled)")
  }
}
