import LSTMCore

/// Dropout of what a layer hands upward, to the next layer or the readout,
/// never of what it hands to itself through time:
///
///     ĥ = m ⊙ h,   m = 0 with probability p, otherwise 1/(1 − p)
///
/// so that the mean of ĥ is h and nothing need be scaled when the trained model
/// is used. (Zaremba, Sutskever & Vinyals, *Recurrent Neural Network
/// Regularization*, 2014, equations 7 to 9.)
///
/// The mask is drawn again on the way back rather than kept: its seed comes
/// from the update, the layer and the shard, so it is the same on any number of
/// threads and after a resumed training.
package struct Dropout: Sendable {
  /// With which probability a value is dropped, in steps of 2⁻¹⁶.
  private let threshold: UInt16
  private let scale: Float
  private let seed: UInt64

  /// The masks of one update; nil where nothing is to be dropped.
  package init?(share: Double, seed: UInt64, update: Int) {
    guard share > 0 else { return nil }
    threshold = UInt16(share * 65_536)
    scale = 1 / (1 - Float(threshold) / 65_536)
    var generator = SplitMix64(seed: seed ^ 0xD20)
    self.seed = generator.next() &+ UInt64(update) << 32
  }

  /// Writes the values of `source` that stay, scaled, and 0 for the others.
  ///
  /// - Parameters:
  ///   - target: of the shape of `source`; may be the same memory.
  ///   - layer: whose values these are.
  ///   - stream: the first of the batch's streams in them.
  package func apply(
    to source: MatrixView, into target: MatrixView, layer: Int, stream: Int
  ) {
    precondition(
      source.count == target.count && source.count % 4 == 0,
      "\(source.count) values into \(target.count)")
    var generator = SplitMix64(
      seed: seed ^ (UInt64(layer) << 20 | UInt64(stream)))
    generator = SplitMix64(seed: generator.next())
    var k = 0
    while k < source.count {
      var bits = generator.next()
      for _ in 0..<4 {
        let stays = UInt16(truncatingIfNeeded: bits) >= threshold
        target.base[k] = stays ? source.base[k] * scale : 0
        bits >>= 16
        k &+= 1
      }
    }
  }
}
