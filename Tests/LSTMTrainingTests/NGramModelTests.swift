import Foundation
import LSTMTraining
import Testing

@Suite struct NGramModelTests {
  /// −ln p of the last symbol of `text` by the model of an order.
  private func price(
    _ text: [UInt16], by model: NGramModel, order: Int
  ) -> Double {
    func nats(_ text: [UInt16]) -> Double {
      guard text.count > 1 else { return 0 }
      return model.losses(over: text, in: text.indices)[order - 1]
        * Double(text.count - 1)
    }
    return nats(text) - nats(text.dropLast())
  }

  @Test("by hand: two grams of a short text")
  func byHand() {
    // Of 1 2 1 2 1 3: the pairs are 12 twice, 21 twice and 13 once, so n₁ = 1,
    // n₂ = 2, Y = 1/5, D₁ = 1 − 2·(1/5)·2 = 1/5, D₂ = 2. Single symbols by how
    // many precede them: each of 1, 2, 3 has one, so n₁ = 3, Y = 1, D₁ = 1.
    let text: [UInt16] = [1, 2, 1, 2, 1, 3]
    let model = NGramModel(longest: 2, text, in: 0..<6, symbols: 4)
    // D₁ sets all of their mass free: ¼ each is left.
    let alone = 0.25
    let freed = 2 + 0.2
    for (symbol, kept) in [(2, 0.0), (3, 0.8), (0, 0)] {
      let expected = -log((kept + freed * alone) / 3)
      let found = price([1, UInt16(symbol)], by: model, order: 2)
      #expect(abs(found - expected) < 1e-6, "\(symbol)")
    }
    // The model of order 1 counts occurrences: 1 three times, 2 twice, 3 once;
    // n₁ = n₂ = n₃ = 1, Y = 1/3, D = 1/3, 1, 3.
    let freedAlone = 1.0 / 3 + 1 + 3
    let one = -log(freedAlone * 0.25 / 6)
    let found = price([3, 1], by: model, order: 1)
    #expect(abs(found - one) < 1e-6)
  }

  @Test("probabilities of all symbols sum to 1, seen contexts or not")
  func normalised() {
    let small = SmallModel(hidden: [4], symbols: 5, characters: 3_000)
    let model = NGramModel(longest: 5, small.text, in: 0..<3_000, symbols: 5)
    for order in 1...5 {
      for context: [UInt16] in [[1, 2, 3, 4], [4, 4, 4, 4], [0, 0], [3]] {
        let total = (0..<5).reduce(0.0) { sum, symbol in
          sum + exp(-price(context + [UInt16(symbol)], by: model, order: order))
        }
        #expect(abs(total - 1) < 1e-5, "order \(order) after \(context)")
      }
    }
  }

  @Test("what repeats is foreseen, noise costs ln V and wants short grams")
  func extremes() {
    let pattern = (0..<4_000).map { UInt16($0 % 7) }
    let repeated = NGramModel(pattern, in: 0..<3_000, symbols: 7)
    #expect(repeated.losses(over: pattern, in: 3_000..<4_000)[7] < 0.02)
    let noise = SmallModel(hidden: [4], characters: 20_000).text
    let model = NGramModel(noise, in: 0..<18_000, symbols: 9)
    let losses = model.losses(over: noise, in: 18_000..<20_000)
    #expect(abs(losses[0] - log(9)) < 0.02)
    #expect(losses[7] > losses[0] + 0.02)
    #expect(model.bestOrder(over: noise, in: 18_000..<20_000) <= 2)
  }

  @Test("a longer memory is found where there is one to find")
  func order() {
    // Each symbol is the one five before it, but for one in twenty.
    var text: [UInt16] = [0, 1, 2, 3, 1]
    var state: UInt32 = 7
    while text.count < 20_000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      text.append(
        state >> 16 & 31 == 0
          ? UInt16(state >> 8 & 3) : text[text.count - 5])
    }
    let model = NGramModel(text, in: 0..<16_000, symbols: 4)
    #expect(model.bestOrder(over: text, in: 16_000..<20_000) >= 6)
  }
}
