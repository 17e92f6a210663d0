#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A model that counts: the next symbol given the four before it, which any
/// network should beat.
///
/// Orders are interpolated after Witten and Bell: with c(s) how often symbol s
/// followed the context, n the sum of that and t how many different symbols
/// did,
///
///     p(s | context) = (c(s) + t · p(s | shorter context)) / (n + t)
///
/// down to the empty context, below which every symbol is alike. (Witten &
/// Bell, *The Zero-Frequency Problem*, IEEE Transactions on Information Theory
/// 37(4), 1991, method C.)
package struct NGramModel: Sendable {
  /// How many symbols a gram has, the predicted one counted.
  package let order: Int
  private let symbols: Int
  private var nodes: GramTable
  /// For each gram: how often it occurred, how often something followed it,
  /// and how many different symbols did.
  private var counts: [Int32] = [0]
  private var followers: [Int32] = [0]
  private var kinds: [Int32] = [0]

  /// The counts of `text` at `range`.
  ///
  /// - Parameter symbols: how many symbols the vocabulary has.
  package init(
    order: Int = 5, _ text: [UInt16], in range: Range<Int>, symbols: Int
  ) {
    precondition(order > 0, "grams of \(order)")
    (self.order, self.symbols) = (order, symbols)
    nodes = GramTable()
    // contexts[k] is the gram of the k symbols before the place.
    var contexts: [Int32] = [0]
    for place in range {
      var next: [Int32] = [0]
      for context in contexts {
        let gram = add(text[place], to: context)
        if next.count < order { next.append(gram) }
      }
      contexts = next
    }
  }

  /// The mean price of each symbol at `range` given those before it there, in
  /// nats a character, nothing of it learnt.
  package func loss(over text: [UInt16], in range: Range<Int>) -> Double {
    precondition(range.count > 1, "no character to predict")
    var contexts: [Int32] = [0]
    var nats = 0.0
    for place in range {
      var p = 1 / Double(symbols)
      var next: [Int32] = [0]
      for context in contexts {
        let gram = nodes[context, text[place]]
        let (n, t) = (followers[Int(context)], kinds[Int(context)])
        if n > 0 {
          let count = gram.map { Double(counts[Int($0)]) } ?? 0
          p = (count + Double(t) * p) / Double(n + t)
        }
        guard let gram, next.count < order else { continue }
        next.append(gram)
      }
      if place > range.lowerBound { nats -= log(p) }
      contexts = next
    }
    return nats / Double(range.count - 1)
  }

  private mutating func add(_ symbol: UInt16, to context: Int32) -> Int32 {
    let gram: Int32
    if let known = nodes[context, symbol] {
      gram = known
    } else {
      gram = Int32(counts.count)
      nodes.insert(gram, context, symbol)
      counts.append(0)
      followers.append(0)
      kinds.append(0)
      kinds[Int(context)] += 1
    }
    counts[Int(gram)] += 1
    followers[Int(context)] += 1
    return gram
  }
}

/// From a gram and the symbol after it to the longer gram: a table with open
/// addresses, which Swift's own dictionaries would be several times slower
/// for.
private struct GramTable: Sendable {
  private var keys = [UInt64](repeating: .max, count: 1 << 12)
  private var values = [Int32](repeating: 0, count: 1 << 12)
  private var count = 0

  subscript(context: Int32, symbol: UInt16) -> Int32? {
    let slot = slot(of: Self.key(context, symbol))
    return keys[slot] == .max ? nil : values[slot]
  }

  mutating func insert(_ gram: Int32, _ context: Int32, _ symbol: UInt16) {
    if 2 * count >= keys.count { grow() }
    let key = Self.key(context, symbol)
    let slot = slot(of: key)
    (keys[slot], values[slot]) = (key, gram)
    count += 1
  }

  private static func key(_ context: Int32, _ symbol: UInt16) -> UInt64 {
    UInt64(UInt32(bitPattern: context)) << 16 | UInt64(symbol)
  }

  /// Where the key is, or where it would be.
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count &- 1
    let spread = key &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(truncatingIfNeeded: spread >> 32) & mask
    while keys[slot] != key && keys[slot] != .max {
      slot = (slot &+ 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    let old = zip(keys, values)
    keys = [UInt64](repeating: .max, count: 2 * keys.count)
    values = [Int32](repeating: 0, count: keys.count)
    for (key, value) in old where key != .max {
      let slot = slot(of: key)
      (keys[slot], values[slot]) = (key, value)
    }
  }
}
