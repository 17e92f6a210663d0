import ArgumentParser
import Drawing
import Inspection
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
      labels of the rows. Of a model that labels texts, without --unit, how \
      its judgement forms word by word, and what each word adds to it.

        lstm-lab plot-text --unit 11
        lstm-lab plot-text unit.html --unit 11 --file book.txt
      """)

  @Argument(
    help: ArgumentHelp(
      "A .png, .svg, .pdf or .html file (default: the terminal).",
      valueName: "out"), completion: .file())
  var output: String?
  @Option(help: "The unit, counted from 0 (default: 0).")
  var unit: Int?
  @Option(
    help:
      "The quantity: f, i, g, o, c, h (default: c, or h where there is none).",
    transform: QuantityList.init)
  var quantity: QuantityList?
  @OptionGroup var part: SpanOptions
  @Option(help: "The layer, counted from 0.")
  var layer = 0
  @Option(
    help: ArgumentHelp(
      "How many likely next characters to show below each, up to 10.",
      valueName: "count"))
  var next = 0
  @Option(
    help: """
      Colour by what the model expected instead: surprise, −ln p of each \
      character before it is read, or entropy, how open the next one is.
      """)
  var by: Expectation?
  @OptionGroup var held: InterventionOptions
  @OptionGroup var scales: ScaleOptions
  @OptionGroup var sequence: SequenceOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var look: PictureLook
  @OptionGroup var messages: MessageOptions

  enum Expectation: String, ExpressibleByArgument, CaseIterable {
    case surprise, entropy
  }

  var isHTML: Bool {
    output?.lowercased().hasSuffix(".html") ?? false
  }

  func validate() throws {
    guard quantity?.quantities.count ?? 1 == 1 else {
      throw ValidationError("--quantity takes one, such as c.")
    }
    if by == nil, !held.isEmpty {
      throw ValidationError(
        "plot-text shows what --clamp changes with --by surprise; plot-gates and "
          + "plot-units draw clamped units.")
    }
    if by == .entropy, !held.isEmpty {
      throw ValidationError(
        "What --clamp changes is shown by --by surprise.")
    }
    if by != nil, !scales.given.isEmpty {
      throw ValidationError(
        "--limit is for the values of a unit, not for --by.")
    }
    for limit in scales.given
    where quantity?.quantities.contains(limit.quantity) == false {
      throw ValidationError(
        "--limit is for \(limit.quantity.key), and this is a picture of "
          + "\(quantity?.quantities[0].key ?? "").")
    }
    guard (0...10).contains(next) else {
      throw ValidationError("--next must be from 0 to 10, not \(next).")
    }
    if let output, !isHTML, !PictureLook.isFigure(output) {
      throw ValidationError(
        "“\(output)” is neither a picture nor a page; end it in .png, .svg, "
          + ".pdf or .html, or in .csv for the numbers.")
    }
  }

  func run() throws {
    let file = try source.load()
    if file.model.classes != nil, unit == nil, by == nil {
      return try plotJudgement(by: file)
    }
    if file.model.classes == nil { try file.requireOneWay() }
    guard sequence.rows.path == nil || output == nil || isHTML else {
      throw ValidationError(
        "plot-gates --units draws a unit over rows of numbers, below the rows; "
          + "plot-text shows them in the terminal, or as OUT.html.")
    }
    let coloured =
      try by.map { try expectation($0, of: file) }
      ?? read(by: file)
    guard let output else {
      let page = coloured.terminal(
        width: TerminalFacts.width,
        isColoured: messages.colour.isColoured)
      return try Output.write(to: nil) { try $0.write(page) }
    }
    if isHTML {
      let page = coloured.html(
        theme: look.colours, metadata: PictureLook.metadata(model: file))
      try Output.write(to: output) { try $0.write(page) }
      return messages.say("Written: \(output)")
    }
    if !PictureLook.isTable(output) {
      try requireRoom(for: coloured.cells.count)
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
    let (shown, unit) = (try requireQuantity(of: file), unit ?? 0)
    var coloured = ColouredText(
      shown, layer: layer, unit: unit,
      range: file.model.stack.cells[layer].definition.range(of: shown))
    let own = file.scales?.limit(of: shown, layer: layer, unit: unit)
    coloured.limit = scales.limits[shown] ?? own
    coloured.isOwnLimit = scales.limits[shown] == nil && own != nil
    let isPicture =
      output.map { !isHTML && !PictureLook.isTable($0) } ?? false
    let items = try sequence.source(for: file, isCounted: isPicture)
    if isPicture, let count = part.range?.count ?? items.count {
      try requireRoom(for: count)
    }
    if let count = items.count { try part.require(count: count) }
    let progress = messages.progress
    var count = 0
    let symbol = file.model.reader.vocabulary?.symbolKind ?? .character
    for (item, steps) in try ModelRun(of: file.model, items) {
      defer { count += 1 }
      if let range = part.range, !range.contains(count) {
        if count > range.upperBound { break }
        continue
      }
      let step = steps[layer]
      coloured.add(
        spaced(name(of: item, count), symbol),
        value: step[shown][unit / step.unitsPerValue(of: shown)], step: count,
        next: next > 0 ? guesses(of: file.model, after: steps) : [])
      progress.show(count, of: items.count, "steps")
    }
    progress.end()
    try items.finish(by: file, quiet: messages.quiet)
    try part.require(count: count)
    return coloured
  }

  /// The quantity to show, which the layer has of the unit.
  private func requireQuantity(of file: ModelFile) throws -> Quantity {
    let (stack, unit) = (file.model.stack, unit ?? 0)
    try stack.require(layer: layer)
    let shown = quantity?.quantities[0] ?? stack.cells[layer].memoryQuantity
    _ = try TraceSelection(
      layers: [layer], units: [unit], quantities: [shown]
    ).resolved(for: stack)
    let width = stack.cells[layer].width(of: shown)
    guard shown != .hidden || unit < width else {
      throw Refusal.missingValue(quantity: shown, unit: unit, count: width)
    }
    return shown
  }

  /// Refuses more characters than a picture holds.
  private func requireRoom(for count: Int) throws {
    guard count <= Self.mostDrawn else {
      throw Refusal.longText(count: count, most: Self.mostDrawn)
    }
  }

  /// A character, or a word; of rows the label, or the number, set apart from
  /// the next.
  private func name(of item: Item, _ step: Int) -> String {
    guard case .row = item.datum else { return item.label }
    return (item.label.isEmpty ? "\(step)" : item.label) + " "
  }

  /// Words stand apart.
  func spaced(_ name: String, _ symbol: Vocabulary.SymbolKind) -> String {
    symbol == .word ? name + " " : name
  }

  func guesses(
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

  /// A text that is too long for a picture.
  fileprivate static func longText(count: Int, most: Int) -> Refusal {
    Refusal(
      "The text has \(grouped(count)) characters and a picture holds "
        + "\(grouped(most)): show a part of it with --span A-B, or write a page, "
        + "plot-text OUT.html.")
  }
}
