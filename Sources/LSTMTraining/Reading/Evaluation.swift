extension FloatModel {
  /// The mean cross-entropy of each symbol given those before it, in nats a
  /// character; the fast equal of `Model.loss(over:)`.
  ///
  /// A long text is read as up to 32 streams side by side. Each begins 1,000
  /// characters before its part, from the zero state, so that its memory is
  /// filled when the part begins; those characters do not count. A text under
  /// 16,000 characters is read as one stream, with nothing approximate.
  ///
  /// - Parameters:
  ///   - symbols: a text as indices of the vocabulary.
  ///   - range: the part to score; at least two symbols.
  ///   - threads: how many threads may work; the result does not depend on it.
  ///   - progress: told the share that is read, 0 to 1.
  package func loss(
    over symbols: [UInt16], in range: Range<Int>? = nil, threads: Int = 1,
    progress: (Double) -> Void = { _ in }
  ) -> Double {
    let range = range ?? symbols.indices
    precondition(range.count > 1, "no character to predict")
    let streams = EvaluationStreams(range)
    let step = BatchStep(
      layout: layout, batch: streams.count, window: evaluationWindow,
      loss: .every, threads: threads, learns: false)
    step.load(self)
    var carried = CarriedState(layout: layout, batch: streams.count)
    var (nats, predictions) = (0.0, 0)
    for window in streams.windows {
      let part = step.loss(
        over: streams.batch(at: window), of: symbols, carried: &carried)
      nats += part.nats
      predictions += part.predictions
      if streams.startsCounting(after: window) { carried.reset(stream: 0) }
      progress(
        Double(window - streams.windows.lowerBound + 1)
          / Double(streams.windows.count))
    }
    return nats / Double(predictions)
  }
}

extension FloatModel {
  /// The mean price of a symbol given the `window` symbols before it and
  /// nothing else, each window read from the zero state: what `loss: .last`
  /// trains. In nats per character, over at most 4,096 symbols spread evenly over
  /// `range`.
  ///
  /// - Parameters:
  ///   - symbols: a text as indices of the vocabulary.
  ///   - range: which of them to predict; a window reaches back before it.
  ///   - threads: how many threads may work; the result does not depend on it.
  ///   - progress: told the share that is read, 0 to 1.
  package func lossOfWindows(
    over symbols: [UInt16], in range: Range<Int>, window: Int, threads: Int = 1,
    progress: (Double) -> Void = { _ in }
  ) -> Double {
    let range = max(1, range.lowerBound)..<range.upperBound
    precondition(!range.isEmpty, "no character to predict")
    let count = min(4_096, range.count)
    let targets = (0..<count).map {
      range.lowerBound + $0 * range.count / count
    }
    let batch = min(64, count)
    let step = BatchStep(
      layout: layout, batch: batch, window: window, loss: .last,
      threads: threads, learns: false)
    step.load(self)
    var nats = 0.0
    for first in stride(from: 0, to: count, by: batch) {
      // The last batch is filled up with windows that do not count.
      let places = (first..<first + batch).map { min($0, count - 1) }
      var carried = CarriedState(layout: layout, batch: batch)
      nats +=
        step.loss(
          over: Batch(
            starts: places.map { targets[$0] - window },
            counted: (first..<first + batch).map {
              $0 < count ? 0..<symbols.count : 0..<0
            }), of: symbols, carried: &carried
        ).nats
      progress(Double(first + batch) / Double(count))
    }
    return nats / Double(count)
  }
}

/// A range of symbols divided among streams that warm up before their part.
private struct EvaluationStreams {
  let range: Range<Int>
  let count: Int
  /// How many characters each stream predicts.
  let length: Int
  /// How many windows are read before the parts begin.
  let warmUp: Int

  init(_ range: Range<Int>) {
    let predictions = range.count - 1
    self.range = range
    count = max(1, min(32, predictions / 8_000))
    length = (predictions + count - 1) / count
    warmUp = count == 1 ? 0 : 1_000 / evaluationWindow
  }

  /// The windows from the first of the warm-up, which is negative.
  var windows: Range<Int> {
    -warmUp..<(length + evaluationWindow - 1) / evaluationWindow
  }

  /// Whether the text's own beginning comes next: the first stream, which has
  /// nothing to warm up on, starts there from the zero state.
  func startsCounting(after window: Int) -> Bool { window == -1 }

  func batch(at window: Int) -> Batch {
    let parts = (0..<count).map { range.lowerBound + $0 * length }
    return Batch(
      starts: parts.map { $0 + window * evaluationWindow },
      counted: parts.map {
        let end = min($0 + length, range.upperBound - 1)
        return min($0, end)..<end
      })
  }
}

private let evaluationWindow = 100
