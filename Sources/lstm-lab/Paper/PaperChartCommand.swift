import ArgumentParser
import Drawing
import Experiments
import TraceFigures

struct PaperChartCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chart",
    abstract: "Draw results beside the paper's.",
    discussion: """
      A row per condition that the paper has a figure for, a dot per trial.

        lstm-lab paper adding --trials 10 -o results.csv
        lstm-lab paper chart results.svg results.csv

        lstm-lab paper chart results.png results.csv
      """)

  @OptionGroup var picture: PictureOptions
  @Argument(
    help: ArgumentHelp("Results files.", valueName: "results.csv"),
    completion: .file())
  var files: [String]

  func run() throws {
    try requireNoResults()
    let outcomes = PaperReport(try PaperFiles.load(files)).outcomes
    guard !outcomes.isEmpty else {
      throw Refusal(
        "none of these results has a figure in the paper to stand beside; run a "
          + "condition of its tables, as in lstm-lab paper adding -o results.csv."
      )
    }
    try picture.write(TrialResultsFigure(outcomes))
  }

  /// Refuses to write a table over results, which are hours of trials: whoever
  /// names results files alone has left out the picture.
  private func requireNoResults() throws {
    let header = Data(TrialRecord.header.utf8)
    guard let path = picture.output,
      FileManager.default.contents(atPath: path)?.starts(with: header) ?? false
    else { return }
    throw Refusal(
      "\(path) holds results, and the first name is what is written: name the "
        + "picture before them, as in lstm-lab paper chart chart.svg \(path).")
  }
}
