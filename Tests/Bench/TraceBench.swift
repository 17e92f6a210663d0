import Foundation
import LSTMCore
import ModelFiles

extension Bench {
  /// All six quantities of 1,000 characters at 128 units, kept.
  func traces() {
    guard wants("w3") else { return }
    var generator = SplitMix64(seed: 1)
    let model = Model(
      vocabulary: Vocabulary((0..<79).compactMap { Unicode.Scalar(33 + $0) }),
      embeddingSize: 50, hiddenSizes: [128], using: &generator)
    let indices = (0..<1000).map { _ in
      Int.random(in: 0..<80, using: &generator)
    }
    add(
      "w3.lstm-lab.trace", threads: 1,
      milliseconds(25) { _ = model.trace(over: indices) },
      units: "ms/1000 characters, Double")
    addPeers("w3_gate_trace", threads: 1)
  }

  /// Whole processes: 100 characters to CSV, and as heatmaps to PNG.
  func processes() {
    guard wants("w6"), !program.isEmpty else { return }
    let text = String(repeating: "Well, Prince, he said. ", count: 5)
    let folder = NSTemporaryDirectory() + "lstm-lab-bench-"
    for (name, arguments) in [
      ("trace100", ["trace", "--format", "csv", "-o", folder + "trace.csv"]),
      ("heatmaps", ["plot-gates", folder + "gates.png"]),
    ] {
      do {
        let samples = try milliseconds(11, warmUp: 1) {
          let process = Process()
          process.executableURL = URL(fileURLWithPath: program)
          process.arguments = arguments + ["--text", String(text.prefix(100))]
          process.standardError = FileHandle.nullDevice
          try process.run()
          process.waitUntilExit()
        }
        add(
          "w6.lstm-lab.\(name)", threads: 2, samples,
          units: "ms wall, whole process")
      } catch {
        warn("w6.lstm-lab.\(name): \(error)")
      }
    }
    addPeers("w6_startup", threads: 2)
  }
}
