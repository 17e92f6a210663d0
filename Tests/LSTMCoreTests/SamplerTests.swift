import Foundation
import LSTMCore
import Testing

struct SamplerTests {
  let logits: Vector = [9, 1, 3, 2, -1]

  @Test(arguments: [0.3, 0.7, 1, 2.5])
  func temperatureIsAPowerOfTheProbabilities(_ t: Double) {
    let p = Sampler().distribution(logits)
    let powers = p.map { pow($0, 1 / t) }
    let expected = (1 / powers.elements.reduce(0, +)) * powers
    let found = Sampler(temperature: t).distribution(logits)
    #expect(difference(found.elements, expected.elements) < 1e-12)
  }

  @Test func entropyGrowsWithTemperature() {
    let entropies = [0.1, 0.5, 1, 2, 10].map { t in
      Sampler(temperature: t).distribution(logits).elements
        .reduce(0) { $0 - ($1 > 0 ? $1 * log($1) : 0) }
    }
    #expect(zip(entropies, entropies.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func theUnknownSymbolIsNeverDrawn() {
    // Index 0 has by far the largest logit.
    for t in [0, 1, 100.0] {
      #expect(Sampler(temperature: t).distribution(logits)[0] == 0)
    }
  }

  @Test func zeroTakesTheLikeliest() {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<20 {
      #expect(
        Sampler(temperature: 0).sample(logits, using: &generator) == 2)
    }
    let tie: Vector = [0, 2, 2, 1]
    #expect(Sampler(temperature: 0).distribution(tie) == [0, 1, 0, 0])
  }

  @Test func topKAndTopPKeepTheLikeliest() {
    let k = Sampler(topK: 2).distribution(logits)
    #expect(k.elements.map { $0 > 0 } == [false, false, true, true, false])
    #expect((k.elements.reduce(0, +) - 1).magnitude < 1e-15)
    let p = Sampler(topP: 0.6).distribution(logits)
    #expect(p.elements == [0, 0, 1, 0, 0])
    let one = Sampler(topK: 1, topP: 0).distribution(logits)
    #expect(one.elements == [0, 0, 1, 0, 0])
  }

  @Test func drawsFollowTheDistribution() {
    var generator = SplitMix64(seed: 2)
    let sampler = Sampler(temperature: 1.5)
    let p = sampler.distribution(logits)
    var counts = [Double](repeating: 0, count: 5)
    for _ in 0..<50_000 {
      counts[sampler.sample(logits, using: &generator)] += 1
    }
    for k in 0..<5 { #expect((counts[k] / 50_000 - p[k]).magnitude < 0.01) }
  }
}
