import ArgumentParser
import Drawing
import Inspection
import LSTMCore
import ModelFiles
import TraceFigures
import Wording

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

        lstm-lab plot-gates gates.png --text "It was late."
        lstm-lab plot-gates f.pdf --units 11 --quantities f --width-mm 85
      """)

  @OptionGroup var read: SequenceOptions
  @OptionGroup var shown: SelectionOptions
  @Option(help: "The units from top to bottom.")
  var order = UnitOrder.index
  @OptionGroup var part: SpanOptions
  @Option(
    help: "What a column shows that several steps share: \(Aggregation.names).")
  var aggregate = Aggregation.extreme
  @OptionGroup var scales: ScaleOptions
  @OptionGroup var held: InterventionOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var messages: MessageOptions

  func run() throws {
    let file = try source.load()
    let intervention = try held.intervention(on: file)
    let stack = file.model.stack
    let layers = try shown.selection(of: stack).resolved(for: stack)
    let style = try picture.style()
    let items = try read.source(for: file, isCounted: part.range == nil)
    try held.requireSteps(below: items.count)
    let progress = messages.progress
    let run = try ModelRun(
      of: file.model, items, step: intervention.step(of: file.model))
    guard let last = part.range?.upperBound ?? run.count.map({ max(0, $0 - 1) })
    else {
      throw Refusal.uncountableText()
    }
    let span = (part.range?.lowerBound ?? 0)..<last + 1
    var heatmaps = layers.map { layer in
      HeatmapAccumulator(
        quantities: layer.quantities, layer: layer.index, place: layer.place,
        units: layer.units, stepCount: span.count,
        mostColumns: picture.isTable ? max(1, span.count) : style.mostColumns,
        aggregation: aggregate,
        cell: stack.cells[layer.place].definition)
    }
    var predicted: [Vector] = []
    var count = 0
    for (item, steps) in run {
      if span.contains(count) {
        if let said = file.model.prediction(after: steps) {
          predicted.append(said)
        }
        for index in heatmaps.indices {
          heatmaps[index].add(steps, label: item.label)
        }
      }
      count += 1
      progress.show(count, of: last + 1, "steps")
      if stack.isOneWay, count > last { break }
    }
    progress.end()
    try items.finish(by: file, quiet: messages.quiet)
    guard count > last else {
      throw Refusal.noSuchStep(step: last, count: count)
    }
    let figures = zip(heatmaps, layers).map { heatmaps, layer in
      var figure = heatmaps.heatmaps
      figure.direction = layer.direction
      figure.timeline.firstStep = span.lowerBound
      figure.timeline.rows = items.series?.part(span)
      figure.timeline.show(predicted, of: file.model.readout)
      return figure.limited(to: scales.limits).marked(by: intervention)
    }
    try write(figures, model: file)
  }

  private func write(
    _ figures: [GateHeatmaps], model: ModelFile
  ) throws {
    let typesetter = Typesetter()
    if !messages.quiet, let first = figures.first {
      MissingGlyphs.warn(of: first.missingCharacters(measure: typesetter))
    }
    try picture.write(
      StackedFigure(
        GateHeatmaps.sharingScales(figures).map { $0.ordered(by: order) }),
      typesetter: typesetter, model: model)
  }
}

extension Refusal {
  /// A text whose length must be known before it is read.
  static func uncountableText() -> Refusal {
    Refusal(
      "A picture needs to know how long the text is, and a pipe does not tell: "
        + "save it to a file and give --file FILE, or ask for a part of it with "
        + "--span.")
  }
}

extension Readout.Targets {
  /// What is predicted and how far ahead, in words.
  fileprivate var titles: [String] {
    let ahead = ahead == 0 ? "" : ", \(counted(ahead, "row")) ahead"
    return scaling.mean.indices.map { place in
      (names.isEmpty ? "value \(place)" : names[place]) + ahead
    }
  }
}

extension UnitOrder: ExpressibleByArgument {}

extension Aggregation: ExpressibleByArgument {
  fileprivate static let names = allCases.map(\.rawValue)
    .joined(separator: ", ")
}

extension Timeline {
  /// Puts what was predicted of each row beside the rows.
  fileprivate mutating func show(_ said: [Vector], of readout: Readout?) {
    guard let targets = readout?.targets else { return }
    predicted = Series(columns: targets.titles, rows: said)
    self.targets = Set(targets.names)
  }
}
