import LSTMCore
import Testing

struct LinearAlgebraTests {
  @Test(arguments: [(1, 1), (4, 8), (5, 7), (13, 19), (128, 50), (3, 0)])
  func productsAgreeWithTheirDefinition(_ rows: Int, _ columns: Int) {
    var generator = SplitMix64(seed: 11)
    let w = Matrix(
      rows: rows, columns: columns, within: 1, using: &generator)
    let x = Vector(normal: columns, using: &generator)
    let y = Vector(normal: rows, using: &generator)
    let product = (0..<rows).map { w[row: $0].dot(x) }
    #expect(difference((w * x).elements, product) < 1e-13)

    var transposed = Vector(zeros: columns)
    w.multiplyTransposed(y, addingInto: &transposed)
    #expect(
      difference(transposed.elements, (w.transposed * y).elements) < 1e-13)

    var sum = w
    sum.addOuterProduct(y, x)
    for r in 0..<rows {
      for c in 0..<columns {
        #expect((sum[r, c] - (w[r, c] + y[r] * x[c])).magnitude < 1e-15)
      }
    }
  }

  @Test func normNeitherOverflowsNorUnderflows() {
    #expect(Vector([3, 4]).norm == 5)
    #expect(Vector([3e-200, 4e-200]).norm == 5e-200)
    #expect((Vector([3e200, -4e200]).norm / 5e200 - 1).magnitude < 1e-15)
    #expect(Vector([]).norm == 0)
    #expect(Vector([1, .nan, 2]).norm.isNaN)
    #expect(Vector([1, -.infinity]).norm == .infinity)
  }

  @Test(arguments: [(1, 1), (8, 8), (40, 40), (5, 9), (9, 5)])
  func orthogonalMatricesKeepLengths(_ rows: Int, _ columns: Int) {
    var generator = SplitMix64(seed: 12)
    let q = Matrix(
      orthogonalRows: rows, columns: columns, using: &generator)
    #expect(q.rows == rows && q.columns == columns)
    let short = rows <= columns ? q : q.transposed
    for a in 0..<short.rows {
      for b in 0..<short.rows {
        let dot = short[row: a].dot(short[row: b])
        #expect((dot - (a == b ? 1 : 0)).magnitude < 1e-14)
      }
    }
  }

  @Test func normalDrawsHaveTheirMoments() {
    var generator = SplitMix64(seed: 13)
    let v = Vector(normal: 100_000, deviation: 0.3, using: &generator)
    let mean = v.elements.reduce(0, +) / 100_000
    let variance = v.squared.elements.reduce(0, +) / 100_000 - mean * mean
    #expect(mean.magnitude < 0.004)
    #expect((variance.squareRoot() - 0.3).magnitude < 0.003)
  }

  @Test func splitMixGivesItsPublishedSequence() {
    // The first outputs for seed 1234567 of the reference implementation.
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
  }
}

/// Steps by symbol, whose input products are computed once.
@Suite struct ModelStepsTests {
  @Test(
    "the same digits as reading the embeddings", arguments: [[9], [17, 8]])
  func sameDigits(hidden: [Int]) {
    var random = SplitMix64(seed: 3)
    let model = Model(
      vocabulary: Vocabulary("abcdefgh".unicodeScalars), embeddingSize: 11,
      hiddenSizes: hidden, using: &random)
    let symbols = (0..<40).map { _ in Int.random(in: 0..<9, using: &random) }
    let plain = model.stack.trace(
      over: symbols.map { model.reader(.symbol($0)) })
    #expect(model.trace(over: symbols) == plain)
  }
}
