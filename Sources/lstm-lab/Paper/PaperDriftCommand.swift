import ArgumentParser
import Experiments
import TraceFigures
import Wording

struct PaperDriftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Measure where the states of untrained networks go.",
    discussion: """
      Networks of the condition's first weights read a sequence each, as \
      published and with nothing constant in their cells' net input (the inputs \
      alone, no bias). Prints how far a state has gone; with OUT, draws the \
      states, or writes them as CSV.

        lstm-lab paper drift
        lstm-lab paper drift drift.svg
        lstm-lab paper drift drift.csv --condition adding-t500
        lstm-lab paper drift --curvature
      """)

  @Argument(
    help: ArgumentHelp(
      "A .png, .svg, .pdf or .csv file; without it, a table.",
      valueName: "out"))
  var output: String?
  @Option(help: "A condition whose cells read each other or have a bias.")
  var condition = "2c-q1000-p1000"
  @Flag(
    help: """
      Print also how strongly the loss bends, at lengths up to the condition's; \
      some twenty seconds.
      """)
  var curvature = false
  @Option(help: "How many networks.")
  var trials = 100
  @Option(help: "The seed of the first; each further one adds one.")
  var seed: UInt64 = 1997
  @OptionGroup var look: PictureLook

  func validate() throws {
    if let output { try PictureLook.requirePicture(output) }
    guard (2...10_000).contains(trials) else {
      throw ValidationError("--trials must be from 2 to 10000, not \(trials).")
    }
    guard let chosen else {
      throw ValidationError(
        "there is no condition '\(condition)'; try 2c-q1000-p1000 or "
          + "adding-t500.")
    }
    if curvature && output != nil {
      throw ValidationError(
        "--curvature is printed; leave out the file, or the option.")
    }
    if WiringChange.nothingConstant(for: chosen.shape).isNone {
      throw ValidationError(
        "the cells of \(condition) read nothing constant as it is.")
    }
  }

  func run() throws {
    guard let chosen else { return }
    let drifts = [PaperRule.asPublished, .nothingConstant].map {
      StateDrift(
        chosen, rule: $0, steps: chosen.length, seeds: trials, seed: seed)
    }
    guard let output else {
      return try Output.write(to: nil) {
        try $0.write(PaperDriftTable(condition: chosen, drifts: drifts).text)
        if curvature { try $0.write(LossCurvatureTable(chosen, seed).text) }
      }
    }
    try look.write(StateDriftFigure(drifts, task: condition), to: output)
  }

  private var chosen: PaperCondition? {
    PaperCatalogue.condition(named: condition)
  }
}
