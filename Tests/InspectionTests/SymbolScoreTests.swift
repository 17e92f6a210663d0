import LSTMCore
import LSTMTraining
import Testing

@testable import Inspection

@Suite struct SymbolScoreTests {
  /// Symbols with different shares of yes, and a label that needs more.
  private static let (symbols, flags): ([UInt16], [Bool]) = {
    var generator = SplitMix64(seed: 11)
    let symbols = (0..<20_000).map { _ in
      UInt16.random(in: 0..<7, using: &generator)
    }
    let flags = symbols.map { symbol in
      Double.random(in: 0..<1, using: &generator) < Double(symbol) / 8
    }
    return (symbols, flags)
  }()

  @Test("the score is the area of the first half's shares, on the second")
  func area() throws {
    let middle = 10_000
    let score = SymbolScore(Self.symbols, middle: middle)
      .score(of: .flags(Self.flags))
    var shares = [Float](repeating: 0, count: 7)
    for symbol in 0..<7 {
      let places = (0..<middle).filter { Self.symbols[$0] == UInt16(symbol) }
      shares[symbol] =
        Float(places.count { Self.flags[$0] }) / Float(places.count)
    }
    let values = Self.symbols[middle...].map { shares[Int($0)] }
    let exact = try #require(
      RankStatistics.area(values, Array(Self.flags[middle...])))
    guard case .area(let area) = try #require(score) else {
      Issue.record("\(String(describing: score))")
      return
    }
    #expect(abs(area - exact) < 1e-12)
    #expect(area > 0.7 && area < 0.9)
  }

  @Test("what the symbol decides is given away, and chance is not")
  func ends() {
    let score = SymbolScore(Self.symbols, middle: 10_000)
    let decided = Self.symbols.map { $0 == 3 }
    #expect(score.score(of: .flags(decided)) == .area(1))
    let numbers = Self.symbols.map { Float($0 * $0) }
    guard case .correlation(let r)? = score.score(of: .numbers(numbers)) else {
      Issue.record("no correlation")
      return
    }
    #expect(abs(r - 1) < 1e-6)
    var generator = SplitMix64(seed: 12)
    let chance = Self.symbols.map { _ in Bool.random(using: &generator) }
    #expect((score.score(of: .flags(chance))?.strength ?? 1) < 0.05)
    #expect(SymbolScore([], middle: 0).score(of: .flags([])) == nil)
  }
}
