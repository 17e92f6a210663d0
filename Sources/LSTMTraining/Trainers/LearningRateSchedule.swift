/// The learning rate over a training: half a wave of the cosine, from the full
/// rate to a twentieth of it. (Loshchilov & Hutter, *SGDR*, ICLR 2017,
/// equation 5, without restarts.)
package struct LearningRateSchedule: Equatable, Sendable {
  /// The rate of the first update.
  package let highest: Double
  /// How many updates there will be.
  package let updates: Int

  package init(highest: Double, updates: Int) {
    (self.highest, self.updates) = (highest, updates)
  }

  /// The rate of one update, counted from 0.
  package func rate(at update: Int) -> Double {
    let lowest = highest / 20
    let progress = min(1, Double(update) / Double(max(updates, 1)))
    return lowest + (highest - lowest) * (1 + cos(.pi * progress)) / 2
  }
}
