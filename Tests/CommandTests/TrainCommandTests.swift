import Foundation
import ModelFiles
import Testing

/// Long runs: what a crash, a signal or a full disk leaves behind.
struct TrainCommandTests {
  private let folder: TemporaryFolder
  private let corpus: String

  init() throws {
    folder = try TemporaryFolder()
    corpus = folder.path("corpus.txt")
    let text = String(
      repeating: "the cat sat on the mat, and the dog on the log. ", count: 120)
    try text.write(toFile: corpus, atomically: true, encoding: .utf8)
  }

  private func arguments(_ model: String, _ more: [String] = []) -> [String] {
    [
      "train", corpus, "-o", folder.path(model), "--checkpoint-every", "3",
    ] + more
  }

  private static let small = [
    "--hidden", "24", "--embedding", "8", "--epochs", "30", "--window", "30",
    "--batch", "8",
  ]

  private func bytes(_ name: String) -> Data? {
    FileManager.default.contents(atPath: folder.path(name))
  }

  /// Starts a training of `model` and sends it a signal `seconds` after it has
  /// written another checkpoint; returns its exit status, or nil when the
  /// signal ended it.
  private func interrupted(
    _ arguments: [String], training model: String, by number: Int32,
    after seconds: Double
  ) throws -> Int32? {
    let process = Process()
    process.executableURL = HouseTests.root.appendingPathComponent(
      ".build/release/lstm-lab")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    let before = bytes(model + ".checkpoint")
    try process.run()
    for _ in 0..<6_000 where process.isRunning {
      let now = bytes(model + ".checkpoint")
      if now != nil && now != before { break }
      Thread.sleep(forTimeInterval: 0.005)
    }
    Thread.sleep(forTimeInterval: seconds)
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? process.terminationStatus : nil
  }

  @Test func killedAtRandomMomentsItEndsWithTheSameBytes() throws {
    #expect(
      try Run(arguments("whole.safetensors", Self.small)).status == 0)
    let whole = try #require(bytes("whole.safetensors"))
    var random = SystemRandomNumberGenerator()
    for _ in 0..<6 {
      let status = try interrupted(
        arguments("killed.safetensors", Self.small + ["--resume"]),
        training: "killed.safetensors", by: SIGKILL,
        after: Double.random(in: 0...0.1, using: &random))
      if status == 0 { break }
    }
    let last = try Run(
      arguments("killed.safetensors", Self.small + ["--resume"]))
    #expect(last.status == 0, "\(last.errors)")
    #expect(bytes("killed.safetensors") == whole)
    #expect(bytes("killed.safetensors.checkpoint") == nil)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalSavesACheckpointAndSaysHowToGoOn(_ number: Int32) throws {
    let long =
      Self.small.dropPair("--epochs", "30") + ["--epochs", "100000"]
    let model = "signal\(number).safetensors"
    let arguments = [
      "train", corpus, "-o", folder.path(model), "--checkpoint-every", "50",
    ]
    let status = try interrupted(
      arguments + long, training: model, by: number, after: 0)
    #expect(status == 1)
    #expect(bytes(model + ".checkpoint") != nil)
    let again = try Run(arguments)
    #expect(again.status == 1 && again.errors.contains("--resume"))
    let other = try Run(arguments + ["--resume", "--hidden", "25"])
    #expect(other.status == 1, "\(other.errors)")
    #expect(other.errors.contains("hidden 24, not 25"), "\(other.errors)")
    let text = folder.path("other.txt")
    try String(repeating: "another text altogether. ", count: 200)
      .write(toFile: text, atomically: true, encoding: .utf8)
    let elsewhere = try Run([
      "train", text, "-o", folder.path(model), "--resume",
    ])
    #expect(elsewhere.status == 1)
    #expect(elsewhere.errors.contains("another text"), "\(elsewhere.errors)")
  }

  @Test func aDamagedCheckpointIsNamed() throws {
    let path = folder.path("model.safetensors.checkpoint")
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
    let run = try Run(arguments("model.safetensors", ["--resume"]))
    #expect(run.status == 1)
    #expect(run.errors.contains(path) && run.errors.contains("damaged"))
  }

  @Test func aFullDiskCostsTheCheckpointAndNotTheTraining() throws {
    // Files may have 8 blocks of 512 bytes; a checkpoint needs more.
    let run = try Process.shell(
      """
      trap '' XFSZ; ulimit -f 8
      exec "$0" "$@" 2> '\(folder.path("errors"))'
      """,
      [HouseTests.root.path + "/.build/release/lstm-lab"]
        + arguments(
          "full.safetensors",
          Self.small.dropPair("--epochs", "30") + ["--epochs", "2"]))
    let errors = try String(
      contentsOfFile: folder.path("errors"), encoding: .utf8)
    #expect(errors.contains("no checkpoint could be written"), "\(errors)")
    // The model itself does not fit either.
    #expect(run == 1)
    #expect(bytes("full.safetensors") == nil)
  }

  @Test func nothingIsReplacedUnasked() throws {
    let short = Self.small.dropPair("--epochs", "30") + ["--epochs", "1"]
    let log = folder.path("course.csv")
    let first = try Run(
      arguments("model.safetensors", short + ["--log", log]))
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.errors.contains("Now try:"))
    #expect(first.errors.contains("parameters"))
    #expect(first.errors.contains("first loss"))
    #expect(bytes("course.csv") != nil)
    let again = try Run(arguments("model.safetensors", short))
    #expect(again.status == 1 && again.errors.contains("--force"))
    let logged = try Run(
      arguments("new.safetensors", short + ["--log", log]))
    #expect(logged.status == 1 && logged.errors.contains("course.csv"))
    let finished = try Run(
      arguments("model.safetensors", short + ["--resume"]))
    #expect(finished.status == 0)
    #expect(finished.errors.contains("finished already"))
    let replaced = try Run(
      arguments("model.safetensors", short + ["--force"]))
    #expect(replaced.status == 0)
  }

  @Test func whatCannotWorkIsSaid() throws {
    let text = folder.path("binary")
    try Data([0x61, 0xFF, 0x62]).write(to: URL(fileURLWithPath: text))
    for (more, status, message) in [
      (["--log", folder.path("log.txt")], 64, ".csv or .jsonl"),
      (["--preset", "notebook-giant"], 64, "notebook-tiny"),
      (["--hidden", "99999999999"], 1, "hidden"),
      (["--hidden", "16384", "--layers", "64"], 1, "GB"),
      (["--epochs", "0"], 1, "epochs"),
      (["--learning-rate", "nan"], 1, "learning rate"),
      (["--checkpoint-every", "0"], 64, "at least 1"),
    ] as [([String], Int32, String)] {
      let run = try Run(arguments("bad.safetensors", more))
      #expect(run.status == status, "\(more): \(run.errors)")
      #expect(run.errors.contains(message), "\(more): \(run.errors)")
    }
    let invalid = try Run(["train", text, "-o", folder.path("m.safetensors")])
    #expect(invalid.status == 1 && invalid.errors.contains("byte 1"))
  }

  @Test func generationIsSeededAndBounded() throws {
    let first = try Run([
      "generate", "--length", "50", "--annealed", "1.5:0", "--seed", "7",
    ])
    #expect(first.status == 0)
    #expect(first.errors.contains("not simulated annealing"))
    let again = try Run([
      "generate", "--length", "50", "--annealed", "1.5:0", "--seed", "7",
    ])
    #expect(first.output == again.output)
    for more in [["--annealed", "1"], ["--window", "-1"], ["--top-k", "0"]] {
      #expect(try Run(["generate"] + more).status == 64)
    }
  }

  @Test func aSweepVariesOneThingAtATime() throws {
    let run = try Run([
      "sweep", corpus, "--characters", "2000", "--seeds", "2", "--epochs", "2",
      "--hidden", "4", "--format", "csv", "--factors", "units", "temperature",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let rows = run.output.split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",").map(String.init) }
    let units = rows.filter { $0[0] == "units" }
    #expect(
      units.map { $0[1] }
        == ["1.0", "2.0", "4.0", "8.0", "1.0", "2.0", "4.0", "8.0"])
    // The same model writes at every temperature, with more and more choice.
    let written = rows.filter { $0[0] == "temperature" }.prefix(5)
    #expect(Set(written.map { $0[4] }).count == 1)
    let entropies = written.compactMap { Double($0[5]) }
    #expect(entropies.count == 5 && entropies == entropies.sorted())
    #expect(try Run(["sweep", corpus, "--factors", "luck"]).status == 64)
  }

  @Test func aScoreStandsBesideThatOfCounting() throws {
    let run = try Run(["evaluate", "--file", corpus, "--part", "test"])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    // The text repeats every 48 characters, which counting notices.
    #expect(lines[1].contains("-gram of the first 80 per cent: 0.0"))
  }
}

extension [String] {
  /// Without an option and its value.
  fileprivate func dropPair(_ option: String, _ value: String) -> [String] {
    var result = self
    if let place = firstIndex(of: option), place + 1 < count,
      self[place + 1] == value
    {
      result.removeSubrange(place...place + 1)
    }
    return result
  }
}

extension Process {
  /// Runs a script with arguments and returns its exit status.
  fileprivate static func shell(
    _ script: String, _ arguments: [String]
  ) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script] + arguments
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
