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
      columns, and the picture says how many steps one column holds. Of a \
      model that reads in both directions, the forward and the reverse half \
      of each layer, both under the characters that they read. A model of \
      numbers reads --csv FILE, whose columns are drawn above.
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
    guard read.rows.csv == nil else { return try plot(read.open(source)) }
    switch try source.open() {
    case .oneWay(let file): try plot(.text(file, read.text))
    case .bothWays(let file): try plot(file)
    }
  }

  private func plot(_ file: BidirectionalModelFile) throws {
    try held.requireNone(for: file)
    let stack = file.model.stack
    let layers = try shown.selection(
      of: stack.layers.flatMap { [$0.forward, $0.reverse] }
    ).resolved(for: stack)
    let style = try picture.style()
    let reading = try read.text.reading(by: file)
    let figures = layers.map { layer in
      var heatmaps = HeatmapAccumulator(
        quantities: layer.quantities, layer: layer.index, units: layer.units,
        stepCount: reading.characters.count, mostColumns: style.mostColumns)
      for (character, step) in reading.steps(layer.direction ?? .forward) {
        heatmaps.add(step, character: String(character))
      }
      var figure = heatmaps.heatmaps
      figure.direction = layer.direction
      return figure
    }
    reading.warn(quiet: quiet)
    try write(figures, style: style, model: file)
  }

  private func plot(_ sequence: Sequenced) throws {
    let stack = sequence.stack
    let layers = try shown.selection(of: stack).resolved(for: stack)
    guard let count = try sequence.count() else {
      throw UncountableText()
    }
    let style = try picture.style()
    var heatmaps = layers.map { layer in
      HeatmapAccumulator(
        quantities: layer.quantities, layer: layer.index, units: layer.units,
        stepCount: count, mostColumns: style.mostColumns,
        cell: type(of: stack.layers[layer.index]))
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
    _ figures: [GateHeatmaps], style: FigureStyle, model: any ModelIdentity
  ) throws {
    let typesetter = Typesetter()
    if !quiet, let first = figures.first {
      MissingGlyphs.warn(of: first.missingCharacters(measure: typesetter))
    }
    let scenes = figures.map { figure in
      var figure = figure.ordered(by: order)
      let fitted = figure.panels.filter(\.isFitted).map(\.quantity.symbol)
      if figures.count > 1, !fitted.isEmpty {
        figure.notes.append(
          "\(fitted.joined(separator: ", ")) scaled separately in each "
            + (figure.direction == nil ? "layer" : "half"))
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
