import ArgumentParser
import Drawing
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import TraceFigures
import Wording

struct FindCellsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find-cells",
    abstract: "Find units that track a property of the text.",
    discussion: """
      Holds every unit and quantity of a layer against labels made from the \
      text (quotations, brackets, place in line and word, …), chooses on one \
      half, confirms on the other, and shows what chance gives. For a model of \
      numbers (--csv) the labels are made from the columns. With --text and \
      --label, the units of any model of text are held against the labels of \
      whole texts in a table.

        lstm-lab find-cells
        lstm-lab find-cells --file book.txt --figures found
        lstm-lab find-cells --model basin --against sample:basin
        lstm-lab find-cells --file sample:spoken --text sentence --label kind
      """)

  @OptionGroup var corpus: CorpusOptions
  @Option(
    help: """
      The part of a text: all, or as `train` divides it, 80, 10 and 10 per \
      cent (default: test of the text that the model was trained on, which it \
      has not seen; all of any other).
      """)
  var part: CorpusPart?
  @Option(help: "The layer, counted from 0.")
  var layer = 0
  @Option(
    help: "The quantities to look at, of f,i,g,o,c,h (default: all).",
    transform: QuantityList.init)
  var quantities: QuantityList?
  @Option(
    name: [.long, .customLong("against")],
    help: ArgumentHelp(
      """
      More labels: a CSV with names in its first line and a row for every \
      character, word, or row of numbers.
      """,
      valueName: "path"), completion: .file())
  var labels: String?
  @OptionGroup var labelled: LabelColumns
  @Option(help: "How many units for each label.")
  var best = 1
  @Option(help: "Shifted labels that give the chance level.")
  var shuffles = 1000
  @Option(help: "The seed of the shifts.")
  var seed: UInt64 = 1997
  @OptionGroup var workers: ThreadOptions
  @OptionGroup var report: ReportOptions
  @Option(
    help: ArgumentHelp(
      "Draw a figure of every unit found into this folder.",
      valueName: "folder"), completion: .directory)
  var figures: String?
  @Option(help: "What kind of figures: png, svg or pdf.")
  var figureType = FigureType.png
  @OptionGroup var look: PictureLook
  @OptionGroup var source: ModelOptions
  @OptionGroup var messages: MessageOptions

  enum FigureType: String, ExpressibleByArgument, CaseIterable {
    case png, svg, pdf
  }

  func validate() throws {
    try report.requireText()
    guard (1...1000).contains(best), (0...100_000).contains(shuffles)
    else {
      throw ValidationError(
        "--best must be 1 to 1000, --shuffles 0 to 100000."
      )
    }
  }

  func run() throws {
    let file = try source.load()
    if labelled.isGiven || file.model.classes != nil {
      return try searchLabels(file)
    }
    try file.requireOneWay()
    let corpus = try corpus.load(part, for: file, quiet: messages.quiet)
    try corpus.require(CellSearch.least, for: "finding cells")
    guard figures == nil || corpus.isOfCharacters else {
      throw ValidationError(
        "--figures shows passages of characters; plot-gates --units draws a unit "
          + "over \(corpus.noun).")
    }
    let all = corpus.labels + (try given(for: corpus))
    var search = CellSearch(layer: layer)
    try file.model.stack.require(layer: layer)
    search.quantities =
      quantities?.quantities
      ?? file.model.stack.cells[layer].recorded
    (search.best, search.shuffles) = (best, shuffles)
    (search.seed, search.threads) = (seed, workers.count)
    let progress = messages.progress
    search.progress = { progress.show("finding cells", share: $0) }
    let isNew = try figures.map { try FigureFolder.require($0) } ?? false
    // Nothing is left of a folder that stays empty.
    defer { if let figures, isNew { rmdir(figures) } }
    let findings = try search.run(
      file.model, over: corpus.sequence, labels: all)
    progress.end()
    try report.write(
      table: search.text(findings, in: corpus), csv: CellSearch.csv(findings))
    if let figures {
      let evidence = try search.evidence(
        for: findings.filter(\.isFound), in: file.model,
        over: corpus.sequence, scalars: corpus.scalars)
      try draw(evidence, into: figures, model: file)
    }
    messages.say("model \(file.name), \(corpus.name), seed \(seed)")
  }

  /// A file per unit, named for what it tracks: `quotation-c11.png`.
  private func draw(
    _ evidence: [CellEvidence], into folder: String, model: ModelFile
  ) throws {
    let typesetter = Typesetter()
    for found in evidence {
      let finding = found.finding
      let path =
        "\(folder)/\(FigureFolder.plain(finding.label.name))-"
        + "\(finding.quantity.key)\(finding.unit).\(figureType.rawValue)"
      try look.write(
        CellEvidenceFigure(found), to: path, typesetter: typesetter,
        model: model)
    }
    messages.say(
      evidence.isEmpty
        ? "No unit was found, so there is no figure."
        : "\(evidence.count) figures in \(folder)")
  }

  /// The labels of a table, which are those of the whole text.
  private func given(for corpus: SearchedCorpus) throws -> [TextLabel] {
    guard let labels else { return [] }
    let file = try TextFile.load(labels)
    // A column that only counts names the rows.
    let counter = try? SeriesTable(file.text, name: file.name).counter
    let all = try LabelTable.labels(
      csv: file.text, for: (corpus.place?.of ?? corpus.count, corpus.noun),
      known: (corpus.series?.columns ?? []) + [counter].compactMap { $0 })
    return corpus.place.map { place in all.map { $0.part(place.range) } } ?? all
  }
}

/// A folder for figures.
enum FigureFolder {
  /// Makes the folder where there is none.
  ///
  /// - Returns: whether it was made.
  static func require(_ path: String) throws -> Bool {
    if FileManager.default.fileExists(atPath: path) { return false }
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Refusal.noFolder(path: path)
    }
    return true
  }

  /// A label's name as a part of a file's: letters, digits and dashes.
  static func plain(_ name: String) -> String {
    String(
      name.map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "-" }
        .prefix(60))
  }

}

extension Refusal {
  fileprivate static func noFolder(path: String) -> Refusal {
    Refusal(
      "the folder \(path) cannot be made: give one that can be written.")
  }
}
