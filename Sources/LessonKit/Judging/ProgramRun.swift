/// Runs a learner's program on trials, limited in time, memory, processes and
/// output, in an empty folder of its own; whatever it started is ended with it.
struct ProgramRun {
  let program: WorkbookProgram
  let language: ProgramLanguage
  /// The file's name, for messages.
  let name: String

  /// What came of it.
  struct Result {
    /// A row of numbers for each trial that it came to.
    var rows: [[Double]]
    /// What else it printed, at most a few lines.
    var said: [String]
  }

  /// How far an answer may go.
  static let limits = Terminal.Limits(
    seconds: 20, output: 1 << 20, memory: 2 << 30, processes: 64)

  /// - Throws: `AnswerError` where it cannot be run, or goes too far.
  func result(of text: String, on trials: [WorkbookTrial]) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("lstm-lab-program-\(UUID().uuidString)")
    let empty = folder.appendingPathComponent("empty")
    try FileManager.default.createDirectory(
      at: empty, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files =
      [(answerFile, text), ("input", trials.map { $0.line + "\n" }.joined())]
      + program.harness(language)
    for (file, content) in files {
      try content.write(
        to: folder.appendingPathComponent(file), atomically: false,
        encoding: .utf8)
    }
    if language == .swift { try compile(in: folder) }
    let run = try Terminal.run(
      command, in: empty, environment: environment(empty), limits: Self.limits,
      leftover: folder)
    try check(run.ending)
    return Result(
      rows: run.lines.filter { $0.hasPrefix("= ") }.map { line in
        line.dropFirst(2).split(separator: " ").map { Double($0) ?? .nan }
      },
      said: run.lines.filter { !$0.hasPrefix("= ") && !$0.trimmed.isEmpty }
        .suffix(6).map { String($0.replacing(folder.path + "/", with: "")) })
  }

  private var answerFile: String {
    language == .swift ? "Answer.swift" : "answer.py"
  }

  private var command: String {
    switch language {
    case .swift: "../answer < ../input"
    case .python:
      "command -v python3 > /dev/null || exit 99; "
        + "exec python3 -I ../main.py ../answer.py < ../input"
    }
  }

  private func environment(_ folder: URL) -> [String: String] {
    [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder.path,
      "TMPDIR": folder.path, "PYTHONDONTWRITEBYTECODE": "1",
      "LC_ALL": "C.UTF-8",
    ]
  }

  private func check(_ ending: Terminal.Ending) throws(AnswerError) {
    switch ending {
    case .time:
      throw .file(
        name, reason: "runs for more than \(Int(Self.limits.seconds)) seconds.")
    case .output:
      throw .file(
        name, reason: "prints more than \(Self.limits.output) bytes.")
    case .exit(99) where language == .python:
      throw .file(
        name, reason: "Python 3 is needed to check it, as python3 on the path.")
    case .exit: break
    }
  }

  private func compile(in folder: URL) throws {
    let build = try Terminal.run(
      "command -v swiftc > /dev/null || exit 99; "
        + "swiftc -Onone -o answer Answer.swift Given.swift main.swift",
      in: folder, environment: ProcessInfo.processInfo.environment,
      limits: Terminal.Limits(seconds: 120), leftover: folder)
    switch build.ending {
    case .exit(0): return
    case .exit(99):
      throw AnswerError.file(
        name,
        reason: "Swift is needed to check it: install it from swift.org, or "
          + "write the answer in Python.")
    default:
      let said = build.lines.filter {
        $0.contains("error:") || $0.contains("|")
      }
      let own = said.filter { !$0.contains("main.swift") }
      let lines = (own.isEmpty ? said : own).prefix(12)
        .map { $0.replacing("Answer.swift", with: name) }
      throw AnswerError.file(
        name, reason: "does not compile.\n" + lines.joined(separator: "\n"))
    }
  }
}
