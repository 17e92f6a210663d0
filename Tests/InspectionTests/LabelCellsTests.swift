import LSTMCore
import Testing

@testable import Inspection

/// A unit that keeps whether an a was read, in a model made by hand.
@Suite struct LabelCellsTests {
  private static let vocabulary = Vocabulary("abc".unicodeScalars)

  /// One-hot letters; unit 0 writes 1 at each a and forgets nothing, unit 1 does
  /// the same at each b.
  private static func model() -> Model {
    var cell = CellFamily.lstm.layer(inputs: 4, units: 2)
    cell["forgetGate.bias"] = [20, 20]
    cell["inputGate.bias"] = [20, 20]
    cell["outputGate.bias"] = [20, 20]
    // Columns: the unknown symbol, a, b, c.
    cell["candidate.input"] = [0, 20, 0, 0, 0, 0, 20, 0]
    return Model(
      reader: .oneHot(vocabulary), stack: Stack([cell]),
      readout: nil)
  }

  private static func search(
    _ texts: [String], _ labels: [Int], classes: [String], best: Int = 1
  ) -> LabelCells {
    LabelCells(
      model(), texts: texts.map { vocabulary.indices(of: $0) },
      words: texts.map { $0.map(String.init) }, labels: labels,
      classes: classes, cells: [0], quantities: [.cell], best: best,
      shuffles: 200)
  }

  @Test func theUnitThatKeepsItIsFound() throws {
    var generator = SplitMix64(seed: 4)
    let texts = (0..<120).map { k in
      let rest = (0..<7).map { _ in "bc".randomElement(using: &generator)! }
      return String(k % 2 == 0 ? ["a"] + rest : rest + ["c"])
    }
    let found = Self.search(
      texts, texts.indices.map { $0 % 2 == 0 ? 1 : 0 },
      classes: ["without", "with"])
    let finding = try #require(found.findings.first)
    #expect(finding.label == "with" && finding.column.unit == 0)
    #expect(finding.chosen == 1 && finding.confirmed == 1)
    #expect(finding.beatsChance && abs(finding.chance - 0.5) < 0.35)
    #expect(found.halves == (60, 60))
    for whole in found.wholes {
      #expect(whole.area == 1, "\(whole.name)")
    }
    #expect(
      found.wholes.map(\.name) == ["all units together", "naive Bayes, words"])
  }

  @Test func labelsThatMeanNothingDoNotPass() throws {
    var generator = SplitMix64(seed: 9)
    let texts = (0..<200).map { _ in
      String((0..<9).map { _ in "abc".randomElement(using: &generator)! })
    }
    let labels = texts.map { _ in Int.random(in: 0...2, using: &generator) }
    let found = Self.search(
      texts, labels, classes: ["x", "y", "z"], best: 2)
    #expect(found.findings.map(\.label) == ["x", "x", "y", "y", "z", "z"])
    #expect(found.findings.filter(\.beatsChance).isEmpty)
    for finding in found.findings {
      #expect(abs(finding.confirmed - 0.5) < 0.2)
    }
  }
}
