import LSTMCore
import LSTMTraining

/// The sentences of a text as a language model read them, one after the other
/// from the zero state.
///
/// - A sentence is as surprising as what the model reads of it is on average,
///   characters or words: the mean of −ln p, each given all that came before.
/// - It is as central as it is like the whole: the cosine between the mean of h
///   of the top layer over it and that over all sentences.
package struct ReadSentences: Sendable {
  /// Where each sentence is.
  package let ranges: [Range<Int>]
  /// Nats a character or word, by sentence.
  package let surprise: [Double]
  /// −1 to 1, by sentence.
  package let centrality: [Double]
  /// The words of each sentence, in lower case.
  let words: [[String]]
  private let text: [Unicode.Scalar]

  /// The most characters that are read.
  package static let longest = 2_000_000

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - corpus: the text as the model reads it, as many characters.
  ///   - progress: told the share that is read, 0 to 1.
  package init(
    _ text: [Unicode.Scalar], as corpus: SearchedCorpus, by model: Model,
    threads: Int = 2, progress: (Double) -> Void = { _ in }
  ) {
    precondition(
      text.count == corpus.scalars.count,
      "\(corpus.scalars.count) characters for \(text.count)")
    self.text = text
    let ranges = Sentences.ranges(in: text)
    self.ranges = ranges
    words = ranges.map { ROUGE.words(of: Self.line(text[$0])) }
    let sums = Self.sums(
      of: ranges, corpus, by: model, threads: threads, progress: progress)
    surprise = ranges.indices.map {
      sums.nats[$0] / Double(max(1, sums.priced[$0]))
    }
    let all = sums.hidden.reduce(Vector(zeros: model.stack.outputSize), +)
    // A cosine is the same for a mean and for a sum.
    centrality = sums.hidden.map { sum in
      let size = (sum.dot(sum) * all.dot(all)).squareRoot()
      return size > 0 ? sum.dot(all) / size : 0
    }
  }

  private static func sums(
    of ranges: [Range<Int>], _ corpus: SearchedCorpus, by model: Model,
    threads: Int, progress: (Double) -> Void
  ) -> Sums {
    var sentence = [Int](repeating: -1, count: corpus.scalars.count)
    for (k, range) in ranges.enumerated() {
      for place in range { sentence[place] = k }
    }
    // The sentence of each element, and none past the end.
    let owner =
      (0..<corpus.count).map { element in
        let place = corpus.end(of: element)
        return sentence.indices.contains(place) ? sentence[place] : -1
      } + [-1]
    let none = Sums(sentences: ranges.count, width: model.stack.outputSize)
    return ActivationReader(
      model, layer: model.stack.cells.count - 1, givesPrices: true,
      threads: threads
    ).read(
      corpus.sequence, progress: progress, into: { _ in none }
    ) { sums, block in
      let (base, stride) = block.rows(of: .hidden)
      for stream in 0..<block.streamCount {
        for place in block.positions[stream] {
          let row = block.row(stream: stream, position: place)
          sums.add(base + row * stride, to: owner[place])
          // The price is that of the element that comes next.
          sums.pay(block.price(row: row), for: owner[place + 1])
        }
      }
    }.reduce(into: none) { $0.add($1) }
  }

  /// How many sentences there are.
  package var count: Int { ranges.count }

  /// A sentence on one line.
  package func sentence(_ k: Int) -> String {
    Self.line(text[ranges[k]])
  }

  private static func line(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var line = String.UnicodeScalarView()
    line.append(contentsOf: scalars)
    return String(line).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}

/// What is added up for each sentence.
private struct Sums {
  var hidden: [Vector]
  var nats: [Double]
  var priced: [Int]

  init(sentences: Int, width: Int) {
    hidden = Array(repeating: Vector(zeros: width), count: sentences)
    nats = Array(repeating: 0, count: sentences)
    priced = Array(repeating: 0, count: sentences)
  }

  mutating func add(_ values: UnsafePointer<Float>, to sentence: Int) {
    guard sentence >= 0 else { return }
    for j in 0..<hidden[sentence].count {
      hidden[sentence][j] += Double(values[j])
    }
  }

  mutating func pay(_ price: Float, for sentence: Int) {
    guard sentence >= 0, price.isFinite else { return }
    nats[sentence] += Double(price)
    priced[sentence] += 1
  }

  mutating func add(_ other: Sums) {
    for k in nats.indices {
      hidden[k] += other.hidden[k]
      nats[k] += other.nats[k]
      priced[k] += other.priced[k]
    }
  }
}
