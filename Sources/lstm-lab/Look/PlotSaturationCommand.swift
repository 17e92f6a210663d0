import ArgumentParser
import Drawing
import Inspection
import LSTMCore
import ModelFiles
import TraceFigures
import Wording

struct PlotSaturationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot-saturation",
    abstract: "Draw how often each unit's gates are shut or open.",
    discussion: """
      Shut is below 0.1 and open above 0.9, over all steps of a text or corpus; \
      with the units' time scales, 1/(1 − mean f).

        lstm-lab plot-saturation gates.png --file book.txt
      """)

  @OptionGroup var read: SequenceOptions
  @OptionGroup var shown: UnitSelectionOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var picture: PictureOptions
  @OptionGroup var messages: MessageOptions

  func run() throws {
    let file = try source.loadOneWay()
    let stack = file.model.stack
    let layers = try shown.selection(of: stack).resolved(for: stack)
    var counts = layers.map { layer in
      (
        layer: layer.index,
        saturation: Saturation(
          of: stack.cells[layer.index], units: layer.units)
      )
    }
    counts.removeAll { $0.saturation.gates.isEmpty }
    guard !counts.isEmpty else {
      throw Refusal.noGates(cell: stack.cells[0].definition.name)
    }
    let items = try read.source(for: file, isCounted: true)
    let progress = messages.progress
    let isOfRows = file.model.reader.vocabulary == nil
    var (done, labels) = (0, [String]())
    for (item, steps) in try ModelRun(of: file.model, items) {
      if isOfRows { labels.append(item.label) }
      for index in counts.indices {
        counts[index].saturation.add(steps[counts[index].layer])
      }
      done += 1
      progress.show(done, of: items.count, "steps")
    }
    progress.end()
    // Dates at even steps are hours or days apart.
    let step = FollowingDates(after: labels)?.unit ?? "step"
    try items.finish(by: file, quiet: messages.quiet)
    try picture.write(
      StackedFigure(
        counts.map {
          SaturationFigure($0.saturation, layer: $0.layer, step: step)
        }),
      model: file)
  }
}

extension Refusal {
  /// A model whose cells have no gates.
  fileprivate static func noGates(cell: String) -> Refusal {
    Refusal(
      "The cell \(cell) has no gates that could be shut or open: choose a model "
        + "of LSTM cells with --model.")
  }
}
