import LSTMCore
import LSTMTraining
import Testing

@Suite struct CorpusTests {
  @Test("symbols in the order of code points, split 80/10/10")
  func split() throws {
    let corpus = try Corpus("cab cab ca")
    #expect(corpus.vocabulary.scalars == [" ", "a", "b", "c"])
    #expect(corpus.symbols == [4, 2, 3, 1, 4, 2, 3, 1, 4, 2])
    #expect(corpus.training == 0..<8)
    #expect(corpus.validation == 8..<9)
    #expect(corpus.test == 9..<10)
  }

  @Test("words of the training part that come often enough, the rest unknown")
  func words() throws {
    var settings = TrainingSettings.ofWords
    (settings.leastCount, settings.mostWords) = (2, 3)
    // Of ten words and marks the first eight are to train on.
    let text = "b a c, b B. x x"
    #expect(Tokenisation.words.split(text).count == 9)
    let corpus = try Corpus(wordsOf: text + " a", settings)
    #expect(corpus.vocabulary.entries == ["<unknown>", "b"])
    #expect(corpus.symbols == [1, 0, 0, 0, 1, 0, 0, 0, 0, 0])
    #expect(corpus.training == 0..<8)
    settings.lowercase = true
    #expect(
      try Corpus(wordsOf: text + " a", settings).symbols
        == [1, 0, 0, 0, 1, 1, 0, 0, 0, 0])
    let given = Vocabulary(words: ["a", "?"], unknownIndex: 1)
    #expect(
      try Corpus(wordsOf: "b a.", settings, vocabulary: given).symbols
        == [1, 0, 1])
  }

  @Test("more characters than indices")
  func tooManySymbols() {
    var text = String.UnicodeScalarView()
    for code in 0x10000..<0x20000 + 0x10 {
      if let scalar = Unicode.Scalar(UInt32(code)) { text.append(scalar) }
    }
    #expect(throws: TrainingError.tooManySymbols(65_552)) {
      try Corpus(String(text))
    }
  }

  @Test("all of a text to train on")
  func nothingHeldOut() throws {
    let corpus = try Corpus("cab cab ca", holdsOut: false)
    #expect(corpus.training == 0..<10)
    #expect(corpus.validation.isEmpty && corpus.test.count <= 1)
  }

  @Test("streams go on where they stopped")
  func continuousWindows() throws {
    let windows = try ContinuousWindows(10..<41, batch: 3, window: 4)
    #expect(windows.count == 2)
    #expect(windows[0].starts == [10, 20, 30])
    #expect(windows[1].starts == [14, 24, 34])
  }

  @Test("a text shorter than one window says what is needed")
  func tooShort() {
    let error = TrainingError.textTooShort(characters: 12, needed: 13)
    #expect(throws: error) {
      try ContinuousWindows(0..<12, batch: 3, window: 4)
    }
    #expect("\(error)".contains("12") && "\(error)".contains("13"))
  }

  @Test("shuffled windows visit every place once")
  func shuffledWindows() throws {
    let windows = try ShuffledWindows(5..<210, batch: 4, window: 10, stride: 3)
    #expect(windows.windows == 65)
    #expect(windows.count == 17)
    #expect(windows.places == 195)
    // The last batch is filled up; three epochs see every start there is.
    let starts = (6...8).flatMap { offset in
      (0..<17).flatMap { windows[$0, offset: offset].starts }
    }
    #expect(Set(starts.prefix(65)).count == 65)
    #expect(Set(starts) == Set(5...199))
  }
}
