import Inspection
import LSTMCore
import ModelFiles
import TraceFigures
import Wording

/// One run over what is read, as heatmaps of the layers shown.
struct GateRun {
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
    items = try read.source(
      for: file, isCounted: command.part.range == nil || command.overview)
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
    var wholes = try emptyOverviews(style)
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
      for index in wholes.indices {
        wholes[index].add(steps, label: item.label)
      }
      count += 1
      progress.show(count, of: wholes.isEmpty ? last + 1 : run.count, "steps")
      if file.model.stack.isOneWay, count > last, wholes.isEmpty { break }
    }
    progress.end()
    try items.finish(by: file, quiet: command.messages.quiet)
    guard count > last else {
      throw Refusal.noSuchStep(step: last, count: count)
    }
    var figures = try zip(heatmaps, layers).map {
      try finished($0.heatmaps, of: $1, span, predicted)
    }
    for (index, whole) in wholes.enumerated() {
      figures[index].overview = HeatmapOverview(
        scaled(whole.heatmaps, layers[index]), span: span)
    }
    return figures
  }

  /// The memory of the layers shown over all that is read, before the first
  /// step; nothing where that is not asked for.
  private func emptyOverviews(
    _ style: FigureStyle
  ) throws -> [HeatmapAccumulator] {
    guard command.overview else { return [] }
    guard let count = run.count else {
      throw Refusal(
        "--overview shows all that is read, and a pipe does not tell how much "
          + "that is: save it to a file and give --file FILE, or leave "
          + "--overview out.")
    }
    return layers.map { layer in
      let cell = file.model.stack.cells[layer.place]
      return HeatmapAccumulator(
        quantities: [cell.memoryQuantity], layer: layer.index,
        place: layer.place, stepCount: count, mostColumns: style.mostColumns,
        aggregation: command.aggregate, cell: cell.definition)
    }
  }

  /// Heatmaps of a layer with what is known of their columns, and on their
  /// scales.
  private func finished(
    _ heatmaps: GateHeatmaps, of layer: SelectedLayer, _ span: Range<Int>,
    _ predicted: [Vector]
  ) throws -> GateHeatmaps {
    let first = span.lowerBound
    var figure = heatmaps
    guard !figure.panels.contains(where: \.isAbsent) else {
      throw Refusal.noValues(figure.panels.map(\.quantity.symbol))
    }
    guard command.top == nil || figure.timeline.stepCount > 1 else {
      throw Refusal(
        "Which units vary most one step does not tell: name them, as in --units "
          + "0-15.")
    }
    figure.direction = layer.direction
    if command.by == nil {
      figure.timeline.firstStep = first
    } else if command.part.range != nil {
      figure.notes.append(
        "of steps \(first) to \(first + span.count - 1), which may cut the first "
          + "and the last")
    }
    figure.timeline.rows = items.series?.part(
      first..<first + figure.timeline.stepCount)
    figure.timeline.show(predicted, of: file.model.readout)
    figure.names = try names(
      below: file.model.stack.cells[layer.place].hiddenSize)
    return scaled(figure, layer).marked(by: intervention)
  }

  /// The same with the scales that are asked for, or kept with the model.
  private func scaled(
    _ figure: GateHeatmaps, _ layer: SelectedLayer
  ) -> GateHeatmaps {
    let own = file.scales
    let limited = figure.limited(
      to: command.scales.limits, ofModel: own?.limits ?? [:])
    // Those that are chosen are often those that go furthest, and on the model's
    // scale all would be at its end.
    let areChosen =
      command.shown.part.units != nil && own != nil
      && command.scales.given.isEmpty && !command.beside.isGiven
    guard command.ownScale || areChosen else { return limited }
    return limited.inOwnScales {
      own?.reach(of: $0, layer: layer.place, unit: $1)
    }
  }
}

extension GateRun {
  /// What units are called, in the order in which they were asked for.
  private func names(below count: Int) throws -> [Int: String] {
    guard command.names.names != nil else { return [:] }
    return try command.names.named(
      command.shown.part.units?.indices(below: count) ?? [])
  }

  /// Refuses more words or lines than a picture holds.
  private func requireColumns(_ count: Int) throws {
    guard let group = command.by, count > StepGroup.most,
      !command.picture.isTable
    else { return }
    throw Refusal(
      "The text has more than \(grouped(StepGroup.most)) \(group.rawValue)s: draw "
        + "a part of it with --span A-B.")
  }
}

extension Refusal {
  /// Units beyond the width of a projected h.
  fileprivate static func noValues(_ symbols: [String]) -> Refusal {
    Refusal(
      "\(symbols.joined(separator: ", ")) is a projection with fewer values than "
        + "there are units, and has none for those of --units: ask for lower "
        + "ones, or for c.")
  }

  /// Columns of words or lines, of what has none.
  static func noGroups(in file: ModelFile) -> Refusal {
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

extension Timeline {
  /// Puts what was predicted of each row beside the rows.
  fileprivate mutating func show(_ said: [Vector], of readout: Readout?) {
    guard let targets = readout?.targets else { return }
    predicted = Series(columns: targets.titles, rows: said)
    self.targets = Set(targets.names)
  }
}
