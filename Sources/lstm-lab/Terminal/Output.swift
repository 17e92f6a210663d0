import ModelFiles

/// Where a command's data go: a file that appears when complete, or standard
/// output.
enum Output {
  static func write(
    to path: String?, _ body: (any ByteSink) throws -> Void
  ) throws {
    if let path {
      try InputFiles.protect(from: path)
      try OutputFile.write(to: path) { try body($0) }
    } else {
      let output = StandardOutput()
      try body(output)
      try output.flush()
    }
  }
}
