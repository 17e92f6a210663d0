import ArgumentParser
import Drawing
import Inspection
import LSTMCore
import ModelFiles
import TraceFigures

struct PlotUnitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot-units",
    abstract: "Draw a few units over a text, as lines.",
    discussion: """
      A lane a unit: C as a line in a scale of its own, h pale behind it, and \
      marks where the forget gate is below ½ and where the input gate is above \
      ½. find-cells says which units are worth a look; without --units, the \
      five that vary most are drawn.

        lstm-lab plot-units units.png --units 11,90
        lstm-lab plot-units units.png --units top:8 --span 40-120
      """)

  @Option(
    help:
      "The units from top to bottom, such as 11,90, or top:8 (default: top:5).",
    transform: { try UnitRanges($0) })
  var units = UnitRanges(top: 5)
  @OptionGroup var names: UnitNamesOption
  @Option(help: "The layer, counted from 0.")
  var layer = 0
  @Option(
    help: ArgumentHelp(
      "The steps to draw, counted from 0; what comes before is read too.",
      valueName: "a-b"),
    transform: StepSpan.init)
  var span: StepSpan?
  @OptionGroup var source: ModelOptions
  @OptionGroup var read: SequenceOptions
  @OptionGroup var held: InterventionOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var messages: MessageOptions

  /// More lanes than this are a heatmap's work.
  private static let mostUnits = 24

  /// How many to choose; nil where units are named.
  private var top: Int? { units.top }

  func validate() throws { try names.require(units) }

  func run() throws {
    let file = try source.loadOneWay()
    let stack = file.model.stack
    try stack.require(layer: layer)
    let cell = stack.cells[layer]
    let units = try units(of: cell)
    var lines = UnitLines(
      of: cell, layer: layer, units: units, names: try names.named(units))
    let intervention = try held.intervention(on: file)
    let items = try read.source(for: file, isCounted: true)
    try held.requireSteps(below: items.count)
    let run = try ModelRun(
      of: file.model, items, step: intervention.step(of: file.model))
    try add(run, to: &lines)
    try items.finish(by: file, quiet: messages.quiet)
    lines.timeline.firstStep = span?.range.lowerBound ?? 0
    lines.timeline.isOfRows = items.series != nil
    if let top { lines.keep(mostVarying: top) }
    if !intervention.isEmpty {
      lines.notes.append(
        "held: " + intervention.clamps.map(\.words).joined(separator: "; "))
    }
    let typesetter = Typesetter()
    if !messages.quiet {
      MissingGlyphs.warn(of: lines.missingCharacters(measure: typesetter))
    }
    try picture.write(lines, typesetter: typesetter, model: file)
  }

  /// The units asked for, or all of which some are to be chosen.
  private func units(of cell: any Cell) throws -> [Int] {
    let all =
      try top == nil
      ? units.indices(below: cell.hiddenSize) : Array(0..<cell.hiddenSize)
    let drawn = top ?? all.count
    guard drawn <= Self.mostUnits else {
      throw ValidationError(
        "plot-units draws at most \(Self.mostUnits) units, not \(drawn): "
          + "plot-gates shows many.")
    }
    return all
  }

  /// The steps of --span, or all.
  private func add(_ run: ModelRun, to lines: inout UnitLines) throws {
    let wanted = span?.range
    var count = 0
    for (item, steps) in run {
      if wanted?.contains(count) ?? true {
        lines.add(steps[layer], label: item.label)
      }
      count += 1
      if let wanted, count > wanted.upperBound { break }
    }
    if let wanted, count <= wanted.upperBound {
      throw Refusal.noSuchStep(step: wanted.upperBound, count: count)
    }
  }
}
