import Foundation
import LSTMTraining
import Testing

@Suite struct NGramModelTests {
  @Test("by hand: two grams of a short text")
  func byHand() {
    // After 1 came 2, 2, 3: n = 3, t = 2. Alone: 1 three times, 2 twice, 3
    // once, so n = 6, t = 3, and below that 4 symbols alike.
    let text: [UInt16] = [1, 2, 1, 2, 1, 3]
    let model = NGramModel(order: 2, text, in: 0..<6, symbols: 4)
    func alone(_ count: Double) -> Double { (count + 3 * 0.25) / (6 + 3) }
    let two = (2 + 2 * alone(2)) / (3 + 2)
    let three = (1 + 2 * alone(1)) / (3 + 2)
    let never = (0 + 2 * alone(0)) / (3 + 2)
    for (symbol, p) in [(2, two), (3, three), (0, never)] {
      let loss = model.loss(over: [1, UInt16(symbol)], in: 0..<2)
      #expect(abs(loss + log(p)) < 1e-12, "\(symbol)")
    }
  }

  @Test("probabilities of all symbols sum to 1, seen contexts or not")
  func normalised() {
    let small = SmallModel(hidden: [4], symbols: 5, characters: 3_000)
    let model = NGramModel(small.text, in: 0..<3_000, symbols: 5)
    for context: [UInt16] in [[1, 2, 3, 4], [4, 4, 4, 4], [0, 0], [3]] {
      // The price of the whole less that of the context is the last one's.
      let total = (0..<5).reduce(0.0) { sum, symbol in
        let whole = context + [UInt16(symbol)]
        let before =
          context.count > 1
          ? model.loss(over: context, in: context.indices)
            * Double(context.count - 1) : 0
        let all =
          model.loss(over: whole, in: whole.indices)
          * Double(whole.count - 1)
        return sum + exp(before - all)
      }
      #expect(abs(total - 1) < 1e-12)
    }
  }

  @Test("what repeats is foreseen, and noise costs ln V")
  func extremes() {
    let pattern = (0..<4_000).map { UInt16($0 % 7) }
    let repeated = NGramModel(pattern, in: 0..<3_000, symbols: 7)
    #expect(repeated.loss(over: pattern, in: 3_000..<4_000) < 0.02)
    let noise = SmallModel(hidden: [4], characters: 20_000).text
    let model = NGramModel(order: 2, noise, in: 0..<18_000, symbols: 9)
    #expect(
      abs(model.loss(over: noise, in: 18_000..<20_000) - log(9)) < 0.02)
  }
}
