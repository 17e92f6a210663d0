import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles
import TraceFigures
import Wording

struct TraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Record every gate at every step of a text.",
    discussion: """
      f, i, g (the candidate), o, c and h of every layer and unit. On a \
      terminal as a table, elsewhere as CSV with every value. A model that \
      reads in both directions has each half of a layer, with its direction; \
      a model of numbers reads --csv FILE.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, csv, jsonl, safetensors
  }

  @OptionGroup var source: ModelOptions
  @OptionGroup var read: SequenceOptions
  @OptionGroup var shown: SelectionOptions
  @OptionGroup var held: InterventionOptions
  @Option(help: "What to write (default: table on a terminal, else csv).")
  var format: Format?
  @Flag(help: "Add zf, zi, zg, zo: the pre-activations, before σ or tanh.")
  var preactivations = false
  @OptionGroup var destination: OutputOption
  @OptionGroup var messages: MessageOptions
  @OptionGroup var colour: ColourOption

  func run() throws {
    let file = try source.load()
    let intervention = try held.intervention(on: file)
    let format = format ?? defaultFormat
    let subject = try TraceSubject(
      file.model,
      selection: shown.selection(
        of: file.model.stack, preactivations: preactivations),
      source: format == .safetensors ? "\(file.name) \(file.hash)" : "",
      version: Version.current)
    let items = try read.source(for: file)
    let run = try ModelRun(
      of: file.model, items, step: intervention.step(of: file.model))
    try Output.write(to: destination.output) { sink in
      switch format {
      case .csv: try TraceCSV.write(run, of: subject, to: sink)
      case .jsonl: try TraceJSONLines.write(run, of: subject, to: sink)
      case .safetensors:
        try TraceSafetensors.write(run, of: subject, to: sink)
      case .table: try writeTable(run, of: subject, to: sink)
      }
      try items.finish(by: file, quiet: messages.quiet)
    }
  }

  private var isTerminal: Bool {
    destination.output == nil && TerminalFacts.isOutputTerminal
  }

  private var defaultFormat: Format { isTerminal ? .table : .csv }

  /// Whether the table may have colours.
  private var isColoured: Bool {
    isTerminal && colour.isColoured
  }

  private func writeTable(
    _ run: ModelRun, of subject: TraceSubject, to sink: any ByteSink
  ) throws {
    let model = subject.model
    var table = TraceTable(
      TraceTable.Selection(
        units: subject.layers.map { ($0.place, $0.units) },
        quantities: subject.layers.first?.quantities ?? [],
        cell: model.stack.cells.first?.definition ?? CellFamily.lstm,
        names: model.stack.isOneWay ? nil : halves(of: model.stack)),
      isColoured: isColoured)
    try sink.write(table.header)
    for (item, steps) in run {
      let row =
        model.reader.vocabulary == nil
        ? table.row(step: steps, prediction: model.prediction(after: steps))
        : table.row(
          character: item.label.unicodeScalars.first ?? " ", step: steps,
          next: model.likeliestNext(after: steps, count: 3)
            .map { ($0.symbol, $0.probability) })
      try sink.write(row)
    }
    try sink.write(table.footer)
    try sink.write(
      model.stack.isOneWay
        ? "Every value: add --format csv, or -o trace.csv.\n"
        : """
        0→ reads layer 0 from the first character, 0← from the last; both stand \
        at the
        character that they read. Every value: add --format csv, or -o trace.csv.

        """)
  }

  /// `0→`, `0←`, `1→` for the cells of two-way layers.
  private func halves(of stack: Stack) -> [String] {
    var layer = -1
    return stack.directions.map { direction in
      if direction == .forward { layer += 1 }
      return "\(layer)\(direction == .forward ? "→" : "←")"
    }
  }
}
