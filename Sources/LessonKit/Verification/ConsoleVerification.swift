/// Runs the commands that a lesson shows and compares, or records, what they
/// print.
struct ConsoleVerification {
  /// The folder that holds Lessons.
  let root: URL
  /// The lstm-lab to run.
  let program: URL
  /// Whether commands see what lies there; without it they are in an empty
  /// folder, as a reader is who has the program and no clone.
  let seesRoot: Bool
  /// Whether the long commands are run as well.
  let runsLong: Bool
  /// No command in a lesson may take longer, in seconds; nor a long one.
  static let (patience, longPatience) = (120.0, 7200.0)

  /// What came of one text.
  struct Result {
    /// The text with real output in its blocks.
    var recorded: String
    /// Where shown and printed output differ.
    var problems: [CourseProblem]
  }

  /// Runs the blocks of a text in order, in one scratch folder.
  func run(
    _ text: String, named name: String, told: (String) -> Void
  ) throws -> Result {
    let blocks = ConsoleBlock.parse(text).filter { runsLong || !$0.isLong }
    guard !blocks.isEmpty else { return Result(recorded: text, problems: []) }
    let scratch = try ScratchFolder(
      root: root, seesAll: seesRoot, program: program)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    var problems: [CourseProblem] = []
    // Where a line of the text is now: recorded output moves what follows.
    var shift = 0
    for block in blocks {
      var written: [String] = []
      for entry in block.entries {
        told(entry.command)
        let result = try Terminal.run(
          entry.command, in: scratch.folder,
          environment: scratch.environment,
          limits: Self.limits(of: block))
        let place = "\(name), line \(block.start + 1)"
        problems += self.problems(result, entry, block).map {
          CourseProblem(place: place, reason: "$ \(entry.command)\n\($0)")
        }
        let isSame =
          ConsoleOutput.difference(
            shown: entry.output, printed: result.lines) == nil
        written += entry.written
        written +=
          isSame
          ? entry.output
          : ConsoleOutput.recorded(shown: entry.output, printed: result.lines)
      }
      let start = block.start + shift
      lines.replaceSubrange(start..<start + block.lines.count, with: written)
      shift += written.count - block.lines.count
    }
    return Result(
      recorded: lines.joined(separator: "\n"), problems: problems)
  }

  private static func limits(of block: ConsoleBlock) -> Terminal.Limits {
    Terminal.Limits(seconds: block.isLong ? longPatience : patience)
  }

  private func problems(
    _ result: Terminal.Result, _ entry: ConsoleBlock.Entry,
    _ block: ConsoleBlock
  ) -> [String] {
    var problems: [String] = []
    switch result.ending {
    case .time: return ["still running after all its time"]
    case .output: return ["prints without end"]
    case .exit(let status):
      if (status != 0) != block.fails {
        problems.append("exits with \(status)")
      }
    }
    if let difference = ConsoleOutput.difference(
      shown: entry.output, printed: result.lines)
    {
      problems.append(difference)
    }
    return problems
  }
}

/// A folder where commands may write: empty but for texts that lie in the root,
/// or like the root.
final class ScratchFolder {
  /// The folder.
  let folder: URL
  /// What commands run with: lstm-lab on the path, no colour, progress of
  /// their own.
  let environment: [String: String]

  init(root: URL, seesAll: Bool, program: URL) throws {
    let files = FileManager.default
    let base = files.temporaryDirectory
      .appendingPathComponent("lstm-lab-lesson-\(UUID().uuidString)")
    folder = base.appendingPathComponent("lstm-lab")
    let tools = base.appendingPathComponent("bin")
    for new in [folder, tools] {
      try files.createDirectory(at: new, withIntermediateDirectories: true)
    }
    try files.createSymbolicLink(
      at: tools.appendingPathComponent("lstm-lab"), withDestinationURL: program)
    for name in try files.contentsOfDirectory(atPath: root.path)
    where !name.hasPrefix(".") && (seesAll || name.hasSuffix(".txt")) {
      try files.createSymbolicLink(
        at: folder.appendingPathComponent(name),
        withDestinationURL: root.appendingPathComponent(name))
    }
    var environment = ProcessInfo.processInfo.environment
    let path = environment["PATH"] ?? "/usr/bin:/bin"
    environment["PATH"] = tools.path + ":" + path
    environment["NO_COLOR"] = "1"
    environment["LC_ALL"] = "C.UTF-8"
    environment["XDG_STATE_HOME"] = base.appendingPathComponent("state").path
    environment["COLUMNS"] = nil
    self.environment = environment
    self.base = base
  }

  private let base: URL

  /// The names of what lies there.
  func contents() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  deinit { try? FileManager.default.removeItem(at: base) }
}
