import Foundation
import Testing

/// The lesson commands end to end, with progress in a folder of their own.
struct LessonCommandTests {
  private let folder: TemporaryFolder
  private var state: [String: String] { ["XDG_STATE_HOME": folder.path("")] }

  init() throws { folder = try TemporaryFolder() }

  private func lesson(
    _ arguments: String..., input: String? = nil
  ) throws -> Run {
    try Run(
      ["lesson"] + arguments, input: input.map { Data($0.utf8) },
      environment: state)
  }

  private static let six = [
    "0.7311", "0.5", "-0.7616", "0.8808", "1.0813", "0.6991",
  ]

  @Test func aLearnersWay() throws {
    #expect(try lesson("list").output.contains("2  One step by hand"))
    #expect(try lesson("show", "2").output.contains("2.1 The unit above"))
    #expect(try lesson("solution", "2").status == 1)
    let wrong = try lesson("check", "2", "1", "1", "1", "1", "1", "1")
    #expect(wrong.status == 1 && wrong.output.contains("Not yet."))
    #expect(wrong.output.contains("That is the sum before squashing."))
    let hint = try lesson("hint", "2.1")
    #expect(hint.output.contains("1. First the four sums"))
    #expect(try lesson("hint", "2.1").output.contains("2. The four sums"))
    let right = try Run(
      ["lesson", "check", "2.1"] + Self.six, environment: state)
    #expect(right.status == 0 && right.output.hasPrefix("Right."))
    #expect(try lesson("list").output.contains("●○○○  1/4"))
    #expect(try lesson("solution", "2").output.contains("0.731058579"))
    #expect(try lesson("reset", "2.1").status == 0)
    #expect(try lesson("list").output.contains("○○○○  0/4"))
  }

  @Test func answersComeFromFilesAndStandardInputToo() throws {
    let file = folder.path("answer.txt")
    try Self.six.joined(separator: " ").write(
      toFile: file, atomically: true, encoding: .utf8)
    #expect(try lesson("check", "2.1", file).status == 0)
    #expect(try lesson("check", "2.2", "-", input: "b\n").status == 0)
    #expect(try lesson("watch", "2.1", file).status == 0)
  }

  @Test func answersForPrograms() throws {
    let run = try lesson("check", "2.2", "a", "--json")
    let answer =
      try JSONSerialization.jsonObject(with: Data(run.output.utf8))
      as? [String: Any]
    #expect(run.status == 1 && answer?["right"] as? Bool == false)
    #expect(answer?["exercise"] as? String == "2.2")
    #expect((answer?["reasons"] as? [String])?.count == 1)
  }

  @Test(arguments: [
    (["check", "99", "1"], 1, "no lesson '99'"),
    (["check", "2.99", "1"], 1, "no exercise 99"),
    (["check", "2.1"], 1, "empty"), (["check", "2.1", "0,5"], 1, "0.5"),
    (["check", "2.1", "/no/such/file.txt"], 1, "/no/such/file"),
    (["check", "6.1", "/no/such/file"], 1, "/no/such/file"),
    (["check", "6.1", "/dev/zero"], 1, "no answer is so long"),
    (["check", "6.1", "/tmp"], 1, "folder"),
    (["watch", "2.9", "x"], 1, "no exercise 9"),
    (["show", "x"], 1, "no lesson 'x'"),
    (["show", "2.1", "--start"], 1, "needs no file"),
    (["grade", "/no/such/folder"], 1, "/no/such/folder"),
    (["grade"], 64, "--key"),
    (["reset"], 64, "--all"), (["show"], 64, "n"),
    (["nonsense"], 64, "nonsense"),
  ])
  func errorsNameTheThing(
    _ arguments: [String], _ status: Int, _ message: String
  ) throws {
    let run = try Run(["lesson"] + arguments, environment: state)
    #expect(run.status == Int32(status), "\(arguments): \(run.errors)")
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(!run.errors.contains("Fatal"))
  }

  @Test func damagedProgressIsKeptAsideAndSaid() throws {
    #expect(try lesson("check", "2.2", "b").status == 0)
    let file = folder.path("lstm-lab/progress.json")
    try "{\"exercises\":".write(
      toFile: file, atomically: true, encoding: .utf8)
    let run = try lesson("list")
    #expect(run.status == 0 && run.output.contains("○○○○  0/4"))
    #expect(run.errors.contains("progress.damaged-1.json"))
  }

  @Test func theKeyIsMadeByCommand() throws {
    let key = try lesson("grade", "--key")
    #expect(key.status == 0 && key.output.contains("2.1 `0.731058579 0.5"))
  }
}
