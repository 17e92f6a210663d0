import Foundation

/// What to measure, where the peers are, and what has been measured so far.
final class Bench {
  /// The lstm-lab to start for whole processes.
  let program: String
  /// A text for the measurement of a whole epoch; empty for none.
  let corpus: String
  private let only: String
  private let peers: Peers?
  private(set) var results: [Measurement] = []

  /// The arguments are LSTM-LAB PEERS ONLY PYTHON CORPUS; what is missing or
  /// empty is left out.
  init(_ arguments: [String]) {
    func argument(_ index: Int) -> String {
      index < arguments.count ? arguments[index] : ""
    }
    program = argument(1)
    only = argument(3)
    corpus = argument(5)
    peers =
      argument(2).isEmpty
      ? nil : Peers(folder: argument(2), python: argument(4))
  }

  /// Whether rows under this name are asked for: `w2` asks for `w2.torch` and
  /// is part of what `w2.h128` needs.
  func wants(_ name: String) -> Bool {
    only.isEmpty || name.hasPrefix(only) || only.hasPrefix(name)
  }

  /// Adds a row of our own and prints it.
  func add(
    _ name: String, threads: Int, _ samples: [Double],
    units: String = "ms/training step"
  ) {
    add(Measurement(name, threads: threads, samples, units: units))
  }

  /// Runs a peer's script beside our rows, as installed and with freed memory
  /// kept, and adds what it prints.
  func addPeers(_ script: String, threads: Int, tuned: Bool = false) {
    guard let peers else { return }
    for keepsMemory in tuned ? [false, true] : [false] {
      let rows = peers.run(
        script, threads: threads, keepsMemory: keepsMemory)
      for row in rows { add(row) }
    }
  }

  /// Says so when other programs share the processors: then whoever waits for
  /// its threads at every step, as OpenMP does, looks far worse than it is.
  func warnOfLoad() {
    var loads = [Double](repeating: 0, count: 1)
    guard getloadavg(&loads, 1) == 1 else { return }
    let processors = ProcessInfo.processInfo.activeProcessorCount
    if loads[0] > 1.5 * Double(processors) {
      warn(
        String(
          format: "The machine is busy (load %.1f on %d processors): the "
            + "ratios below say little.", loads[0], processors))
    }
  }

  /// Adds a row as it was measured and prints it.
  func add(_ row: Measurement) {
    results.append(row)
    FileHandle.standardOutput.write(Data((row.line + "\n").utf8))
  }
}
