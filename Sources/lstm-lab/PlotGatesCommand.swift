import ArgumentParser
import Drawing
import LSTMCore
import ModelFiles
import TraceFigures

struct PlotGatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot-gates",
    abstract: "Draw heatmaps of the gates over a text.",
    discussion: """
      One panel for each of f, i, C̃, o, C, h; time runs to the right, units \
      downward. Long texts share columns, and the picture says how many steps \
      one column holds.
      """)

  @OptionGroup var picture: PictureOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var text: TextOptions
  @OptionGroup var shown: SelectionOptions
  @OptionGroup var held: InterventionOptions
  @Flag(help: "No warnings on standard error.")
  var quiet = false

  func run() throws {
    let file = try source.load()
    let stack = file.model.stack
    var selection = try shown.selection(of: stack)
    // One figure shows one layer: the lowest, unless told otherwise.
    selection.layers = [shown.layer ?? 0]
    guard let layer = try selection.resolved(for: stack).first else { return }
    guard let count = try text.count(for: file) else {
      throw UncountableText()
    }
    let style = try picture.style()
    var heatmaps = HeatmapAccumulator(
      quantities: layer.quantities, layer: layer.index, units: layer.units,
      stepCount: count, mostColumns: style.mostColumns)
    let reading = try text.reading(
      by: file, under: held.intervention(on: file))
    for (character, step) in reading {
      heatmaps.add(step, character: String(character))
    }
    try reading.finish(quiet: quiet)

    let typesetter = Typesetter()
    let figure = heatmaps.heatmaps
    if !quiet { warnOfMissingGlyphs(in: figure, typesetter) }
    try picture.write(
      figure.scene(style: style, measure: typesetter), typesetter: typesetter,
      model: file)
    if !quiet, stack.layers.count > 1, shown.layer == nil {
      Talk.say("Layer 0 of \(stack.layers.count); --layer N draws another.")
    }
  }

  private func warnOfMissingGlyphs(
    in figure: GateHeatmaps, _ typesetter: Typesetter
  ) {
    let missing = figure.missingCharacters(measure: typesetter)
    guard !missing.isEmpty else { return }
    let codes = missing.prefix(8).flatMap(\.unicodeScalars).map {
      "U+" + String($0.value, radix: 16, uppercase: true)
    }
    Talk.say(
      "warning: no font here shows \(codes.joined(separator: ", ")); the "
        + "picture has the code points instead")
  }
}

/// A text whose length must be known before it is read.
struct UncountableText: Error, CustomStringConvertible {
  var description: String {
    "A picture needs to know how long the text is, and standard input does not "
      + "tell: save it to a file and give --file FILE."
  }
}
