import LSTMCore
import Testing

struct SingularValuesTests {
  @Test func aDiagonalMatrixHasItsMagnitudes() {
    let matrix = Matrix(rows: 3, columns: 3, [0, 0, -5, 1e-200, 0, 0, 0, 2, 0])
    #expect(matrix.singularValues == [5, 2, 1e-200])
  }

  @Test func knownValuesOfTwoByTwo() {
    // WᵀW = [[25, 20], [20, 25]] has the eigenvalues 45 and 5.
    let values = Matrix(rows: 2, columns: 2, [3, 0, 4, 5]).singularValues
    let squares = values.map { $0 * $0 }
    #expect(difference(squares, [45, 5]) < 1e-13)
  }

  /// U·diag(s)·Vᵀ with orthogonal U and V has the singular values s, even
  /// where they span forty decades in scaled columns.
  @Test(arguments: [(7, 7), (9, 4), (4, 9), (32, 32)])
  func valuesPutInComeOut(_ rows: Int, _ columns: Int) {
    var generator = SplitMix64(seed: 3)
    let count = min(rows, columns)
    let put = (0..<count).map { 3.0 / Double(1 + $0 * $0) }
    let u = Matrix(orthogonalRows: rows, columns: rows, using: &generator)
    let v = Matrix(orthogonalRows: columns, columns: columns, using: &generator)
    var matrix = Matrix(rows: rows, columns: columns)
    for k in 0..<count {
      matrix.addOuterProduct(put[k] * u[row: k], v[row: k])
    }
    #expect(difference(matrix.singularValues, put) < 1e-13)
  }

  @Test func squaresSumToTheFrobeniusNorm() {
    var generator = SplitMix64(seed: 8)
    for scale in [1e-250, 1, 1e250] {
      let all = Vector(normal: 30, deviation: scale, using: &generator)
      let values = Matrix(rows: 5, columns: 6, all.elements).singularValues
      #expect((Vector(values).norm / all.norm - 1).magnitude < 1e-14)
    }
  }

  @Test func columnsOfUnequalScaleKeepTheirDigits() {
    // An orthogonal basis in scaled columns: the values are the scales.
    var generator = SplitMix64(seed: 5)
    var basis = Matrix(orthogonalRows: 6, columns: 6, using: &generator)
    let scales = (0..<6).map { k in (0..<5 * k).reduce(1.0) { s, _ in s / 10 } }
    for k in 0..<6 { basis[row: k] = scales[k] * basis[row: k] }
    for (found, scale) in zip(basis.transposed.singularValues, scales) {
      #expect((found / scale - 1).magnitude < 1e-10)
    }
  }

  @Test func degenerateMatrices() {
    #expect(Matrix(rows: 2, columns: 3).singularValues == [0, 0])
    #expect(Matrix(rows: 1, columns: 1, [-4]).singularValues == [4])
    #expect(Matrix(rows: 0, columns: 0).singularValues == [])
    let invalid = Matrix(rows: 1, columns: 2, [.nan, 1]).singularValues
    #expect(invalid.count == 1 && invalid[0].isNaN)
  }

  /// [[2, 1], [1, 2]] stretches (1, 1) by 3 and (1, −1) by 1.
  @Test func directionsByHand() {
    let (values, vectors) =
      Matrix(rows: 2, columns: 2, [2, 1, 1, 2]).singularVectors
    #expect(difference(values, [3, 1]) < 1e-14)
    #expect(abs(abs(vectors[0][0]) - 0.5.squareRoot()) < 1e-14)
    #expect(abs(vectors[0].dot(vectors[1])) < 1e-14)
  }

  /// ‖W·v‖ = σ along orthonormal directions, for matrices of every form.
  @Test(arguments: [(1, 1), (2, 5), (5, 2), (40, 40), (7, 30)])
  func directionsAreStretchedByTheirValues(_ rows: Int, _ columns: Int) {
    var generator = SplitMix64(seed: UInt64(rows))
    let matrix = Matrix(
      rows: rows, columns: columns,
      (0..<rows * columns).map { _ in
        Double.random(in: -1...1, using: &generator)
      })
    let (values, vectors) = matrix.singularVectors
    let count = min(rows, columns)
    #expect(difference(Array(values[..<count]), matrix.singularValues) < 1e-12)
    for j in 0..<count {
      #expect(abs((matrix * vectors[j]).norm - values[j]) < 1e-12)
      #expect(abs(vectors[j].norm - 1) < 1e-12)
      for k in 0..<j { #expect(abs(vectors[j].dot(vectors[k])) < 1e-12) }
    }
  }

  /// AᵀA has the right singular vectors of A as eigenvectors: B·v = σ·v.
  @Test func ofASymmetricMatrixTheyAreTheEigenvectors() {
    var generator = SplitMix64(seed: 3)
    let a = Matrix(
      rows: 30, columns: 20,
      (0..<600).map { _ in Double.random(in: -1...1, using: &generator) })
    var b = Matrix(rows: 20, columns: 20)
    for k in 0..<30 { b.addOuterProduct(a[row: k], a[row: k]) }
    let (values, vectors) = b.singularVectors
    for (value, vector) in zip(values, vectors) {
      #expect((b * vector - value * vector).norm < 1e-12)
    }
  }
}
