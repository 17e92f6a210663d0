// A loss over a text, in the two units that people give it in.

/// `1.3863 nats, 2.0000 bits per character`, and per word besides the
/// perplexity, `exp(nats)`: among how many alike the next one is as hard to
/// guess.
package func perSymbol(nats: Double, _ symbol: String) -> String {
  "\(plain(nats)) nats, \(plain(bits(nats))) bits per \(symbol)"
    + (symbol == "character"
      ? "" : " (perplexity \(plain(exp(nats), decimals: 1)))")
}

/// Nats in bits: divided by ln 2.
package func bits(_ nats: Double) -> Double { nats / log(2) }
