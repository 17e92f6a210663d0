import ArgumentParser
import Drawing
import LSTMCore
import ModelFiles
import TraceFigures
import Wording

struct PlotTextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot-text",
    abstract: "Show the text itself, coloured by one unit.",
    discussion: """
      Blue is positive, orange negative; for gates dark is closed and bright \
      open. Without OUT, in the terminal. Of a model of numbers (--csv), the \
      labels of the rows.
      """)

  @Argument(
    help: ArgumentHelp(
      "A .png, .svg, .pdf or .html file (default: the terminal).",
      valueName: "out"))
  var output: String?
  @Option(help: "The unit, counted from 0.")
  var unit = 0
  @Option(help: "The quantity: f, i, g, o, c, h.", transform: QuantityList.init)
  var quantity = QuantityList([.cell])
  @Option(help: "The layer, counted from 0.")
  var layer = 0
  @Option(
    help: ArgumentHelp(
      "How many likely next characters to show below each, up to 10.",
      valueName: "count"))
  var next = 0
  @OptionGroup var source: ModelOptions
  @OptionGroup var sequence: SequenceOptions
  @OptionGroup var look: PictureLook
  @OptionGroup var messages: MessageOptions
  @OptionGroup var colour: ColourOption

  private var isHTML: Bool {
    output?.lowercased().hasSuffix(".html") ?? false
  }

  func validate() throws {
    guard quantity.quantities.count == 1 else {
      throw ValidationError("--quantity takes one, such as c.")
    }
    guard (0...10).contains(next) else {
      throw ValidationError("--next must be from 0 to 10, not \(next).")
    }
    if let output, !isHTML {
      do { _ = try ImageFormat(path: output) } catch {
        throw ValidationError(
          "“\(output)” is neither a picture nor a page; end it in .png, .svg, "
            + ".pdf or .html")
      }
    }
  }

  func run() throws {
    let file = try source.loadOneWay()
    guard sequence.rows.csv == nil || output == nil || isHTML else {
      throw ValidationError(
        "plot-gates --units draws a unit over rows of numbers, below the rows; "
          + "plot-text shows them in the terminal, or as OUT.html.")
    }
    let coloured = try read(by: file)
    guard let output else {
      let page = coloured.terminal(
        width: TerminalFacts.width,
        isColoured: colour.isColoured)
      return try Output.write(to: nil) { try $0.write(page) }
    }
    if isHTML {
      let page = coloured.html(
        theme: look.colours, metadata: PictureLook.metadata(model: file))
      return try Output.write(to: output) { try $0.write(page) }
    }
    guard coloured.cells.count <= Self.mostDrawn else {
      throw Refusal.longText(count: coloured.cells.count, most: Self.mostDrawn)
    }
    let typesetter = Typesetter()
    if !messages.quiet {
      MissingGlyphs.warn(of: coloured.missingCharacters(measure: typesetter))
    }
    try look.write(
      coloured, to: output, typesetter: typesetter, model: file)
  }

  /// The most characters drawn in a picture.
  private static let mostDrawn = 20_000

  private func read(by file: ModelFile) throws -> ColouredText {
    let stack = file.model.stack
    let shown = quantity.quantities[0]
    _ = try TraceSelection(
      layers: [layer], units: [unit], quantities: [shown]
    ).resolved(for: stack)
    let width = stack.cells[layer].width(of: shown)
    guard shown != .hidden || unit < width else {
      throw Refusal.missingValue(quantity: shown, unit: unit, count: width)
    }
    var coloured = ColouredText(
      shown, layer: layer, unit: unit,
      range: stack.cells[layer].definition.range(of: shown))
    let items = try sequence.source(for: file)
    for (item, steps) in try ModelRun(of: file.model, items) {
      let step = steps[layer]
      coloured.add(
        name(of: item, coloured.cells.count),
        value: step[shown][unit / step.unitsPerValue(of: shown)],
        next: next > 0 ? guesses(of: file.model, after: steps) : [])
    }
    try items.finish(by: file, quiet: messages.quiet)
    return coloured
  }

  /// A character; of rows the label, or the number, set apart from the next.
  private func name(of item: Item, _ step: Int) -> String {
    guard case .row = item.datum else { return item.label }
    return (item.label.isEmpty ? "\(step)" : item.label) + " "
  }

  private func guesses(
    of model: Model, after step: [Step]
  ) -> [ColouredText.Guess] {
    model.likeliestNext(after: step, count: next).map {
      ColouredText.Guess($0.symbol, probability: $0.probability)
    }
  }
}

extension Refusal {
  /// A unit that a quantity lacks, as a projected h lacks some.
  fileprivate static func missingValue(
    quantity: Quantity, unit: Int, count: Int
  ) -> Refusal {
    Refusal(
      "\(quantity.symbol) has \(count) values here, fewer than there are units, "
        + "and none for unit \(unit): choose --unit 0 to \(count - 1).")
  }
}

extension Refusal {
  /// A text that is too long for a picture.
  fileprivate static func longText(count: Int, most: Int) -> Refusal {
    Refusal(
      "The text has \(count) characters and a picture holds \(most): give a part "
        + "of it, or write a page, plot-text OUT.html.")
  }
}
