import ArgumentParser
import Drawing
import Inspection
import LSTMCore
import ModelFiles
import TraceFigures
import Wording

struct PlotTrajectoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot-trajectory",
    abstract: "Draw a layer's states over a text in two dimensions (PCA).",
    discussion: """
      A dot per place of the text, along the two directions in which h (or \
      another quantity) varies most, coloured by the kind of character or by \
      a label of find-cells. For a model of numbers (--csv) a dot per row, \
      coloured by the quarters of its first column.

        lstm-lab plot-trajectory states.png
        lstm-lab plot-trajectory states.png --file book.txt --by quotation
      """)

  @OptionGroup var corpus: CorpusOptions
  @Option(help: "Which quantity of the cell: f, i, g, o, c, h of an LSTM.")
  var quantity = Quantity.hidden
  @Option(help: "The layer, counted from 0.")
  var layer = 0
  @Option(
    name: .customLong("by"),
    help: "Colour by a label of find-cells, such as quotation.")
  var label: String?
  @OptionGroup var source: ModelOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var messages: MessageOptions

  func run() throws {
    let file = try source.loadOneWay()
    let corpus = try corpus.load(for: file, quiet: messages.quiet)
    try corpus.require(3, for: "a trajectory")
    let (names, group) = try groups(corpus)
    let trajectory = try CorpusTrajectory(
      file.model, over: corpus.sequence, layer: layer, quantity: quantity)
    try picture.write(
      TrajectoryFigure(
        trajectory, names: names,
        groupOf: trajectory.points.map { group($0.position) },
        corpus: corpus.name, element: corpus.series == nil ? "character" : "row"
      ), model: file)
  }

  /// The groups' names, and the group of every position.
  private func groups(
    _ corpus: SearchedCorpus
  ) throws -> ([String], (Int) -> Int) {
    if label == nil, corpus.series == nil {
      let classes = CharacterClass.allCases
      return (
        classes.map(\.words),
        { position in
          classes.firstIndex(of: CharacterClass(corpus.scalars[position])) ?? 0
        }
      )
    }
    // Rows are told apart by their first column by default.
    let labels = corpus.labels
    guard
      let chosen = label.map({ name in labels.first { $0.name == name } })
        ?? labels.first
    else {
      throw ValidationError(
        "There is no label '\(label ?? "")'."
          + didYouMean(label ?? "", among: labels.map(\.name)) + " There are: "
          + labels.map(\.name).joined(separator: ", ") + ".")
    }
    if case .flags(let flags) = chosen.values {
      return (["yes: \(chosen.name)", "no"], { flags[$0] ? 0 : 1 })
    }
    let sorted = corpus.sequence.indices.map { chosen.values[$0] }.sorted()
    let bounds = (1..<4).map { sorted[$0 * sorted.count / 4] }
    let quarters = ["lowest quarter", "second", "third", "highest quarter"]
    return (
      corpus.series == nil
        ? quarters : quarters.map { "\($0) of \(chosen.name)" },
      { position in bounds.count { chosen.values[position] >= $0 } }
    )
  }
}
