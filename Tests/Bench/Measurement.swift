import Foundation

/// One line of results, in the form that the peers' scripts print.
struct Measurement: Codable {
  let name: String
  let threads: Int
  let repeats: Int
  let median: Double
  let least: Double
  let most: Double
  let units: String

  enum CodingKeys: String, CodingKey {
    case name, threads, units
    case repeats = "repeat"
    case median = "median_ms"
    case least = "min_ms"
    case most = "max_ms"
  }

  /// What `samples`, in milliseconds, come to.
  init(_ name: String, threads: Int, _ samples: [Double], units: String) {
    let sorted = samples.sorted()
    (self.name, self.threads, self.units) = (name, threads, units)
    repeats = sorted.count
    median = sorted[sorted.count / 2]
    (least, most) = (sorted[0], sorted[sorted.count - 1])
  }

  /// A line that a peer's script printed; nil for anything else.
  init?(line: some StringProtocol) {
    let decoder = JSONDecoder()
    guard let found = try? decoder.decode(Self.self, from: Data(line.utf8))
    else { return nil }
    self = found
  }

  /// The line.
  var line: String {
    func text(_ value: Double) -> String { String(format: "%.4f", value) }
    return """
      {"name": "\(name)", "threads": \(threads), "repeat": \(repeats), \
      "median_ms": \(text(median)), "min_ms": \(text(least)), \
      "max_ms": \(text(most)), "units": "\(units)"}
      """
  }
}

/// How long each of `count` calls takes, in milliseconds, after a few that do
/// not count.
func milliseconds(
  _ count: Int, warmUp: Int = 3, _ body: () throws -> Void
) rethrows -> [Double] {
  for _ in 0..<warmUp { try body() }
  return try (0..<count).map { _ in
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .milliseconds(1)
  }
}
