import Foundation

/// Progress on standard error once a second has passed.
final class Progress {
  private let (total, unit, isQuiet): (Int, String, Bool)
  private let start = Date()
  private var isTalking = false

  init(total: Int, unit: String, isQuiet: Bool) {
    (self.total, self.unit, self.isQuiet) = (total, unit, isQuiet)
  }

  func show(_ done: Int) {
    let elapsed = -start.timeIntervalSinceNow
    guard !isQuiet, Talk.isTerminal, elapsed > 1, done > 0 else { return }
    isTalking = true
    let left = elapsed / Double(done) * Double(total - done)
    Talk.update("\(unit) \(done) of \(total), \(Int(left.rounded(.up))) s left")
  }

  func end() { if isTalking { Talk.update("") } }
}
