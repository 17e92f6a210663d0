import Foundation
import LSTMCore
import Wording

/// A built-in series, so that everything that reads numbers runs with nothing
/// downloaded: 1,500 hours of a water tank.
///
/// A valve that is opened (1, else 0) lets water in for six hours. The log
/// says only when it was opened: who wants to foretell the level must remember
/// how long ago that was. The sun, a daily wave behind passing clouds, dries
/// the tank a little.
///
///     level′ = 0.96 level + 0.5 [opened within 6 hours] − 0.05 sun
package enum SampleSeries {
  /// The column that names the rows.
  package static let labelColumn = "hour"

  /// The series as a CSV file.
  package static let csv: String = {
    var generator = SplitMix64(seed: 1997)
    var (level, open, closed, cloud) = (1.0, 0, 0, 0.0)
    var text = "hour,sun,valve,level\n"
    for hour in 0..<1_500 {
      cloud = 0.9 * cloud + Double.random(in: -0.05...0.05, using: &generator)
      let wave = sin(2 * .pi * (Double(hour % 24) - 6) / 24)
      let sun = max(0, wave + cloud)
      let isOpened =
        closed >= 12 && Double.random(in: 0..<1, using: &generator) < 0.08
      if isOpened { (open, closed) = (6, 0) }
      level = 0.96 * level + (open > 0 ? 0.5 : 0) - 0.05 * sun
      let clock = hour % 24 < 10 ? "0\(hour % 24)" : "\(hour % 24)"
      text += "day \(hour / 24 + 1) \(clock):00,"
      text += CSVRow.text([sun.fixed(3), isOpened ? "1" : "0", level.fixed(3)])
      open -= 1
      closed += 1
    }
    return text
  }()
}
