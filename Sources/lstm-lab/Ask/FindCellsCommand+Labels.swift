import ArgumentParser
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

extension FindCellsCommand {
  /// Looks for units that tell what a whole text is, in a table of texts and
  /// labels.
  func searchLabels(_ file: ModelFile) throws {
    let table = try labelledTable(of: file)
    sayIfLearnt(
      table, by: file, hint: "evaluate --part test scores it on")
    let classes = Array(Set(table.labels)).sorted()
    guard table.texts.count >= LabelCells.least, classes.count > 1,
      classes.count <= 100
    else {
      throw Refusal(
        "\(table.name) has \(counted(table.texts.count, "text")) of "
          + "\(counted(classes.count, "class", plural: "classes")), and a unit is "
          + "looked for in \(LabelCells.least) texts or more of 2 to 100 classes."
      )
    }
    let stack = file.model.stack
    let layers = stack.layers
    guard layers.indices.contains(layer) else {
      throw InspectionError.noLayer(layer, count: layers.count)
    }
    let first = layers[..<layer].reduce(0) { $0 + ($1.reverse == nil ? 1 : 2) }
    // A model's own classes in its own order, if they are the same.
    let own = file.model.classes?.names
    let names = own.map { Set($0) == Set(classes) ? $0 : classes } ?? classes
    let progress = messages.progress
    let found = LabelCells(
      file.model, texts: try symbols(of: table.texts, file),
      words: table.words(),
      labels: table.labels.map { names.firstIndex(of: $0) ?? 0 },
      classes: names,
      cells: Array(first...first + (layers[layer].reverse == nil ? 0 : 1)),
      quantities: quantities?.quantities
        ?? [.cell, .hidden].filter {
          stack.cells[first].quantities.contains($0)
        }, best: best, shuffles: shuffles, seed: seed, threads: workers.count
    ) { progress.show("finding cells", share: $0) }
    progress.end()
    try report.write(table: found.text(shuffles: shuffles), csv: found.csv)
    messages.say("model \(file.name), \(table.name), seed \(seed)")
  }

  /// The table, by the columns asked for or those of the model's training.
  private func labelledTable(of file: ModelFile) throws -> LabelledTable {
    guard let path = corpus.file, corpus.rows.path == nil else {
      throw ValidationError(
        "Name the table of texts and labels with --file TABLE.")
    }
    guard figures == nil, labels == nil, part == nil else {
      throw ValidationError(
        "--figures, --labels and --part are for one long text, not for a table "
          + "of texts.")
    }
    guard let text = labelled.text ?? file.metadata[.textColumn],
      let label = labelled.label ?? file.metadata[.labelColumn]
    else {
      throw ValidationError(
        "Name both columns: --text COLUMN and --label COLUMN.")
    }
    return try LabelledTable.load(path, text: text, label: label)
  }

  /// Each text as a model reads it, one symbol at least.
  private func symbols(
    of texts: [String], _ file: ModelFile
  ) throws -> [[Int]] {
    let vocabulary = try file.requireSymbols()
    var unknown = UnknownCharacters()
    let symbols = try texts.map { text in
      let read = try unknown.symbols(of: text, in: vocabulary)
      return read.isEmpty
        ? [vocabulary.unknownIndex ?? 0]
        : Array(read.prefix(LabelCells.longest))
    }
    if !messages.quiet, file.model.classes == nil {
      unknown.warn(model: file.name)
    }
    return symbols
  }
}
