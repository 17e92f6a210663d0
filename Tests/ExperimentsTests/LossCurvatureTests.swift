import Experiments
import LSTMCore
import Testing

/// The loss of the adding network bends along the bias of a cell with the square
/// of the length, for its state is moved by it at every step.
struct LossCurvatureTests {
  @Test func constantsBendWithTheSquareOfTheLength() throws {
    let curvatures = try [100, 200].map { length in
      LossCurvature(
        try #require(
          PaperTaskName.adding.conditions(length: length).first), seeds: 3,
        sequences: 4, seed: 1997)
    }
    #expect(curvatures.map(\.length) == [100, 200])
    let growth = curvatures[1].alongConstant / curvatures[0].alongConstant
    #expect(growth > 2.5 && growth < 6.5, "\(growth)")
    #expect(curvatures[1].alongInput < 0.2 * curvatures[1].alongConstant)
  }
}
