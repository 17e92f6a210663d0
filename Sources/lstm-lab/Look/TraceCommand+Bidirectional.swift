import LSTMCore
import ModelFiles
import TraceFigures

extension TraceCommand {
  /// The trace of a model that reads in both directions.
  func trace(_ file: BidirectionalModelFile) throws {
    try held.requireNone(for: file)
    let stack = file.model.stack
    let selection = try shown.selection(
      of: stack.layers.flatMap { [$0.forward, $0.reverse] },
      preactivations: preactivations)
    let layers = try selection.resolved(for: stack)
    let reading = try read.text.reading(by: file)
    try Output.write(to: output) { sink in
      switch format ?? defaultFormat {
      case .csv:
        try TraceCSV.write(
          reading.steps, heading: "character", layers: layers, to: sink)
      case .jsonl:
        try TraceJSONLines.write(reading.steps, layers: layers, to: sink)
      case .safetensors:
        try TraceSafetensors.write(
          reading.steps, layers: layers, units: selection.units,
          model: "\(file.name) \(file.hash)", version: Version.current,
          to: sink)
      case .table:
        try writeTable(reading, layers: layers, to: sink)
      }
      reading.warn(quiet: quiet)
    }
  }

  private func writeTable(
    _ reading: BidirectionalReading, layers: [SelectedLayer],
    to sink: any ByteSink
  ) throws {
    let names = reading.trace.layers.indices.flatMap { ["\($0)→", "\($0)←"] }
    var table = TraceTable(
      TraceTable.Selection(
        units: layers.map { ($0.place, $0.units) },
        quantities: layers.first?.quantities ?? [], names: names),
      isColoured: isColoured)
    try sink.write(table.header)
    for (character, (_, step)) in zip(reading.characters, reading.steps) {
      try sink.write(table.row(character: character, step: step, next: []))
    }
    try sink.write(table.footer)
    try sink.write(
      """
      0→ reads layer 0 from the first character, 0← from the last; both stand \
      at the
      character that they read. Every value: add --format csv, or -o trace.csv.

      """)
  }
}
