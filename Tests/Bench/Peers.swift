import Foundation

/// The peers' scripts, one a workload.
struct Peers {
  let folder: String
  let python: String

  /// Runs one script and returns the rows that it prints.
  ///
  /// - Parameter keepsMemory: tell the C library to keep freed memory, which
  ///   spares PyTorch its page faults; the rows' names then end in
  ///   `+malloc_keep`.
  func run(
    _ script: String, threads: Int, keepsMemory: Bool
  ) -> [Measurement] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      python, "\(folder)/\(script).py", "--threads", "\(threads)", "--repeat",
      "11",
    ]
    if keepsMemory {
      process.environment = ProcessInfo.processInfo.environment
        .merging(Self.keeping) { _, new in new }
    }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
      let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      let rows = String(decoding: bytes, as: UTF8.self)
        .split(separator: "\n").compactMap { Measurement(line: $0) }
      if process.terminationStatus != 0 {
        warn("\(script).py stopped with \(process.terminationStatus)")
      }
      return rows
    } catch {
      warn("\(script).py: \(error)")
      return []
    }
  }

  private static let keeping = [
    "MALLOC_MMAP_THRESHOLD_": "1073741824",
    "MALLOC_TRIM_THRESHOLD_": "4294967296",
    "MALLOC_TOP_PAD_": "268435456",
    "BENCH_TAG": "malloc_keep",
  ]
}

/// Says something beside the results.
func warn(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}
