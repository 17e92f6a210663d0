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
  @Flag(
    help:
      "With --span, C over all that is read as a strip above, the span framed."
  )
  var overview = false
  @Option(
    help: "What a column shows that several steps share: \(Aggregation.names).")
  var aggregate = Aggregation.extreme
  @Option(help: "What a column stands for instead of steps: word, line.")
  var by: StepGroup?
  @OptionGroup var scales: ScaleOptions
  @Flag(
    help: """
      Give each unit of C, which has no bounds, a scale of its own, as units \
      chosen by --units have where the model keeps such.
      """)
  var ownScale = false
  @OptionGroup var names: UnitNamesOption
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
    guard !ownScale || scales.given.isEmpty && !beside.isGiven else {
      throw ValidationError(
        "--own-scale is for one run, and without --limit.")
    }
    try names.require(shown.part.units)
    guard !overview || part.range != nil && !beside.isGiven else {
      throw ValidationError(
        "--overview goes with --span A-B of one run, which it frames.")
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
  var top: Int? { shown.part.units?.top }

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
    if !messages.quiet, !picture.isTable, let first = figures.first {
      MissingGlyphs.warn(of: first.missingCharacters(measure: typesetter))
    }
    try picture.write(
      StackedFigure(figures.map { $0.ordered(by: order) }),
      typesetter: typesetter, model: model)
  }
}

extension UnitOrder: ExpressibleByArgument {}

extension StepGroup: ExpressibleByArgument {}

extension Aggregation: ExpressibleByArgument {
  fileprivate static let names = allCases.map(\.rawValue)
    .joined(separator: ", ")
}
