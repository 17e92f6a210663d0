import LSTMCore

extension ForeignOrigin {
  /// What a text costs in nats per symbol with the parts of every layer in
  /// each order, the cheapest first; empty for a model that does not predict
  /// symbols. The right order is far cheaper than the next. Of a text before
  /// which a window is read for each symbol, the first 32 count.
  ///
  /// - Throws: `ForeignFileError`.
  package func losses(
    on text: String, _ options: ForeignOptions
  ) throws(ForeignFileError) -> [(order: String, loss: Double)] {
    guard model.predictsSymbols || attention != nil,
      let vocabulary = model.reader.vocabulary,
      let cell = plan.recurrent.first?.recurrence?.cell
    else { return [] }
    for token in vocabulary.tokens(of: text.unicodeScalars)
    where token.index == nil && vocabulary.unknownIndex == nil {
      throw .unusable(
        module: "the text",
        reason: "“\(token.text)” is not in the vocabulary, which has no symbol "
          + "for what it lacks; give another text, or --unknown INDEX")
    }
    var symbols = vocabulary.indices(of: text)
    if attention != nil { symbols = Array(symbols.prefix(33)) }
    guard symbols.count > 1 else { return [] }
    let letters = cell == .lstm ? ["i", "f", "g", "o"] : ["r", "z", "n"]
    guard cell != .rnn else { return [] }
    var losses: [(order: String, loss: Double)] = []
    for order in permutations(Array(letters.indices)) {
      let (other, _) = try plan.model(options, order: order)
      let name = order.map { letters[$0] }.joined(separator: ", ")
      let loss =
        attention?.loss(of: other, over: symbols)
        ?? other.loss(over: symbols)
      losses.append((name, loss))
    }
    return losses.sorted { $0.loss < $1.loss }
  }
}

/// Every order of some items, the given one first.
func permutations(_ items: [Int]) -> [[Int]] {
  guard !items.isEmpty else { return [[]] }
  return items.flatMap { first in
    permutations(items.filter { $0 != first }).map { [first] + $0 }
  }
}
