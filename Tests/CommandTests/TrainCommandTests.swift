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

  private static func small(epochs: Int = 30) -> [String] {
    [
      "--hidden", "24", "--embedding", "8", "--epochs", "\(epochs)",
      "--window", "30", "--batch", "8",
    ]
  }

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
    process.executableURL = SourceTree.root.appendingPathComponent(
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
      try Run(arguments("whole.safetensors", Self.small())).status == 0)
    let whole = try #require(bytes("whole.safetensors"))
    var random = SystemRandomNumberGenerator()
    for _ in 0..<6 {
      let status = try interrupted(
        arguments("killed.safetensors", Self.small() + ["--resume"]),
        training: "killed.safetensors", by: SIGKILL,
        after: Double.random(in: 0...0.1, using: &random))
      if status == 0 { break }
    }
    let last = try Run(
      arguments("killed.safetensors", Self.small() + ["--resume"]))
    #expect(last.status == 0, "\(last.errors)")
    #expect(bytes("killed.safetensors") == whole)
    #expect(bytes("killed.safetensors.checkpoint") == nil)
  }

  /// What is trained by the reference goes on as the fast path does.
  @Test(arguments: [
    ["--cell", "lstm-1997", "--block-size", "2"], ["--csv", "sample"],
  ])
  func rareCellsAndRowsGoOnToTheSameBytes(_ what: [String]) throws {
    let small = [
      "--hidden", "4", "--epochs", "4", "--window", "20", "--batch", "4",
      "--checkpoint-every", "3", "--log", folder.path("course.csv"),
    ]
    let text = what[0] == "--csv" ? [] : [corpus, "--embedding", "4"]
    func arguments(_ model: String) -> [String] {
      ["train"] + text + ["-o", folder.path(model)] + what + small
    }
    #expect(try Run(arguments("whole")).status == 0)
    let log = try #require(bytes("course.csv"))
    try FileManager.default.removeItem(atPath: folder.path("course.csv"))
    var status = try interrupted(
      arguments("killed"), training: "killed", by: SIGINT, after: 0)
    // The machine may have been so fast that all was done.
    if status != 0 {
      #expect(status == 1)
      #expect(bytes("killed.checkpoint") != nil)
      let again = try Run(arguments("killed") + ["--resume"])
      status = again.status
      #expect(again.errors.contains("Going on after"), "\(again.errors)")
    }
    #expect(status == 0)
    #expect(bytes("killed") == bytes("whole"))
    #expect(bytes("killed.checkpoint") == nil)
    #expect(losses(in: bytes("course.csv")) == losses(in: log))
  }

  /// A log without its last column, the time.
  private func losses(in log: Data?) -> [Substring] {
    String(decoding: log ?? Data(), as: UTF8.self).split(separator: "\n")
      .map { $0.prefix(upTo: $0.lastIndex(of: ",") ?? $0.endIndex) }
  }

  @Test func aFinishedModelGoesOnAndAnotherStartsFromIt() throws {
    let short = Self.small(epochs: 2)
    let model = folder.path("m.safetensors")
    #expect(try Run(arguments("m.safetensors", short)).status == 0)
    let same = try Run(arguments("m.safetensors", short + ["--resume"]))
    #expect(same.errors.contains("finished already, after 2 epochs"))
    let more = Self.small(epochs: 3)
    let longer = try Run(arguments("m.safetensors", more + ["--resume"]))
    #expect(longer.status == 0, "\(longer.errors)")
    #expect(longer.errors.contains("epoch 3/3"), "\(longer.errors)")
    #expect(!longer.errors.contains("epoch 2/3"), "\(longer.errors)")
    let info = try Run(["model", "info", model]).output
    #expect(info.contains("epochs 3"), "\(info)")
    #expect(info.contains("90% of |C| below"), "\(info)")
    let text = folder.path("other.txt")
    try String(repeating: "another text, with ¿ and ¡. ", count: 200)
      .write(toFile: text, atomically: true, encoding: .utf8)
    let tuned = try Run([
      "train", text, "-o", folder.path("t.safetensors"), "--from", model,
      "--epochs", "1",
    ])
    #expect(tuned.status == 0, "\(tuned.errors)")
    #expect(tuned.errors.contains("1 × 24 units"), "\(tuned.errors)")
    #expect(tuned.errors.contains("read as unknown"), "\(tuned.errors)")
    let about = try Run(["model", "info", folder.path("t.safetensors")]).output
    #expect(about.contains("from m.safetensors"), "\(about)")
    let wider = try Run([
      "train", text, "-o", folder.path("w"), "--from", model, "--hidden", "25",
    ])
    #expect(wider.status == 1)
    #expect(wider.errors.contains("hidden 24, not 25"), "\(wider.errors)")
  }

  @Test func twoTrainingsDoNotWriteOneModel() throws {
    let lock = folder.path("m.safetensors.checkpoint.lock")
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
    holder.arguments = [lock, "sleep", "30"]
    try holder.run()
    defer { holder.terminate() }
    for _ in 0..<1_000 where !FileManager.default.fileExists(atPath: lock) {
      Thread.sleep(forTimeInterval: 0.005)
    }
    Thread.sleep(forTimeInterval: 0.1)
    let run = try Run(arguments("m.safetensors", Self.small()))
    #expect(run.status == 1)
    #expect(run.errors.contains("another training"), "\(run.errors)")
    #expect(bytes("m.safetensors") == nil)
  }

  @Test func aFullDiskCostsTheLogAndNotTheTraining() throws {
    // Files may have 32 blocks of 512 bytes; the model needs less, the log more.
    let status = try Process.shell(
      """
      trap '' XFSZ; ulimit -f 32
      exec "$0" "$@" 2> '\(folder.path("errors"))'
      """,
      [SourceTree.root.path + "/.build/release/lstm-lab"]
        + arguments(
          "logged.safetensors",
          [
            "--hidden", "4", "--embedding", "4", "--window", "10", "--batch",
            "8", "--epochs", "10", "--log", folder.path("log.csv"),
          ]))
    let errors = try String(
      contentsOfFile: folder.path("errors"), encoding: .utf8)
    #expect(status == 0, "\(errors)")
    #expect(errors.contains("goes on without its log"), "\(errors)")
    #expect(errors.components(separatedBy: "without its log").count == 2)
    #expect(bytes("logged.safetensors") != nil)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalSavesACheckpointAndSaysHowToGoOn(_ number: Int32) throws {
    let long =
      Self.small(epochs: 100000)
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
      [SourceTree.root.path + "/.build/release/lstm-lab"]
        + arguments(
          "full.safetensors",
          Self.small(epochs: 2)))
    let errors = try String(
      contentsOfFile: folder.path("errors"), encoding: .utf8)
    #expect(errors.contains("no checkpoint could be written"), "\(errors)")
    // The model itself does not fit either.
    #expect(run == 1)
    #expect(bytes("full.safetensors") == nil)
  }

  @Test func nothingIsReplacedUnasked() throws {
    let short = Self.small(epochs: 1)
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
