import LessonKit
import Testing

struct ConsoleOutputTests {
  @Test(arguments: [
    (["a b"], ["a   b", ""]), (["…"], []), (["…"], ["a", "b"]),
    (["a", "…", "z"], ["a", "b", "z"]), (["a", "…", "z"], ["a", "z"]),
    (["x 0.500"], ["x 0.501"]), (["x 1.3e-4;"], ["x 1.31e-4;"]),
    (["loss 2.104 …"], ["loss 2.109 and more"]),
    (["3 units"], ["3 units"]), (["[1.000]"], ["[0.999]"]),
    (["…", "z", "…"], ["a", "z", "b", "z"]),
    (["SHA-256 a410e81855caa1"], ["SHA-256 a410e81855caa1"]),
  ])
  func whatIsTheSame(_ shown: [String], _ printed: [String]) {
    #expect(
      ConsoleOutput.difference(shown: shown, printed: printed) == nil)
  }

  @Test(arguments: [
    (["a"], ["b"]), (["a"], ["a", "b"]), (["a", "b"], ["a"]), ([], ["a"]),
    (["a", "…", "z"], ["a", "b"]), (["x 0.500"], ["x 0.520"]),
    (["3 units"], ["4 units"]), (["x 5"], ["y 5"]), (["1.3e-4"], ["1.3e-5"]),
    (["0.5 nats"], ["0.5"]),
    (["SHA-256 a410e81855caa1"], ["SHA-256 a411e81855caa1"]),
  ])
  func whatDiffers(_ shown: [String], _ printed: [String]) {
    #expect(
      ConsoleOutput.difference(shown: shown, printed: printed) != nil)
  }

  @Test(arguments: [
    ([], ["a", "b"], ["a", "b"]),
    (["x", "…"], ["a", "b", "c"], ["a", "…"]),
    (["x", "…", "y", "z"], ["a", "b", "c", "d"], ["a", "…", "c", "d"]),
    (["x", "…", "y"], ["a", "b"], ["a", "b"]),
    (["old"], ["new", "", ""], ["new"]),
  ])
  func whatIsRecorded(
    _ shown: [String], _ printed: [String], _ recorded: [String]
  ) {
    #expect(
      ConsoleOutput.recorded(shown: shown, printed: printed) == recorded)
  }
}
