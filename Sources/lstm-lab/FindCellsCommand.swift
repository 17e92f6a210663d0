import ArgumentParser
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles

struct FindCellsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find-cells",
    abstract: "Find units that track something of the text.",
    discussion: """
      Holds every unit and quantity of a layer against labels made from the \
      text (quotations, brackets, place in line and word, …), chooses on one \
      half, confirms on the other, and shows what chance gives.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv }

  @OptionGroup var source: ModelOptions
  @OptionGroup var corpus: CorpusOptions
  @Option(help: "The layer, counted from 0.")
  var layer = 0
  @Option(
    help: "The quantities to look at, of f,i,g,o,c,h (default: all).",
    transform: QuantityList.init)
  var quantities: QuantityList?
  @Option(
    help: ArgumentHelp(
      "More labels: a CSV with names in its first line and a row a character.",
      valueName: "path"))
  var labels: String?
  @Option(help: "How many units for each label.")
  var best = 1
  @Option(help: "How many shifted labels stand for chance.")
  var shuffles = 1000
  @Option(help: "The seed of the shifts.")
  var seed: UInt64 = 1997
  @Option(help: "Threads; the result does not depend on how many.")
  var threads = 2
  @Option(help: "What to write.")
  var format = Format.table
  @Option(
    name: .shortAndLong, help: "Where to write (default: standard output).")
  var output: String?
  @Flag(help: "No word on standard error.")
  var quiet = false

  func validate() throws {
    guard (1...1000).contains(best), (0...100_000).contains(shuffles),
      threads > 0
    else {
      throw ValidationError(
        "--best must be 1 to 1000, --shuffles 0 to 100000, --threads 1 or more."
      )
    }
    for quantity in quantities?.quantities ?? []
    where !Quantity.lstm.contains(quantity) {
      throw ValidationError("--quantities must be of f, i, g, o, c, h.")
    }
  }

  func run() throws {
    let file = try source.load()
    let scalars = try corpus.load(needed: 2_000, question: "finding cells")
    if !quiet { UnknownCharacters.warn(scalars, model: file) }
    let all = LabelBattery.labels(of: scalars) + (try given(scalars.count))
    var search = CellSearch(layer: layer)
    search.quantities = quantities?.quantities ?? Quantity.lstm
    (search.best, search.shuffles) = (best, shuffles)
    (search.seed, search.threads) = (seed, threads)
    var progress = CorpusProgress(isQuiet: quiet)
    search.progress = { progress.show("searching", share: $0) }
    let findings = try search.run(
      file.model,
      symbols: scalars.map { UInt16(file.model.vocabulary.index(of: $0)) },
      labels: all)
    progress.end()
    try Output.write(to: output) { sink in
      try sink.write(
        format == .csv
          ? CellSearch.csv(findings)
          : search.text(findings, characters: scalars.count))
    }
    if !quiet { Talk.say("model \(file.name), \(corpus.name), seed \(seed)") }
  }

  private func given(_ characters: Int) throws -> [TextLabel] {
    guard let labels else { return [] }
    return try LabelTable.labels(
      csv: try TextFile.load(labels).text, characters: characters)
  }
}
