import Inspection
import LSTMCore
import LSTMTraining
import Testing

struct SpanMatchTests {
  /// The latch is on in quotations and nowhere else.
  @Test func theSameUnitsLightUpInQuotations() throws {
    let model = CellSearchTests.latch()
    let vocabulary = try #require(model.reader.vocabulary)
    let read = Array("aa“aaaa”aa".unicodeScalars)
    let trace = model.trace(over: model.symbols(of: read))
    let match = try SpanMatch(
      Recording(trace, of: model.stack), span: 2...6, layer: 0,
      quantity: .hidden,
      threshold: 0.5)
    #expect(match.units == [2] && match.signs == [1])
    let corpus = CellSearchTests.text(6_000)
    let found = try match.search(
      model, over: LongSequence(model.symbols(of: corpus).map { UInt16($0) }),
      count: 20)
    #expect(found.count == 20)
    for stretch in found {
      #expect(corpus[stretch.range.lowerBound] == "“")
      #expect(corpus[stretch.range.upperBound] == "”")
      #expect(stretch.inside == 1 && stretch.outside == 0)
    }
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
    let text = match.text(
      found, read: InputSequence(read, in: vocabulary),
      corpus: SearchedCorpus(corpus, in: vocabulary, name: ""))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func aSpanWithoutUnitsIsNamed() throws {
    let model = CellSearchTests.latch()
    let trace = model.trace(over: [1, 1, 1])
    #expect(throws: InspectionError.self) {
      try SpanMatch(
        Recording(trace, of: model.stack), span: 1...1, layer: 0,
        quantity: .hidden,
        threshold: 0.99, edges: .both)
    }
    #expect(throws: InspectionError.noStep(3, count: 3)) {
      try SpanMatch(
        Recording(trace, of: model.stack), span: 1...3, layer: 0,
        quantity: .hidden,
        threshold: 0.5)
    }
  }
}
