import Foundation
import LessonKit

/// The peers' scripts, one a workload.
struct Peers {
  let folder: String
  let python: String

  /// Runs one script, of the folder or by its path, and returns the rows that it
  /// prints.
  ///
  /// - Parameter keepsMemory: tell the C library to keep freed memory, which
  ///   spares PyTorch its page faults; the rows' names then end in
  ///   `+malloc_keep`.
  func run(
    _ script: String, threads: Int, keepsMemory: Bool
  ) -> [Measurement] {
    let environment = ProcessInfo.processInfo.environment
      .merging(keepsMemory ? Self.keeping : [:]) { _, new in new }
    let (output, errors) = (Pipe(), FileHandle.nullDevice)
    do {
      let process = try ChildProcess(
        "/usr/bin/env",
        [
          python,
          script.contains("/") ? script : "\(folder)/\(script).py",
          "--threads", "\(threads)",
          "--repeat", "11",
        ],
        environment: environment,
        descriptors: [
          nil, output.fileHandleForWriting.fileDescriptor,
          errors.fileDescriptor,
        ])
      try output.fileHandleForWriting.close()
      let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
      let status = process.wait()
      let rows = String(decoding: bytes, as: UTF8.self)
        .split(separator: "\n").compactMap { Measurement(line: $0) }
      if status != 0 { warn("\(script).py stopped with \(status)") }
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
