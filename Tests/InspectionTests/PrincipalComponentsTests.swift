import Inspection
import LSTMCore
import LSTMTraining
import Testing

struct PrincipalComponentsTests {
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

  /// Rows that vary most along one axis, and with the value along another.
  @Test func aDirectionFollowsAValue() {
    let values: [Double] = [0, 1, 0, 1, 0, 1, 0, 1]
    let rows = values.enumerated().map { k, value in
      Vector([k / 2 % 2 == 0 ? 5 : -5, value, 0])
    }
    let along = PrincipalComponents(rows: rows, along: values)
    #expect((along.directions[0] - [0, 1, 0]).norm < 1e-12)
    #expect((along.directions[1] - [1, 0, 0]).norm < 1e-12)
    #expect(abs(along.share(0) - 0.25 / 25.25) < 1e-12)
    let plain = PrincipalComponents(rows: rows, count: 1)
    #expect(abs(plain.directions[0][0]) > 0.999)
    let constant = PrincipalComponents(
      rows: rows, along: values.map { _ in 1 })
    #expect(constant.directions[0].norm == 0 && constant.share(0) == 0)
  }
}
