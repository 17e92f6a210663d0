import Foundation
import LSTMCore
import ModelFiles

/// One measurement in the form that the peers' scripts print.
func report(_ name: String, _ milliseconds: [Double], units: String) {
  let sorted = milliseconds.sorted()
  print(
    String(
      format: "{\"name\": \"%@\", \"threads\": 1, \"repeat\": %d, "
        + "\"median_ms\": %.4f, \"min_ms\": %.4f, \"max_ms\": %.4f, "
        + "\"units\": \"%@\"}", name, sorted.count, sorted[sorted.count / 2],
      sorted[0], sorted[sorted.count - 1], units))
}

/// How long each of `count` calls takes, in milliseconds.
func time(_ count: Int, _ body: () throws -> Void) rethrows -> [Double] {
  try (0..<count).map { _ in
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .milliseconds(1)
  }
}

/// All six quantities of 1,000 characters at 128 units, kept.
func benchTrace() {
  var generator = SplitMix64(seed: 1)
  let model = CharacterModel(
    vocabulary: Vocabulary((0..<79).compactMap { Unicode.Scalar(33 + $0) }),
    embeddingSize: 50, hiddenSizes: [128], using: &generator)
  let indices = (0..<1000).map { _ in
    Int.random(in: 0..<80, using: &generator)
  }
  let samples = time(16) { _ = model.trace(over: indices) }.dropFirst()
  report(
    "w3.lstm-lab.trace", Array(samples), units: "ms/1000 characters, Double")
}

/// Whole processes: 100 characters to CSV, and as heatmaps to PNG.
func benchProcesses(_ program: String) {
  let text = String(repeating: "Well, Prince, he said. ", count: 5).prefix(100)
  let folder = NSTemporaryDirectory() + "lstm-lab-bench-"
  let jobs = [
    ("trace100", ["trace", "--format", "csv", "-o", folder + "trace.csv"]),
    ("heatmaps", ["plot-gates", folder + "gates.png"]),
  ]
  for (name, arguments) in jobs {
    do {
      let samples = try time(12) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments + ["--text", String(text)]
        try process.run()
        process.waitUntilExit()
      }
      report(
        "w6.lstm-lab.\(name)", Array(samples.dropFirst()),
        units: "ms wall, whole process")
    } catch {
      print("w6.lstm-lab.\(name): \(error)")
    }
  }
}

/// The peers' scripts of the same workloads, where their folder is given.
func benchPeers(folder: String, only: String, python: String) {
  let scripts = ["w1_seed", "w2_many_to_many", "w3_gate_trace", "w6_startup"]
  for script in scripts
  where only.isEmpty || script.hasPrefix(only) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      python, "\(folder)/\(script).py", "--threads", "2", "--repeat", "7",
    ]
    do {
      try process.run()
      process.waitUntilExit()
    } catch {
      print("\(script): \(error)")
    }
  }
}
