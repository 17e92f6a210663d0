// A loss over a text, in the two units that people give it in.

/// `1.3863 nats, 2.0000 bits per character`.
package func perCharacter(nats: Double) -> String {
  "\(plain(nats)) nats, \(plain(bits(nats))) bits per character"
}

/// Nats in bits: divided by ln 2.
package func bits(_ nats: Double) -> Double { nats / log(2) }
