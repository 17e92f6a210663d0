import Inspection
import LSTMCore
import Testing

struct PrincipalComponentsTests {
  /// [[2, 1], [1, 2]] has 3 along (1, 1) and 1 along (1, −1).
  @Test func aMatrixByHand() {
    let eigen = SymmetricEigen(Matrix(rows: 2, columns: 2, [2, 1, 1, 2]))
    #expect(abs(eigen.values[0] - 3) < 1e-14)
    #expect(abs(eigen.values[1] - 1) < 1e-14)
    #expect(abs(abs(eigen.vectors[0][0]) - 0.5.squareRoot()) < 1e-14)
    #expect(abs(eigen.vectors[0].dot(eigen.vectors[1])) < 1e-14)
  }

  /// A·v = λ·v, vectors orthonormal, and the trace is the sum of the λ.
  @Test(arguments: [1, 2, 5, 40])
  func eigenvectorsAreWhatTheyAre(_ n: Int) {
    var generator = SplitMix64(seed: UInt64(n))
    var a = Matrix(rows: n, columns: n)
    for r in 0..<n {
      for c in 0...r {
        a[r, c] = Double.random(in: -1...1, using: &generator)
        a[c, r] = a[r, c]
      }
    }
    let eigen = SymmetricEigen(a)
    for (value, vector) in zip(eigen.values, eigen.vectors) {
      #expect((a * vector - value * vector).norm < 1e-12)
      #expect(abs(vector.norm - 1) < 1e-12)
    }
    for j in 0..<n {
      for k in 0..<j {
        #expect(abs(eigen.vectors[j].dot(eigen.vectors[k])) < 1e-12)
      }
    }
    let diagonal = (0..<n).reduce(0) { $0 + a[$1, $1] }
    #expect(abs(eigen.values.reduce(0, +) - diagonal) < 1e-12)
    #expect(eigen.values == eigen.values.sorted(by: >))
  }

  /// Points along a line with a little noise across it.
  @Test func theFirstDirectionIsTheLine() {
    let rows = (0..<100).map { k -> Vector in
      let (t, e) = (Double(k) / 10, k % 2 == 0 ? 0.01 : -0.01)
      return [3 + 3 * t - 4 * e, 5 + 4 * t + 3 * e, 1]
    }
    let components = PrincipalComponents(rows: rows, count: 2)
    #expect((components.directions[0] - [0.6, 0.8, 0]).norm < 1e-4)
    #expect(components.share(0) > 0.999)
    #expect(
      abs(
        components.variances.reduce(0, +)
          - components.variances[0] - components.variances[1]) < 1e-12)
    let mean = rows.map { components.projection(of: $0)[0] }.reduce(0, +)
    #expect(abs(mean) < 1e-9)
  }

  @Test func aTrajectoryHasItsPlaces() throws {
    let model = smallModel(hidden: [6])
    let indices = randomIndices(500, of: model)
    let trajectory = try CorpusTrajectory(
      model, over: LongSequence(indices.map(UInt16.init)), layer: 0,
      quantity: .hidden)
    #expect(trajectory.points.map(\.position) == Array(0..<500))
    let rows = model.trace(over: indices).steps.map { $0[0][.hidden] }
    let components = PrincipalComponents(rows: rows, count: 2)
    for (point, row) in zip(trajectory.points, rows) {
      let place = components.projection(of: row)
      #expect(abs(point.x - place[0]) + abs(point.y - place[1]) < 1e-4)
    }
  }
}
