import Foundation
import LSTMCore
import LSTMTraining
import ModelFiles

/// Says how much memory this process has had at most, where the system tells.
func warnOfPeakMemory() {
  let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  guard
    let line = status?.split(separator: "\n").first(where: {
      $0.hasPrefix("VmHWM")
    })
  else { return }
  let words = line.split { $0 == " " || $0 == "\t" }
  warn("peak memory so far: \(words.dropFirst().joined(separator: " "))")
}

extension Bench {
  /// 10,000 characters drawn one at a time, 128 units.
  func generation() {
    guard wants("w5") else { return }
    var random = SplitMix64(seed: 1)
    let model = Model(
      vocabulary: Vocabulary((0..<79).compactMap { Unicode.Scalar(33 + $0) }),
      embeddingSize: 50, hiddenSizes: [128], using: &random)
    let generator = TextGenerator(model)
    add(
      "w5.lstm-lab.generate", threads: 1,
      milliseconds(11) {
        for _ in 0..<10_000 {
          _ = generator.next(Sampler(temperature: 1), using: &random)
        }
      }, units: "ms/10000 characters")
    addPeers("w5_generate", threads: 1)
  }

  /// One continuous epoch of a whole book with the default settings but the
  /// notebook's batch of 128, and the peak memory of this process after it.
  func epoch() {
    guard wants("epoch"), !corpus.isEmpty else { return }
    do {
      let data = try Corpus(try TextFile.load(corpus).text)
      var settings = TrainingSettings()
      (settings.epochs, settings.batch) = (1, 128)
      let trainer = try Trainer(FastGradients(settings: settings, corpus: data))
      add(
        "epoch.lstm-lab.continuous", threads: 2,
        try milliseconds(1, warmUp: 0) { _ = try trainer.run() },
        units: "ms/epoch with validation and test")
      warnOfPeakMemory()
    } catch {
      warn("epoch: \(error)")
    }
  }
}
