/// How fast updates go, and so how long the rest will take: the mean over the
/// latest marks, with pauses left out.
///
/// Start-up and validation do not belong to the rate of updates. Whoever holds
/// the clock gives the first mark once the first update is done, and reports
/// each validation as a pause.
package struct Pace: Equatable, Sendable {
  private struct Mark: Equatable {
    let updates: Int
    let seconds: Double
  }

  private var marks: [Mark] = []
  private var paused = 0.0
  private let window: Int
  /// Seconds that the last pause took.
  package private(set) var secondsPerPause = 0.0

  /// A pace that looks back over at most `window` marks.
  package init(window: Int = 50) { self.window = max(2, window) }

  /// `updates` are done at the time `seconds` of any clock.
  package mutating func note(updates: Int, at seconds: Double) {
    marks.append(Mark(updates: updates, seconds: seconds - paused))
    if marks.count > window { marks.removeFirst() }
  }

  /// The clock ran for `seconds` in which no update was at work.
  package mutating func pause(_ seconds: Double) {
    paused += seconds
    secondsPerPause = seconds
  }

  /// Seconds an update takes, or nil while fewer than two marks are known.
  package var secondsPerUpdate: Double? {
    guard let first = marks.first, let last = marks.last,
      last.updates > first.updates
    else { return nil }
    return (last.seconds - first.seconds)
      / Double(last.updates - first.updates)
  }

  /// Seconds that so many updates and pauses will take, or nil while unknown.
  package func seconds(updates: Int, pauses: Int = 0) -> Double? {
    secondsPerUpdate.map {
      Double(updates) * $0 + Double(pauses) * secondsPerPause
    }
  }
}
