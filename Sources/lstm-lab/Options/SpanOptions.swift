import ArgumentParser
import ModelFiles
import Wording

/// Which part of what is read to show; what comes before it is read too.
struct SpanOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The steps to show, counted from 0; what comes before is read too.",
      valueName: "a-b"),
    transform: StepSpan.init)
  var span: StepSpan?
  @Option(
    help: ArgumentHelp("The one step to show.", valueName: "step"))
  var at: Int?

  func validate() throws {
    guard span == nil || at == nil else {
      throw ValidationError("Give --span or --at, not both.")
    }
    if let at, at < 0 {
      throw ValidationError("--at counts from 0; there is no step \(at).")
    }
  }

  /// The steps asked for; nil for all.
  var range: ClosedRange<Int>? { at.map { $0...$0 } ?? span?.range }

  /// Refuses steps that a text of so many does not have.
  func require(count: Int) throws {
    if let last = range?.upperBound, last >= count {
      throw Refusal.noSuchStep(step: last, count: count)
    }
  }
}
