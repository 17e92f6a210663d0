import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles
import Wording

/// Another run to set beside the one that is drawn.
struct ComparisonOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Another text: both are drawn as far as the shorter goes, and the \
      difference.
      """, valueName: "text"))
  var besideText: String?
  @Option(
    help: ArgumentHelp(
      "Another model of the same sizes, drawn beside with the difference.",
      valueName: "name|file"), completion: .models)
  var besideModel: String?
  @Flag(
    help:
      "With --clamp, the run without it, the one with it, and the difference."
  )
  var before = false

  func validate() throws {
    let given = [besideText != nil, besideModel != nil, before]
    guard given.count(where: { $0 }) < 2 else {
      throw ValidationError(
        "Give one of --beside-text, --beside-model and --before.")
    }
  }

  /// Whether there is another run.
  var isGiven: Bool { besideText != nil || besideModel != nil || before }
}

extension Refusal {
  /// Two runs that cannot be held against each other unit by unit.
  static func differentSizes(_ first: String, _ second: String) -> Refusal {
    Refusal(
      "\(first) and \(second) have not the same layers, cells and units, so there "
        + "is no difference to draw: give models of one kind and size.")
  }
}
