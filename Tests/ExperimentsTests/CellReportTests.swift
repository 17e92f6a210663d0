import Experiments
import LSTMCore
import LSTMTraining
import Testing

struct CellReportTests {
  let sizes = CellReport.Sizes(inputs: 50, units: 128)

  @Test func theListFitsEightyColumnsAndNamesAll() {
    let lines = CellReport.list(sizes).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    for name in CellFamily.names {
      #expect(lines.contains { $0.hasPrefix(name + " ") }, "\(name)")
    }
    #expect(lines.contains { $0.contains("91,648") })
  }

  @Test(arguments: CellFamily.names)
  func everyPageFitsAndHasItsEquations(_ name: String) throws {
    let about = try #require(CellFamily[name])
    let page = CellReport.page(of: about, sizes)
    #expect(
      page.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(page)")
    for equation in about.lines { #expect(page.contains(equation)) }
    for quantity in about.recorded {
      #expect(page.contains(quantity.name))
    }
  }

  @Test func modelsHaveNearlyEqualNumbersOfWeights() throws {
    let corpus = try Corpus(String(repeating: "abcdefgh", count: 20))
    var settings = TrainingSettings()
    (settings.hidden, settings.embedding) = (64, 16)
    let all = CellFamily.members
    let comparison = CellComparison(cells: all, settings: settings, seeds: 1)
    let target = comparison.weights(of: all[0], units: 64, corpus)
    for about in all {
      let units = comparison.units(of: about, nearest: target, corpus)
      let weights = comparison.weights(of: about, units: units, corpus)
      let next = comparison.weights(of: about, units: units + 1, corpus)
      #expect(abs(weights - target) <= 2 * (next - weights), "\(about.name)")
    }
  }

  @Test func aComparisonHasARunForEveryCellAndSeed() throws {
    let corpus = try Corpus(String(repeating: "abcab ", count: 60))
    var settings = TrainingSettings()
    (settings.hidden, settings.embedding, settings.epochs) = (6, 3, 2)
    (settings.batch, settings.window) = (2, 10)
    let comparison = CellComparison(
      cells: [CellFamily.known("gru"), CellFamily.rnn], settings: settings,
      seeds: 2)
    let runs = try comparison.run(on: corpus) { _, _, _, _ in }
    #expect(runs.map(\.cell) == ["gru", "rnn-tanh", "gru", "rnn-tanh"])
    #expect(runs.map(\.seed) == [1997, 1997, 1998, 1998])
    let report = CellComparisonReport(comparison: comparison, runs: runs)
    #expect(report.csv.split(separator: "\n").count == 1 + 4 * 2)
    #expect(report.table.contains("gru"))
  }
}
