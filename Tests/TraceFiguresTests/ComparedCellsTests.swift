import Drawing
import Experiments
import LSTMCore
import LSTMTraining
import Testing
import TraceFigures

/// The plot of a comparison of cells.
struct ComparedCellsTests {
  @Test(arguments: HardTextsTests.styles)
  func linesAndBands(style: FigureStyle) throws {
    let names = Array(CellFamily.names.prefix(12))
    var settings = TrainingSettings()
    settings.epochs = 3
    let runs = try names.enumerated().flatMap { index, name in
      try (0..<3).map { seed in
        try run(name, seed: seed, nats: [3, 2.1, 1.9 + 0.001 * Double(index)])
      }
    }
    let comparison = CellComparison(
      cells: names.compactMap { CellFamily[$0] }, settings: settings, seeds: 3)
    let figure = LossCurves(
      CellComparisonReport(comparison: comparison, runs: runs),
      corpus: "a-corpus-of-some-length.txt", characters: 1_234_567)
    #expect(figure.curves.map(\.name) == names)
    // The median of seeds 0, 1 and 2, and the range around it.
    #expect(figure.curves[0].nats == [4, 3.1, 2.9])
    #expect(figure.curves[0].band?.lower == [3, 2.1, 1.9])
    #expect(figure.curves[0].band?.upper == [5, 4.1, 3.9])
    let typesetter = Typesetter()
    let scene = figure.scene(style: style, measure: typesetter)
    expectTidy(scene, measure: typesetter, minimumText: style.minimumText)
    let labels = scene.labels.map(\.text.string)
    #expect(labels.contains("lstm 2.9") && labels.contains("epoch"))
    #expect(!labels.contains("1.2"), "half an epoch is not one")
  }

  /// A training whose losses are `seed` above those given.
  private func run(
    _ cell: String, seed: Int, nats: [Double]
  ) throws -> CellComparison.Run {
    let curve = nats.enumerated().map { epoch, loss in
      EpochLoss(
        epoch: epoch + 1, training: loss, validation: loss + Double(seed))
    }
    return CellComparison.Run(
      cell: cell, units: 64, weights: 30_000, seed: UInt64(seed),
      curve: curve, testLoss: nats[nats.count - 1], seconds: 1)
  }

  @Test func aTrainingThatDivergedIsCountedAndNotDrawn() throws {
    var settings = TrainingSettings()
    settings.epochs = 2
    let comparison = CellComparison(
      cells: [CellFamily.lstm, CellFamily.known("gru")], settings: settings,
      seeds: 1)
    let lost = CellComparison.Run(
      cell: "gru", units: 64, weights: 30_000, seed: 0, curve: [],
      testLoss: nil, seconds: 1)
    let figure = LossCurves(
      CellComparisonReport(
        comparison: comparison,
        runs: [try run("lstm", seed: 0, nats: [2, 1]), lost]),
      corpus: "text", characters: 100)
    #expect(figure.curves.map(\.name) == ["lstm"])
    #expect(figure.notes.contains { $0.contains("1 of 2 trainings diverged") })
    #expect(figure.notes.contains { $0.contains("no evidence") })
  }
}
