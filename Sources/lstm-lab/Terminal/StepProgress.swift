import Foundation

/// How far the reading of a long text has come: nothing in the first second,
/// then one line that is rewritten, on a terminal alone.
struct StepProgress {
  private let total: Int?
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var done = 0
  private var hasShown = false

  init(total: Int?, isQuiet: Bool) {
    self.total = total
    isShown = !isQuiet && Talk.isTerminal
  }

  /// Counts one step.
  mutating func advance() {
    done += 1
    guard isShown, done % 4096 == 0 else { return }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    guard seconds > 1 else { return }
    hasShown = true
    guard let total, total > 0 else {
      return Talk.update("\(done) characters")
    }
    let left = seconds * Double(total - done) / Double(done)
    Talk.update(
      "\(100 * done / total)% of \(total) characters, "
        + "\(Int(left.rounded(.up))) s left")
  }

  /// Clears the line.
  func finish() {
    if hasShown { Talk.update("") }
  }
}
