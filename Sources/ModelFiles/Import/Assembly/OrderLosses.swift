import LSTMCore

extension ForeignOrigin {
  /// What a text costs in nats a character with the parts of every layer in
  /// each order, the cheapest first; empty for a model that does not predict
  /// symbols. The right order is far cheaper than the next.
  ///
  /// - Throws: `ForeignFileError`.
  package func losses(
    on text: String, _ options: ForeignOptions
  ) throws(ForeignFileError) -> [(order: String, loss: Double)] {
    guard model.predictsSymbols, let vocabulary = model.reader.vocabulary,
      let cell = plan.recurrent.first?.recurrence?.cell
    else { return [] }
    let symbols = vocabulary.indices(of: text)
    guard symbols.count > 1 else { return [] }
    let letters = cell == .lstm ? ["i", "f", "g", "o"] : ["r", "z", "n"]
    guard cell != .rnn else { return [] }
    var losses: [(order: String, loss: Double)] = []
    for order in permutations(Array(letters.indices)) {
      let (other, _) = try plan.model(options, order: order)
      let name = order.map { letters[$0] }.joined(separator: ", ")
      losses.append((name, other.loss(over: symbols)))
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
