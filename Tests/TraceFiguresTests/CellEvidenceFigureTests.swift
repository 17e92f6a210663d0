import Drawing
import Inspection
import LSTMCore
import LSTMTraining
import Testing
import TraceFigures

struct CellEvidenceFigureTests {
  private func evidence(isNumber: Bool) throws -> CellEvidence {
    var generator = SplitMix64(seed: 8)
    let source = Array("“Ah,” said he.\nThe end of it.\n".unicodeScalars)
    let scalars = (0..<4_000).map { source[$0 % source.count] }
    let model = Model(
      vocabulary: Vocabulary(Set(source).sorted()), embeddingSize: 4,
      hiddenSizes: [5], using: &generator)
    let symbols = model.symbols(of: scalars).map { UInt16($0) }
    var search = CellSearch(layer: 0)
    search.shuffles = 10
    let labels = TextLabels.labels(of: scalars).filter {
      $0.name == (isNumber ? "line-position" : "quotation")
    }
    let findings = try search.run(
      model, over: LongSequence(symbols), labels: labels)
    return try #require(
      search.evidence(
        for: findings, in: model, over: LongSequence(symbols), scalars: scalars
      ).first)
  }

  @Test(arguments: [false, true])
  func everythingIsOnThePage(_ isNumber: Bool) throws {
    let evidence = try evidence(isNumber: isNumber)
    let typesetter = Typesetter()
    for style in [FigureStyle.screen, .print, .print(millimetres: 85)] {
      let scene = CellEvidenceFigure(evidence).scene(
        style: style, measure: typesetter)
      for label in scene.labels {
        #expect(
          scene.bounds.contains(typesetter.box(of: label).inset(by: 0.5)),
          "\(label)")
        #expect(label.text.size >= style.minimumText - 1e-9)
      }
      let texts = scene.labels.map(\.text.string)
      #expect(texts.contains { $0.contains(isNumber ? "r " : "AUC ") })
      let isUnderlined = texts.contains { $0.contains("underlined: ") }
      #expect(isUnderlined)
    }
  }

  /// As many lines under characters as the label has places in the passages.
  @Test func everyPlaceOfTheLabelIsUnderlined() throws {
    let evidence = try evidence(isNumber: false)
    let style = FigureStyle.screen
    let scene = CellEvidenceFigure(evidence).scene(
      style: style, measure: EvenTextMeasure())
    let lines = scene.elements.flatMap(\.flattened).count { element in
      // The swatch of yes has the same colour and is taller.
      if case .rectangle(let rect, _, let paint) = element {
        paint.fill == style.theme.accent && rect.height < 5
      } else {
        false
      }
    }
    let marks = evidence.passages.reduce(0) { $0 + $1.marks.count { $0 } }
    #expect(lines == marks && marks > 0)
  }
}
