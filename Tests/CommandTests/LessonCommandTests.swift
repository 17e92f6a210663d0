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
    #expect(try lesson("list").output.contains("◐○○○○○  1/6"))
    #expect(try lesson("solution", "2").output.contains("0.731058579"))
    #expect(try lesson("reset", "2.1").status == 0)
    #expect(try lesson("list").output.contains("○○○○○○  0/6"))
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
    (["check", "2.1"], 1, "empty"),
    (["check", "2.1", "0,5"], 1, "1 number for 6"),
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
    #expect(run.status == 0 && run.output.contains("○○○○○○  0/6"))
    #expect(run.errors.contains("progress.damaged-1.json"))
  }

  @Test func theKeyIsMadeByCommand() throws {
    let key = try lesson("grade", "--key")
    #expect(key.status == 0 && key.output.contains("2.1 `0.731058579 0.5"))
  }

  @Test func aWrongChoiceCostsAHint() throws {
    #expect(try lesson("check", "2.2", "a").status == 1)
    let refused = try lesson("check", "2.2", "b")
    #expect(refused.status == 1 && refused.errors.contains("lesson hint 2.2"))
    #expect(try lesson("hint", "2.2").status == 0)
    #expect(try lesson("check", "2.2", "b").status == 0)
  }

  @Test func nextSaysWhereAndWhat() throws {
    let start = try lesson("next")
    #expect(start.output.contains("lesson show 1"))
    #expect(start.output.contains("--name NAME"))
    #expect(try lesson("check", "1.3", "c").status == 0)
    #expect(try lesson("next").output.contains("Now exercise 1.1"))
  }

  @Test func aNameGivesNumbersOfItsOwn() throws {
    let course = try lesson("show", "3.1", "--seed", "0").output
    #expect(try lesson("show", "3.1").output == course)
    let texts = try ["Ada", "Bea", "Cy", "Di"].map {
      try lesson("show", "3.1", "--seed", $0).output
    }
    #expect(Set(texts).count > 1)
    #expect(try lesson("next", "--name", "Ada").status == 0)
    #expect(try lesson("show", "3.1").output == texts[0])
  }

  @Test func whatIsPassedIsExportedAndGraded() throws {
    #expect(try lesson("next", "--name", "Ada").status == 0)
    let six = try lesson("solution", "2.1", "--give-up").output
    let numbers = try #require(six.firstMatch(of: /`([^`]*)`/)?.1)
    #expect(try lesson("check", "2.1", String(numbers)).status == 0)
    let sheet = folder.path("class-of-one")
    try FileManager.default.createDirectory(
      atPath: sheet, withIntermediateDirectories: true)
    #expect(try lesson("export", "-o", sheet + "/me.yaml").status == 0)
    let marks = folder.path("marks.csv")
    let graded = try lesson("grade", sheet, "--lessons", "2", "-o", marks)
    #expect(graded.status == 0, "\(graded.errors)")
    #expect(graded.output.contains("me "))
    let csv = try String(contentsOfFile: marks, encoding: .utf8)
    #expect(csv.contains("\nme,1.00,,"))
  }
}
