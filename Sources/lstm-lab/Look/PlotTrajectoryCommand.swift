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
    abstract: "Draw where a layer goes while it reads: PCA over a text.",
    discussion: """
      A dot a place of the text, along the two directions in which h (or \
      another quantity) varies most, coloured by the kind of character or by \
      a label of find-cells.
      """)

  @OptionGroup var picture: PictureOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var corpus: CorpusOptions
  @Option(help: "Which quantity of the cell: f, i, g, o, c, h of an LSTM.")
  var quantity = Quantity.hidden
  @Option(help: "The layer, counted from 0.")
  var layer = 0
  @Option(
    name: .customLong("by"),
    help: "Colour by a label of find-cells, such as quotation.")
  var label: String?
  @Flag(help: "No word on standard error.")
  var quiet = false

  func run() throws {
    let file = try source.loadOneWay()
    let vocabulary = try file.requireVocabulary()
    let scalars = try corpus.load(needed: 3, question: "a trajectory")
    if !quiet { UnknownCharacters.warn(scalars, model: file) }
    let (names, group) = try groups(scalars)
    let trajectory = try CorpusTrajectory(
      file.model,
      symbols: scalars.map { UInt16(vocabulary.index(of: $0)) },
      layer: layer, quantity: quantity)
    let figure = TrajectoryFigure(
      trajectory, names: names,
      groupOf: trajectory.points.map { group($0.position) },
      corpus: corpus.name)
    let typesetter = Typesetter()
    try picture.write(
      figure.scene(style: try picture.style(), measure: typesetter),
      typesetter: typesetter, model: file)
  }

  /// The groups' names, and the group of every position.
  private func groups(
    _ scalars: [Unicode.Scalar]
  ) throws -> ([String], (Int) -> Int) {
    guard let label else {
      let classes = CharacterClass.allCases
      return (
        classes.map(\.words),
        { classes.firstIndex(of: CharacterClass(scalars[$0])) ?? 0 }
      )
    }
    let labels = LabelBattery.labels(of: scalars)
    guard let chosen = labels.first(where: { $0.name == label }) else {
      throw ValidationError(
        "There is no label '\(label)'. There are: "
          + labels.map(\.name).joined(separator: ", ") + ".")
    }
    if case .flags(let flags) = chosen.values {
      return (["yes: \(chosen.name)", "no"], { flags[$0] ? 0 : 1 })
    }
    let sorted = scalars.indices.map { chosen.values[$0] }.sorted()
    let bounds = (1..<4).map { sorted[$0 * sorted.count / 4] }
    return (
      ["lowest quarter", "second", "third", "highest quarter"],
      { position in bounds.count { chosen.values[position] >= $0 } }
    )
  }
}
