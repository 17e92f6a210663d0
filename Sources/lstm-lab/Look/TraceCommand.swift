import ArgumentParser
import Foundation
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
  @Flag(help: "Add zf, zi, zg, zo: what the gates were before squashing.")
  var preactivations = false
  @Option(
    name: .shortAndLong, help: "Where to write (default: standard output).")
  var output: String?
  @Flag(help: "No warnings on standard error.")
  var quiet = false
  @Flag(help: "No colour in the table.")
  var noColor = false

  func run() throws {
    guard read.rows.csv == nil else { return try trace(read.open(source)) }
    switch try source.open() {
    case .oneWay(let file): try trace(.text(file, read.text))
    case .bothWays(let file): try trace(file)
    }
  }

  private func trace(_ sequence: Sequenced) throws {
    let (file, stack) = (sequence.file, sequence.stack)
    let selection = try shown.selection(
      of: stack, preactivations: preactivations)
    let layers = try selection.resolved(for: stack)
    let reading = try sequence.reading(
      under: sequence.intervention(held))
    try Output.write(to: output) { sink in
      switch format ?? defaultFormat {
      case .csv:
        try TraceCSV.write(
          reading, heading: sequence.series == nil ? "character" : "label",
          layers: layers, to: sink)
      case .jsonl:
        switch sequence {
        case .text(let file, _):
          try TraceJSONLines.write(
            reading, of: file.model, selection: selection, to: sink)
        case .series(let file, _):
          try TraceJSONLines.write(
            reading, of: file.model, selection: selection, to: sink)
        }
      case .safetensors:
        try TraceSafetensors.write(
          reading, layers: layers, units: selection.units,
          model: "\(file.name) \(file.hash)", version: Version.current,
          separator: sequence.series == nil ? "" : "\n", to: sink)
      case .table:
        try writeTable(reading, of: sequence, selection: selection, to: sink)
      }
      try reading.finish(quiet: quiet)
    }
  }

  private var isTerminal: Bool {
    output == nil && TerminalFacts.isOutputTerminal
  }

  var defaultFormat: Format { isTerminal ? .table : .csv }

  /// Whether the table may have colours.
  var isColoured: Bool {
    isTerminal && !noColor && TerminalFacts.isColoured
  }

  private func writeTable(
    _ reading: SequenceReading, of sequence: Sequenced,
    selection: TraceSelection, to sink: any ByteSink
  ) throws {
    let layers = try selection.resolved(for: sequence.stack)
    var table = TraceTable(
      TraceTable.Selection(
        units: layers.map { ($0.index, $0.units) },
        quantities: layers.first?.quantities ?? [],
        cell: sequence.stack.layers.first.map { type(of: $0) }
          ?? LSTMCell.self),
      isColoured: isColoured)
    try sink.write(table.header)
    for (name, step) in reading {
      switch sequence {
      case .text(let file, _):
        let next = file.model.likeliestNext(after: step, count: 3)
        try sink.write(
          table.row(
            character: name.unicodeScalars.first ?? " ", step: step,
            next: next))
      case .series(let file, _):
        try sink.write(
          table.row(
            step: step, prediction: file.model.prediction(after: step)))
      }
    }
    try sink.write(table.footer)
    try sink.write("Every value: add --format csv, or -o trace.csv.\n")
  }
}

extension CharacterModel {
  /// The likeliest next characters with their probabilities.
  func likeliestNext(
    after step: [Step], count: Int
  ) -> [(character: String, probability: Double)] {
    let p = nextDistribution(after: step)
    return p.indices.sorted { (p[$0], $1) > (p[$1], $0) }
      .prefix(count).map { (vocabulary[$0], p[$0]) }
  }
}
