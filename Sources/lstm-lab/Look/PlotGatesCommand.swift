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
      columns, and the picture says how many steps one column holds; --by word \
      gives every word one, and --span \
      draws a part of the steps at full width; --units top:16 keeps the units that \
      vary most. Of a model that reads in both \
      directions, the forward and the reverse half of each layer, both under \
      the characters that they read. A model of numbers reads --csv FILE, \
      whose columns are drawn above.

        lstm-lab plot-gates gates.png --text "It was late."
        lstm-lab plot-gates f.pdf --units 11 --quantities f --width-mm 85
        lstm-lab plot-gates two.png --text "He ran." --beside-text "She ran."
      """)

  @OptionGroup var read: SequenceOptions
  @OptionGroup var shown: SelectionOptions
  @Option(help: "The units from top to bottom.")
  var order = UnitOrder.index
  @OptionGroup var part: SpanOptions
  @Option(
    help: "What a column shows that several steps share: \(Aggregation.names).")
  var aggregate = Aggregation.extreme
  @Option(help: "What a column stands for instead of steps: word, line.")
  var by: StepGroup?
  @OptionGroup var scales: ScaleOptions
  @OptionGroup var held: InterventionOptions
  @OptionGroup var beside: ComparisonOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard by == nil || held.isEmpty && !beside.isGiven else {
      throw ValidationError(
        "--by draws columns that are no steps: leave it out with --clamp and "
          + "with a second text or model.")
    }
    guard !beside.before || !held.isEmpty else {
      throw ValidationError("--before goes with --clamp: before what?")
    }
    let paths = [read.text.file, read.text.tokens, read.rows.path]
    guard !beside.isGiven || !paths.contains("-") else {
      throw ValidationError(
        "Two runs read twice, and - can be read once: save it to a file.")
    }
    guard beside.besideText == nil || read.rows.path == nil else {
      throw ValidationError("--beside-text goes with a text, not with --csv.")
    }
  }

  func run() throws {
    let file = try source.load(hasOther: beside.besideModel != nil)
    guard
      by == nil
        || file.model.reader.vocabulary?.tokenisation == .characters
    else { throw Refusal.noGroups(in: file) }
    let style = try picture.style()
    guard beside.isGiven else {
      let run = try GateRun(self, of: file, read, held.intervention(on: file))
      let figures = try run.figures(try run.span(), style)
      return try write(
        GateHeatmaps.sharingScales(figures.map { $0.keeping(columns(of: $0)) }),
        model: file)
    }
    let (first, second) = try runs(of: file)
    let (a, b) = try (first.span(), second.span())
    let span = a.lowerBound..<min(a.upperBound, b.upperBound)
    let names = names(first, second)
    try write(
      zip(first.figures(span, style), second.figures(span, style)).flatMap {
        let columns = columns(of: $0)
        return GateHeatmaps.comparison(
          $0.keeping(columns), $1.keeping(columns), names: names,
          difference: beside.before ? "what it changes" : nil)
      }, model: file)
  }

  /// How many units to keep of each layer; nil for those that are named.
  fileprivate var top: Int? { shown.part.units?.top }

  /// The columns of the units to keep.
  private func columns(of figure: GateHeatmaps) -> [Int] {
    figure.mostVarying(top ?? figure.units.count)
  }

  /// The two runs of a comparison.
  private func runs(of file: ModelFile) throws -> (GateRun, GateRun) {
    let intervention = try held.intervention(on: file)
    if beside.before {
      return try (
        GateRun(self, of: file, read, .none),
        GateRun(self, of: file, read, intervention)
      )
    }
    let first = try GateRun(self, of: file, read, intervention)
    if let text = beside.besideText {
      var other = read
      (other.text.text, other.text.file, other.text.tokens) = (text, nil, nil)
      return (first, try GateRun(self, of: file, other, intervention))
    }
    let other = try ModelFile.load(
      beside.besideModel ?? "", source.foreign.options())
    func sizes(_ model: Model) -> [String] {
      zip(model.stack.cells, model.stack.directions).map {
        "\($0.definition.name) \($0.hiddenSize) \($1)"
      }
    }
    guard sizes(file.model) == sizes(other.model) else {
      throw Refusal.differentSizes(file.name, other.name)
    }
    return (first, try GateRun(self, of: other, read, intervention))
  }

  /// What the two runs are, in a few words.
  private func names(_ first: GateRun, _ second: GateRun) -> (String, String) {
    if beside.before {
      let words = second.intervention.clamps.map(\.words)
      return ("before", "with " + words.joined(separator: "; "))
    }
    if let model = beside.besideModel { return (source.model, model) }
    func quoted(_ text: String) -> String {
      let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
      return "“\(line.count > 40 ? line.prefix(39) + "…" : line)”"
    }
    let text = read.text.file ?? read.text.text
    return (
      text.map(quoted) ?? "the sample", quoted(beside.besideText ?? "")
    )
  }

  private func write(
    _ figures: [GateHeatmaps], model: ModelFile
  ) throws {
    let typesetter = Typesetter()
    if !messages.quiet, let first = figures.first {
      MissingGlyphs.warn(of: first.missingCharacters(measure: typesetter))
    }
    try picture.write(
      StackedFigure(figures.map { $0.ordered(by: order) }),
      typesetter: typesetter, model: model)
  }
}

/// One run over what is read, as heatmaps of the layers shown.
private struct GateRun {
  let command: PlotGatesCommand
  let file: ModelFile
  let items: ItemSource
  let intervention: Intervention
  let layers: [SelectedLayer]
  let run: ModelRun

  init(
    _ command: PlotGatesCommand, of file: ModelFile, _ read: SequenceOptions,
    _ intervention: Intervention
  ) throws {
    (self.command, self.file) = (command, file)
    self.intervention = intervention
    var shown = command.shown
    // Which vary most is known when all have run.
    if command.top != nil { shown.part.units = nil }
    layers = try shown.selection(of: file.model.stack)
      .resolved(for: file.model.stack)
    items = try read.source(for: file, isCounted: command.part.range == nil)
    try command.held.requireSteps(below: items.count)
    run = try ModelRun(
      of: file.model, items, step: intervention.step(of: file.model))
  }

  /// The steps to show.
  func span() throws -> Range<Int> {
    let asked = command.part.range
    guard let last = asked?.upperBound ?? run.count.map({ max(0, $0 - 1) })
    else { throw Refusal.uncountableText() }
    return (asked?.lowerBound ?? 0)..<last + 1
  }

  /// Heatmaps of the layers shown, before the first step.
  private func empty(
    _ span: Range<Int>, _ style: FigureStyle
  ) -> [HeatmapAccumulator] {
    layers.map { layer in
      HeatmapAccumulator(
        quantities: layer.quantities, layer: layer.index, place: layer.place,
        units: layer.units, stepCount: span.count,
        mostColumns: command.picture.isTable
          ? max(1, span.count) : style.mostColumns,
        aggregation: command.aggregate, group: command.by,
        cell: file.model.stack.cells[layer.place].definition)
    }
  }

  /// The heatmaps over some steps, layer by layer.
  func figures(
    _ span: Range<Int>, _ style: FigureStyle
  ) throws -> [GateHeatmaps] {
    let last = span.upperBound - 1
    var heatmaps = empty(span, style)
    var (predicted, count) = ([Vector](), 0)
    let progress = command.messages.progress
    for (item, steps) in run {
      if span.contains(count) {
        if let said = file.model.prediction(after: steps) {
          predicted.append(said)
        }
        for index in heatmaps.indices {
          heatmaps[index].add(steps, label: item.label)
        }
        try requireColumns(heatmaps[0].columnCount)
      }
      count += 1
      progress.show(count, of: last + 1, "steps")
      if file.model.stack.isOneWay, count > last { break }
    }
    progress.end()
    try items.finish(by: file, quiet: command.messages.quiet)
    guard count > last else {
      throw Refusal.noSuchStep(step: last, count: count)
    }
    return zip(heatmaps, layers).map { heatmaps, layer in
      var figure = heatmaps.heatmaps
      figure.direction = layer.direction
      if command.by == nil { figure.timeline.firstStep = span.lowerBound }
      figure.timeline.rows = items.series?.part(span)
      figure.timeline.show(predicted, of: file.model.readout)
      return figure.limited(
        to: command.scales.limits, ofModel: file.scales?.limits ?? [:]
      ).marked(by: intervention)
    }
  }
}

extension GateRun {
  /// Refuses more words or lines than a picture holds.
  private func requireColumns(_ count: Int) throws {
    guard let group = command.by, count > StepGroup.most else { return }
    throw Refusal(
      "The text has more than \(grouped(StepGroup.most)) \(group.rawValue)s: draw "
        + "a part of it with --span A-B.")
  }
}

extension Refusal {
  /// Columns of words or lines, of what has none.
  fileprivate static func noGroups(in file: ModelFile) -> Refusal {
    Refusal(
      "--by puts the characters of words and lines together, and "
        + "\(file.name) reads no characters: leave it out.")
  }

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

extension StepGroup: ExpressibleByArgument {}

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
