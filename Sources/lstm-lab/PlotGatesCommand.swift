import ArgumentParser
import Drawing
import Inspection
import LSTMCore
import ModelFiles
import TraceFigures

struct PlotGatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot-gates",
    abstract: "Draw heatmaps of the gates over a text.",
    discussion: """
      One panel for each of f, i, C̃, o, C, h; time runs to the right, units \
      downward; the layers of a model one under another. Long texts share \
      columns, and the picture says how many steps one column holds. A model \
      of numbers reads --csv FILE, whose columns are drawn above.
      """)

  @OptionGroup var picture: PictureOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var read: SequenceOptions
  @OptionGroup var shown: SelectionOptions
  @Option(help: "The units from top to bottom.")
  var order = UnitOrder.index
  @OptionGroup var held: InterventionOptions
  @Flag(help: "No warnings on standard error.")
  var quiet = false

  func run() throws {
    let sequence = try read.open(source)
    let stack = sequence.stack
    let layers = try shown.selection(of: stack).resolved(for: stack)
    guard let count = try sequence.count() else {
      throw UncountableText()
    }
    let style = try picture.style()
    var heatmaps = layers.map { layer in
      HeatmapAccumulator(
        quantities: layer.quantities, layer: layer.index, units: layer.units,
        stepCount: count, mostColumns: style.mostColumns)
    }
    let reading = try sequence.reading(under: sequence.intervention(held))
    for (character, step) in reading {
      for index in heatmaps.indices {
        heatmaps[index].add(step, character: character)
      }
    }
    try reading.finish(quiet: quiet)
    var figures = heatmaps.map(\.heatmaps)
    for index in figures.indices { figures[index].series = sequence.series }
    try write(figures, style: style, model: sequence.file)
  }

  private func write(
    _ figures: [GateHeatmaps], style: FigureStyle,
    model: any IdentifiedModel
  ) throws {
    let typesetter = Typesetter()
    if !quiet, let first = figures.first {
      MissingGlyphs.warn(of: first.missingCharacters(measure: typesetter))
    }
    let scenes = figures.map { figure in
      var figure = figure.ordered(by: order)
      if figures.count > 1, figure.panels.contains(where: \.isFitted) {
        figure.notes.append("each layer’s C is scaled separately")
      }
      return figure.scene(style: style, measure: typesetter)
    }
    guard let scene = Scene.stacked(scenes) else { return }
    try picture.write(scene, typesetter: typesetter, model: model)
  }
}

/// A text whose length must be known before it is read.
struct UncountableText: Error, CustomStringConvertible {
  var description: String {
    "A picture needs to know how long the text is, and standard input does not "
      + "tell: save it to a file and give --file FILE."
  }
}

extension UnitOrder: ExpressibleByArgument {}
