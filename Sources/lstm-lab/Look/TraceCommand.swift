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

        lstm-lab trace --text "It was late."
        lstm-lab trace --units 3,11 --quantities f,c --span 0-9
        lstm-lab trace --file book.txt -o book.csv
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, csv, jsonl, safetensors
  }

  @OptionGroup var read: SequenceOptions
  @OptionGroup var part: SpanOptions
  @OptionGroup var shown: SelectionOptions
  @Option(
    help: """
      What to write (default: as the ending of -o says, table on a terminal, \
      else csv).
      """)
  var format: Format?
  @Flag(help: "Add zf, zi, zg, zo: the pre-activations, before σ or tanh.")
  var preactivations = false
  @OptionGroup var destination: OutputOption
  @OptionGroup var held: InterventionOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws { _ = try chosenFormat }

  func run() throws {
    let file = try source.load()
    let intervention = try held.intervention(on: file)
    let format = try chosenFormat
    var subject = try TraceSubject(
      file.model,
      selection: shown.selection(
        of: file.model.stack, preactivations: preactivations),
      source: format == .safetensors ? "\(file.name) \(file.hash)" : "",
      version: Version.current)
    let items = try read.source(for: file, isCounted: true)
    try held.requireSteps(below: items.count)
    if let count = items.count { try part.require(count: count) }
    subject.firstStep = part.range?.lowerBound ?? 0
    if format == .safetensors {
      try requireMemory(for: part.range?.count ?? items.count, of: subject)
    }
    let progress = messages.progress
    let total = part.range.map { $0.upperBound + 1 } ?? items.count
    var count = 0
    let run = try ModelRun(
      of: file.model, items, step: intervention.step(of: file.model)
    ).lazy.map { step in
      count += 1
      if destination.output != nil { progress.show(count, of: total, "steps") }
      return step
    }.dropFirst(subject.firstStep).prefix(part.range?.count ?? .max)
    try Output.write(to: destination.output) { sink in
      switch format {
      case .csv: try TraceCSV.write(run, of: subject, to: sink)
      case .jsonl: try TraceJSONLines.write(run, of: subject, to: sink)
      case .safetensors:
        try TraceSafetensors.write(run, of: subject, to: sink)
      case .table: try writeTable(run, of: subject, items.series, to: sink)
      }
      progress.end()
      try items.finish(by: file, quiet: messages.quiet)
      try part.require(count: count)
    }
  }

  /// The format asked for by name, by the ending of the output, or by where it
  /// goes.
  private var chosenFormat: Format {
    get throws {
      let ending = try destination.ending(
        of: Dictionary(
          uniqueKeysWithValues: Format.allCases.map {
            ($0 == .table ? "txt" : $0.rawValue, $0)
          }), given: format)
      return format ?? ending ?? (isTerminal ? .table : .csv)
    }
  }

  /// Refuses a file that would be laid out in more memory than there is.
  private func requireMemory(for count: Int?, of subject: TraceSubject) throws {
    guard let count else { return }
    let values = subject.layers.reduce(0) { sum, layer in
      sum + layer.quantities.reduce(0) { $0 + layer.units(of: $1).count }
    }
    // The values, and the file that is made of them.
    let needed = Double(count) * Double(values) * 8 * 2
    let memory = Double(ProcessInfo.processInfo.physicalMemory)
    guard needed < 0.6 * memory else {
      throw Refusal.noRoom(
        steps: count, gigabytes: needed / 1e9, memory: memory / 1e9)
    }
  }

  private var isTerminal: Bool {
    destination.output == nil && TerminalFacts.isOutputTerminal
  }

  /// Whether the table may have colours.
  private var isColoured: Bool {
    isTerminal && messages.colour.isColoured
  }

  /// How many columns the names of steps take at most.
  private func nameWidth(_ model: Model, _ labels: [String]) -> Int {
    guard let vocabulary = model.reader.vocabulary else {
      return min(16, labels.map(\.columns).max() ?? 10)
    }
    return vocabulary.readsCharacters ? 2 : 12
  }

  /// The labels of the rows shown, without what all of them share.
  private func rowLabels(_ rows: Series?) -> [String] {
    guard let rows else { return [] }
    let range = part.range.map { $0.lowerBound..<$0.upperBound + 1 }
    return InputSequence.rows(
      rows.part((range ?? 0..<rows.count).clamped(to: 0..<rows.count))
    ).visibleLabels
  }

  private func writeTable(
    _ run: some Sequence<(item: Item, steps: [Step])>,
    of subject: TraceSubject, _ rows: Series?, to sink: any ByteSink
  ) throws {
    let model = subject.model
    let labels = rowLabels(rows)
    let isText = model.reader.vocabulary != nil
    var table = TraceTable(
      TraceTable.Selection(
        units: subject.layers.map { ($0.place, $0.units) },
        quantities: subject.layers.first?.quantities ?? [],
        cell: model.stack.cells.first?.definition ?? CellFamily.lstm,
        names: model.stack.isOneWay ? nil : halves(of: model.stack)),
      isColoured: isColoured, width: TerminalFacts.width,
      nameWidth: nameWidth(model, labels),
      firstStep: subject.firstStep)
    try sink.write(table.header)
    for (place, (item, steps)) in run.enumerated() {
      let row =
        !isText
        ? table.row(
          label: place < labels.count ? labels[place] : item.label, step: steps,
          prediction: model.prediction(after: steps))
        : table.row(
          symbol: item.label, step: steps,
          next: model.likeliestNext(after: steps, count: 3)
            .map { ($0.symbol, $0.probability) })
      try sink.write(row)
    }
    try sink.write(table.footer)
    try sink.write(
      (model.stack.isOneWay
        ? ""
        : """
        0→ reads layer 0 from the first character, 0← from the last; both stand at
        the character that they read.

        """) + "Every value: add --format csv, or -o trace.csv.\n")
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

extension Refusal {
  /// A trace that is laid out whole and does not fit into memory.
  fileprivate static func noRoom(
    steps: Int, gigabytes: Double, memory: Double
  ) -> Refusal {
    Refusal(
      """
      \(grouped(steps)) steps as safetensors need \(plain(gigabytes, decimals: 1)) GB of \
      memory, and there are \(plain(memory, decimals: 1)): choose fewer --units or \
      --quantities or a --span, or write .csv or .jsonl, which are written as \
      they are computed.
      """)
  }
}
