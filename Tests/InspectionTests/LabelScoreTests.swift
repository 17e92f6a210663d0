import Foundation
import Inspection
import LSTMCore
import Testing

struct LabelScoreTests {
  @Test func aScoreWorkedByHand() {
    let yes = [0.9, 0.6, 0.45, 0.4, 0.2]
    let score = LabelScore(
      yes.map { Vector([1 - $0, $0]) }, labels: [1, 0, 1, 0, 0],
      classes: ["no", "yes"])
    #expect(score.correct == 3)
    #expect(score.headline == "accuracy 0.600 (3 of 5)")
    #expect(score.confusion == [[2, 1], [1, 1]])
    // Of the six pairs (yes, no) all but (0.45, 0.6) are in order.
    let area: Double = 5 / 6
    #expect(abs((score.area ?? 0) - area) < 1e-12)
    let right: [Double] = [0.9, 0.4, 0.45, 0.6, 0.8]
    let loss = right.map { -log($0) }.reduce(0, +) / 5
    #expect(abs(score.loss - loss) < 1e-12)
    // 0.55 and 0.6; 0.8 and 0.9 have bins of their own.
    #expect(score.calibration.map(\.lower) == [0.5, 0.6, 0.8, 0.9])
    #expect(score.calibration.map(\.count) == [1, 2, 1, 1])
    #expect(score.calibration.map(\.accuracy) == [0, 0.5, 1, 1])
    // (0.55 + 2 · 0.1 + 0.2 + 0.1) / 5
    #expect(abs(score.calibrationError - 0.21) < 1e-12)
  }

  @Test func ofSeveralClassesTheAreaIsAMean() {
    let said: [Vector] = [[0.8, 0.1, 0.1], [0.2, 0.5, 0.3], [0.3, 0.3, 0.4]]
    let score = LabelScore(said, labels: [0, 1, 2], classes: ["a", "b", "c"])
    #expect(score.area == 1)
    let wrong = LabelScore(said, labels: [1, 0, 2], classes: ["a", "b", "c"])
    // a: 0 of 2 pairs in order, b: ½ … each by hand.
    let third: Double = 1 / 3
    #expect(abs((wrong.area ?? 0) - third) < 1e-12)
    #expect(wrong.correct == 1)
  }

  @Test func oneClassAloneHasNoArea() {
    let score = LabelScore(
      [[0.3, 0.7]], labels: [1], classes: ["no", "yes"])
    #expect(score.area == nil)
    #expect(score.lines.contains("AUC: none, as one class alone is true"))
  }
}
