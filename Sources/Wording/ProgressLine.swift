/// How far long work has come: nothing in the first second, then one line that
/// is rewritten a few times a second, with the time that is left.
package final class ProgressLine {
  private let isShown: Bool
  private let write: (String) -> Void
  private let now: () -> ContinuousClock.Instant
  private let start: ContinuousClock.Instant
  private var last: ContinuousClock.Instant?

  /// A line of progress.
  ///
  /// - Parameters:
  ///   - isShown: whether anybody looks: a terminal, and no `--quiet`.
  ///   - write: puts a text in the place of the terminal's last line.
  ///   - now: the clock.
  package init(
    isShown: Bool, now: @escaping () -> ContinuousClock.Instant = { .now },
    write: @escaping (String) -> Void
  ) {
    (self.isShown, self.now, self.write) = (isShown, now, write)
    start = now()
  }

  /// Says how far it is.
  ///
  /// - Parameter share: how much is done, 0 to 1, where that is known.
  package func show(_ text: @autoclosure () -> String, share: Double? = nil) {
    guard isShown else { return }
    let moment = now()
    let elapsed = (moment - start) / .seconds(1)
    guard elapsed > 1, last.map({ moment - $0 > .milliseconds(200) }) ?? true
    else { return }
    last = moment
    let left = share.flatMap { share in
      share > 0 ? ", \(duration(elapsed / share * (1 - share))) left" : nil
    }
    write(text() + (left ?? ""))
  }

  /// Says how much of a whole is done: `3 of 20 seeds, 7 s left`; or how much
  /// where nobody knows the whole.
  package func show(_ done: Int, of total: Int?, _ units: String) {
    guard let total, total > 0 else { return show("\(grouped(done)) \(units)") }
    show(
      "\(grouped(done)) of \(grouped(total)) \(units)",
      share: Double(done) / Double(total))
  }

  /// Clears the line.
  package func end() {
    if last != nil { write("") }
    last = nil
  }
}

/// A time that work takes: `8 s`, `3 min 20 s`, `2 h 5 min`; a second begun
/// counts.
package func duration(_ seconds: Double) -> String {
  let whole = max(0, Int(clamping: min(seconds, 1e9), rounded: .up))
  return whole >= 3600
    ? "\(whole / 3600) h \(whole % 3600 / 60) min"
    : whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
}
