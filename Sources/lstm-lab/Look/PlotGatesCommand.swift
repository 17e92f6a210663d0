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
      columns, and the picture says how many steps one column holds; --span \
      draws a part of them at full width. Of a model that reads in both \
      directions, the forward and the reverse half of each layer, both under \
      the characters that they read. A model of numbers reads --csv FILE, \
      whose columns are drawn above.
      """)

  @OptionGroup var picture: PictureOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var read: SequenceOptions
  @OptionGroup var shown: SelectionOptions
  @Option(help: "The units from top to bottom.")
  var order = UnitOrder.index
  @Option(
    help: ArgumentHelp(
      "The steps to draw, counted from 0; what comes before is read too.",
      valueName: "a-b"),
    transform: StepSpan.init)
  var span: StepSpan?
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
    let count = reading.characters.count
    let span = span?.range ?? 0...max(0, count - 1)
    guard span.upperBound < count else {
      throw NoSuchStep(step: span.upperBound, count: count)
    }
    let figures = layers.map { layer in
      var heatmaps = HeatmapAccumulator(
        quantities: layer.quantities, layer: layer.index, units: layer.units,
        stepCount: span.count, mostColumns: style.mostColumns,
        cell: type(of: stack.layers[layer.index].forward))
      let steps = reading.steps(layer.direction ?? .forward)
      for (index, (character, step)) in steps.enumerated()
      where span.contains(index) {
        heatmaps.add(step, character: String(character))
      }
      var figure = heatmaps.heatmaps
      figure.direction = layer.direction
      figure.firstStep = span.lowerBound
      return figure
    }
    reading.warn(quiet: quiet)
    try write(figures, style: style, model: file)
  }

  private func plot(_ sequence: Sequenced) throws {
    let stack = sequence.stack
    let layers = try shown.selection(of: stack).resolved(for: stack)
    let span = try stepsToDraw(of: sequence)
    let style = try picture.style()
    var heatmaps = layers.map { layer in
      HeatmapAccumulator(
        quantities: layer.quantities, layer: layer.index, units: layer.units,
        stepCount: span.count, mostColumns: style.mostColumns,
        cell: type(of: stack.layers[layer.index]))
    }
    let reading = try sequence.reading(under: sequence.intervention(held))
    var count = 0
    for (character, step) in reading {
      if span.contains(count) {
        for index in heatmaps.indices {
          heatmaps[index].add(step, character: character)
        }
      }
      count += 1
      if count > span.upperBound { break }
    }
    try reading.finish(quiet: quiet)
    guard count > span.upperBound else {
      throw NoSuchStep(step: span.upperBound, count: count)
    }
    let figures = heatmaps.map { heatmaps in
      var figure = heatmaps.heatmaps
      figure.firstStep = span.lowerBound
      figure.series = sequence.series?.part(span)
      return figure
    }
    try write(figures, style: style, model: sequence.file)
  }

  /// The span asked for, or all of a sequence whose length can be known.
  private func stepsToDraw(
    of sequence: Sequenced
  ) throws -> ClosedRange<Int> {
    if let span { return span.range }
    guard let count = try sequence.count() else { throw UncountableText() }
    return 0...max(0, count - 1)
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
      + "tell: save it to a file and give --file FILE, or ask for a part of it "
      + "with --span."
  }
}

extension UnitOrder: ExpressibleByArgument {}
