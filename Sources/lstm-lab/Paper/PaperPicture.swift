import Drawing
import Experiments
import LSTMCore
import TraceFigures
import Wording

/// A picture of what a network that has learned a task does with a sequence.
struct PaperPicture {
  let condition: PaperCondition
  let options: PaperOptions
  let output: String
  let look: PictureLook

  func run() throws {
    let trial = Trial(
      condition, method: options.learningMethod, seed: options.seed,
      limit: options.limit)
    let display = PaperDisplay(
      trials: [trial], skipped: 0, isQuiet: options.messages.quiet)
    let traced = trial.runAndTrace {
      display.show(.progress(trial, $0))
    }
    guard let traced, let last = traced.records.last,
      let step = traced.trace.steps.first?.first
    else { return }
    display.show(.finished(trial, traced.records))
    let cell =
      step.quantities.contains(.outputGate)
      ? CellFamily.lstm1997 : CellFamily.known("lstm-1997-2a")
    var figure = GateHeatmaps(
      traced.trace, Timeline(characters: traced.labels),
      quantities: step.quantities,
      cell: cell)
    figure.notes = [
      "The network of \(condition.name)"
        + (trial.method == .memory ? "" : ", \(trial.method.name)")
        + ", seed \(trial.seed), after "
        + "\(counted(last.sequences, "sequence"))"
        + (last.isMet ? "." : ", not solved.")
    ]
    try look.write(figure, to: output)
  }
}
