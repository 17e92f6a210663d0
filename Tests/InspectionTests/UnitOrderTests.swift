import Inspection
import LSTMCore
import Testing

struct UnitOrderTests {
  /// Four units over six steps; the first and third rise together, the second
  /// falls as they rise, the fourth hardly moves.
  let values = Matrix(
    rows: [
      [0, 9, 1, 0.5], [1, 7, 2, 0.5], [2, 5, 3, 0.6], [3, 3, 4, 0.5],
      [4, 1, 5, 0.5], [5, -1, 6.2, 0.5],
    ].map { Vector($0) })

  @Test func eachOrderIsAPermutation() {
    for order in UnitOrder.allCases {
      #expect(order.columns(of: values).sorted() == [0, 1, 2, 3])
    }
    #expect(
      UnitOrder.similarity.columns(of: Matrix(rows: 0, columns: 3))
        == [0, 1, 2])
  }

  @Test func varianceComesFirst() {
    #expect(UnitOrder.variance.columns(of: values) == [1, 2, 0, 3])
  }

  @Test func peaksFollowTime() {
    // Unit 1 peaks at step 0, unit 3 at step 2, units 0 and 2 at step 5.
    #expect(UnitOrder.peak.columns(of: values) == [1, 3, 0, 2])
  }

  @Test func neighboursResembleEachOther() {
    let order = UnitOrder.similarity.columns(of: values)
    let (first, third) = (order.firstIndex(of: 0), order.firstIndex(of: 2))
    #expect(abs((first ?? 0) - (third ?? 9)) == 1)
    #expect(order[0] == 1)
  }

  @Test func whatIsNotANumberIsNoObstacle() {
    var broken = values
    broken[2, 0] = .nan
    broken[3, 2] = .infinity
    for order in UnitOrder.allCases {
      #expect(order.columns(of: broken).sorted() == [0, 1, 2, 3])
    }
  }

  @Test func similarityWorksPastEightSteps() {
    // 19 steps: two lanes of eight and a rest.
    let long = Matrix(
      rows: (0..<19).map { t in
        let x = Double(t)
        return Vector([x, 20 - x, (x - 9) * (x - 9) / 20, x + 0.1])
      })
    let order = UnitOrder.similarity.columns(of: long)
    let places = [0, 3].compactMap { order.firstIndex(of: $0) }
    #expect(abs(places[0] - places[1]) == 1)
  }
}
