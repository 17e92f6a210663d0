import ArgumentParser

/// One unit at one step.
struct UnitAtStep: ParsableArguments {
  @Option(help: "The step, counted from 0 (default: the last).")
  var at: Int?
  @Option(help: "The unit, counted from 0.")
  var unit = 0
  @Option(help: "The layer, counted from 0.")
  var layer = 0

  /// The step to look at, in a text of so many characters.
  func step(of count: Int) -> Int { at ?? count - 1 }
}
