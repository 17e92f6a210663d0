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
      a label of find-cells; up to 400 characters have their path, up to 80 \
      their letters. --along puts the label of --by on the first axis. For a \
      model of numbers (--csv) a dot per row, coloured by the quarters of its \
      first column.

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
  @Flag(
    help: "Let the first axis be the direction of the label of --by.")
  var along = false
  @OptionGroup var source: ModelOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard !along || label != nil else {
      throw ValidationError("--along goes with --by LABEL.")
    }
  }

  func run() throws {
    let file = try source.loadOneWay()
    let corpus = try corpus.load(for: file, quiet: messages.quiet)
    try corpus.require(3, for: "a trajectory")
    let grouping = try groups(corpus)
    let values = grouping.values
    if along, let values {
      let first = values[0]
      guard corpus.sequence.indices.contains(where: { values[$0] != first })
      else {
        throw ValidationError(
          "\(label ?? "") is the same everywhere in \(corpus.name), so it has no "
            + "direction: leave out --along.")
      }
    }
    let trajectory = try CorpusTrajectory(
      file.model, over: corpus.sequence, layer: layer, quantity: quantity,
      along: along ? values.map { values in { Double(values[$0]) } } : nil)
    try picture.write(
      TrajectoryFigure(
        trajectory, names: grouping.names,
        groupOf: trajectory.points.map { grouping.group($0.position) },
        corpus: corpus.name,
        element: corpus.element,
        labels: corpus.isOfCharacters
          ? trajectory.points.map { String(corpus.scalars[$0.position]) } : [],
        label: grouping.label, isOrdered: grouping.isOrdered,
        isAlongLabel: along), model: file)
  }

  /// What dots are coloured by.
  private struct Grouping {
    /// The groups' names.
    let names: [String]
    /// The label that they are of; nil for kinds of characters.
    var label: String?
    /// The label's values.
    var values: TextLabel.Values?
    /// Whether they go from little to much.
    var isOrdered = false
    /// The group of every position.
    let group: (Int) -> Int
  }

  private func groups(_ corpus: SearchedCorpus) throws -> Grouping {
    if label == nil, corpus.isOfCharacters {
      let classes = CharacterClass.allCases
      return Grouping(names: classes.map(\.words)) { position in
        classes.firstIndex(of: CharacterClass(corpus.scalars[position])) ?? 0
      }
    }
    // Rows are told apart by their first column by default, words by their
    // capitals.
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
      return Grouping(
        names: [chosen.name, "not \(chosen.name)"], label: chosen.name,
        values: chosen.values
      ) { flags[$0] ? 0 : 1 }
    }
    let sorted = corpus.sequence.indices.map { chosen.values[$0] }.sorted()
    let bounds = (1..<4).map { sorted[$0 * sorted.count / 4] }
    let quarters = ["lowest quarter", "second", "third", "highest quarter"]
    return Grouping(
      names: quarters, label: chosen.name, values: chosen.values,
      isOrdered: true
    ) { position in bounds.count { chosen.values[position] >= $0 } }
  }
}
