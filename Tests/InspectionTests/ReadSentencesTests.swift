import LSTMCore
import Testing

@testable import Inspection

/// Sentences read by a small model, against a recording in double precision.
@Suite struct ReadSentencesTests {
  private static let text = Array(
    "a bad cab. A dab; be bad! Abe added a bead, a cab. Bee?".unicodeScalars)

  private static func read() -> (ReadSentences, Recording, Vocabulary) {
    var generator = SplitMix64(seed: 5)
    let vocabulary = Vocabulary(" ,.;!?AabBcde".unicodeScalars)
    let model = Model(
      vocabulary: vocabulary, embeddingSize: 4, hiddenSizes: [6, 5],
      using: &generator)
    let read = ReadSentences(
      text, as: SearchedCorpus(text, in: vocabulary, name: "text"), by: model)
    let recording = Recording(
      of: model, reading: InputSequence(text, in: vocabulary))
    return (read, recording, vocabulary)
  }

  @Test func surpriseIsTheMeanLossOfTheirCharacters() {
    let (read, recording, vocabulary) = Self.read()
    #expect(read.count == 4)
    for (k, range) in read.ranges.enumerated() {
      // Nothing foretells the first character of all.
      let places = range.filter { $0 > 0 }
      let nats = places.map { place -> Double in
        let steps = recording.trace.steps[place - 1]
        let logits = recording.model.readout!(steps[1].state.hidden).elements
        let sum = logits.map { exp($0) }.reduce(0, +)
        return log(sum) - logits[vocabulary.index(of: Self.text[place])]
      }
      let mean = nats.reduce(0, +) / Double(nats.count)
      #expect(abs(read.surprise[k] - mean) < 1e-5)
    }
  }

  @Test func aModelOfWordsReadsThemByWords() throws {
    var generator = SplitMix64(seed: 6)
    let vocabulary = Vocabulary(
      words: ["�", "a", "bad", "cab", "dab", "be", ".", "!", ";", "?"],
      unknownIndex: 0)
    let model = Model(
      vocabulary: vocabulary, embeddingSize: 4, hiddenSizes: [6],
      using: &generator)
    let read = ReadSentences(
      Self.text, as: SearchedCorpus(Self.text, in: vocabulary, name: "text"),
      by: model)
    let tokens = Array(vocabulary.tokens(of: Self.text))
    let indices = tokens.map { $0.index ?? 0 }
    let trace = model.trace(over: indices)
    // Sentences end at their marks, one of which is in each.
    let ends = tokens.indices.filter { ".!?".contains(tokens[$0].text) }
    #expect(ends.count == 4 && read.count == 4)
    var first = 0
    for (k, end) in ends.enumerated() {
      let nats = (first...end).filter { $0 > 0 }.map { place in
        let h = trace.steps[place - 1][0].state.hidden
        let logits = model.readout!(h).elements
        let sum = logits.map { exp($0) }.reduce(0, +)
        return log(sum) - logits[indices[place]]
      }
      let mean = nats.reduce(0, +) / Double(nats.count)
      #expect(abs(read.surprise[k] - mean) < 1e-5)
      first = end + 1
    }
  }

  @Test func centralIsWhatIsLikeTheWhole() {
    let (read, recording, _) = Self.read()
    func sum(_ range: some Sequence<Int>) -> Vector {
      range.map { recording.trace.steps[$0][1].state.hidden }
        .reduce(Vector(zeros: 5), +)
    }
    let all = sum(read.ranges.joined())
    for (k, range) in read.ranges.enumerated() {
      let part = sum(range)
      let cosine =
        part.dot(all) / (part.dot(part) * all.dot(all)).squareRoot()
      #expect(abs(read.centrality[k] - cosine) < 1e-5)
    }
  }

  @Test func everyWayChoosesAsManyAsAreAskedFor() {
    let (read, _, _) = Self.read()
    for method in SummaryMethod.allCases {
      for count in [1, 2, 4, 9] {
        let chosen = method.choose(count, of: read)
        #expect(chosen == Array(Set(chosen)).sorted())
        #expect(chosen.count == min(count, 4), "\(method)")
      }
    }
    #expect(SummaryMethod.lead.choose(2, of: read) == [0, 1])
    let surprising = SummaryMethod.surprising.choose(1, of: read)
    #expect(read.surprise[surprising[0]] == read.surprise.max())
    #expect(read.sentence(3) == "Bee?")
  }
}
