import Foundation
import LSTMCore
import LessonKit
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

  /// Whole processes: nothing but the start, 100 characters to CSV, and as
  /// heatmaps to PNG.
  func processes() {
    guard wants("w6"), !program.isEmpty else { return }
    let sentence = String(repeating: "Well, Prince, he said. ", count: 5)
    let text = ["--text", String(sentence.prefix(100))]
    let folder = NSTemporaryDirectory() + "lstm-lab-bench-"
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nowhere) }
    for (name, arguments) in [
      ("version", ["--version"]),
      (
        "trace100",
        ["trace", "--format", "csv", "-o", folder + "trace.csv"] + text
      ),
      ("heatmaps", ["plot-gates", folder + "gates.png"] + text),
    ] {
      do {
        let samples = try milliseconds(11, warmUp: 1) {
          try ChildProcess(
            program, arguments, descriptors: [nowhere, nowhere, nowhere]
          ).wait()
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
