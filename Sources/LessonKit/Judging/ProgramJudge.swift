import LSTMCore

/// Judges a Swift function: compiles it beside a small main program, runs it on
/// random cells and compares what it prints with the core.
struct ProgramJudge {
  let program: WorkbookProgram
  /// How many random cells it is tried on.
  static let count = 50
  /// How near it must come; central differences are good to 1e-9 here.
  static let tolerance = Tolerance.absolute(1e-6)

  func judge(_ submission: Submission) throws -> Verdict {
    guard case .file(let name, let text) = submission else {
      throw AnswerError.file(
        submission.line, reason: "name the Swift file that holds the answer.")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw AnswerError.empty
    }
    let trials = WorkbookTrial.random(Self.count)
    let rows = try output(of: text, named: name, on: trials)
    guard rows.count == trials.count else {
      return .wrong("It stopped after \(rows.count) of \(trials.count) steps.")
    }
    for (trial, row) in zip(trials, rows) {
      let expected = program.expected(for: trial)
      guard row.count == expected.count else {
        return .wrong("It gave \(row.count) numbers for \(expected.count).")
      }
      for (mine, right) in zip(row, expected)
      where !Self.tolerance.accepts(mine, for: right.value) {
        return .wrong(
          """
          **\(right.name)** is not right: with \(trial.shown) it gives \
          \(mine.shown()), and \(right.value.shown(digits: 6)) is right.
          """)
      }
    }
    return .right
  }

  /// What the program prints, one row of numbers per trial.
  private func output(
    of text: String, named name: String, on trials: [WorkbookTrial]
  ) throws -> [[Double]] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("lstm-lab-program-\(UUID().uuidString)")
    let empty = folder.appendingPathComponent("empty")
    try FileManager.default.createDirectory(
      at: empty, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = trials.map { $0.line + "\n" }.joined()
    for (file, content) in [
      ("Answer.swift", text), ("Given.swift", WorkbookProgram.given),
      ("main.swift", program.main), ("input", input),
    ] {
      try content.write(
        to: folder.appendingPathComponent(file), atomically: false,
        encoding: .utf8)
    }
    try compile(in: folder, name)
    let run = try Terminal.run(
      "../answer < ../input", in: empty,
      environment: [
        "PATH": "/usr/bin:/bin", "HOME": empty.path, "TMPDIR": empty.path,
      ], limits: Self.limits, leftover: folder)
    switch run.ending {
    case .time:
      throw AnswerError.file(
        name, reason: "runs for more than \(Int(Self.limits.seconds)) seconds.")
    case .output:
      throw AnswerError.file(
        name, reason: "prints more than \(Self.limits.output) bytes.")
    case .exit: break
    }
    return run.lines.filter { $0.hasPrefix("= ") }.map { line in
      line.dropFirst(2).split(separator: " ").map { Double($0) ?? .nan }
    }
  }

  /// How far an answer may go.
  static let limits = Terminal.Limits(
    seconds: 20, output: 1 << 20, memory: 2 << 30, processes: 64)

  private func compile(in folder: URL, _ name: String) throws {
    let build = try Terminal.run(
      "command -v swiftc > /dev/null || exit 99; "
        + "swiftc -Onone -o answer Answer.swift Given.swift main.swift",
      in: folder, environment: ProcessInfo.processInfo.environment,
      limits: Terminal.Limits(seconds: 120), leftover: folder)
    switch build.ending {
    case .exit(0): return
    case .exit(99):
      throw AnswerError.file(
        name, reason: "Swift is needed to check it: install it from swift.org.")
    default:
      let said = build.lines.filter {
        $0.contains("error:") || $0.contains("|")
      }
      .prefix(12).map { $0.replacing("Answer.swift", with: name) }
      throw AnswerError.file(
        name, reason: "does not compile.\n" + said.joined(separator: "\n"))
    }
  }
}

/// A random cell of one unit and the state that it is in.
struct WorkbookTrial {
  /// Input, recurrent weight and bias of the forget gate, the input gate, the
  /// candidate and the output gate.
  var weights: [Double]
  var x, h, c, dh, dc: Double

  /// The same trials every time, to two digits so that one can be followed by
  /// hand.
  static func random(_ count: Int) -> [WorkbookTrial] {
    var generator = SplitMix64(seed: 1997)
    func draw(_ limit: Double) -> Double {
      let value = Double.random(in: -limit...limit, using: &generator)
      return (value * 100).rounded() / 100
    }
    return (0..<count).map { _ in
      WorkbookTrial(
        weights: (0..<12).map { _ in draw(2) }, x: draw(1), h: draw(1),
        c: draw(2), dh: draw(1), dc: draw(1))
    }
  }

  /// All seventeen numbers in one line.
  var line: String {
    (weights + [x, h, c, dh, dc]).map { "\($0)" }.joined(separator: " ")
  }

  /// The state, for messages.
  var shown: String { "x = \(x), h = \(h), c = \(c)" }

  /// The cell with these weights.
  var cell: LSTMCell {
    var cell = LSTMCell(inputSize: 1, hiddenSize: 1)
    for (index, gate) in CellShape.gates.enumerated() {
      cell[keyPath: gate.1] = GateWeights(
        input: Matrix(rows: 1, columns: 1, [weights[3 * index]]),
        recurrent: Matrix(rows: 1, columns: 1, [weights[3 * index + 1]]),
        bias: [weights[3 * index + 2]])
    }
    return cell
  }

  /// The state before the step.
  var state: State { State(hidden: [h], cell: [c]) }

  /// L = dh·h′ + dc·c′, whose derivatives a backward step must give.
  func loss(_ cell: LSTMCell, _ x: Vector, _ state: State) -> Double {
    let step = cell.step(x, from: state)
    return dh * step[.hidden][0] + dc * step[.cell][0]
  }
}
