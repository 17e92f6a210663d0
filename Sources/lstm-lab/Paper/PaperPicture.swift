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
    var timeline = Timeline(characters: traced.labels)
    if let inputs = traced.inputs {
      timeline.labels = inputs.rows.map { _ in "" }
      (timeline.rows, timeline.predicted) = (inputs, traced.answers)
    }
    var figure = GateHeatmaps(
      traced.trace, timeline, quantities: step.quantities, cell: cell)
    figure.notes = [
      "The network of \(condition.name)"
        + (trial.method == .memory ? "" : ", \(trial.method.name)")
        + ", seed \(trial.seed), after "
        + "\(counted(last.sequences, "sequence"))"
        + (last.isMet ? "." : ", not solved.")
        + (traced.verdict ?? "")
    ]
    try look.write(figure, to: output)
  }
}

extension TracedTrial {
  /// What the network answers after the last step, in a sentence; nil where it
  /// has more outputs than one.
  fileprivate var verdict: String? {
    guard let answer = answers?.rows.last?[0], let asked else { return nil }
    return " After the last step it should answer "
      + "\(plain(asked, decimals: 3)) and answers "
      + "\(plain(answer, decimals: 3))."
  }
}
