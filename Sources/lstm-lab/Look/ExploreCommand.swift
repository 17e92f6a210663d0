import ArgumentParser
import Drawing
import ExplorerPage
import Inspection
import LSTMCore
import ModelFiles
import Wording

struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Write a page in which a model reads what you type.",
    discussion: """
      One file that opens in any browser, without a network: type, point, hold \
      a gate, let it write on. The page carries the model and computes \
      everything itself; it says how far it is from what lstm-lab computes. \
      With a corpus (a built-in sample unless told), units carry the names of \
      what they track, and show where they are highest.

        lstm-lab explore page.html
        lstm-lab explore page.html --model mine.safetensors --file book.txt
      """)

  @Argument(
    help: ArgumentHelp("The page: a .html file.", valueName: "out"),
    completion: .file())
  var output: String
  @OptionGroup var source: ModelOptions
  @Option(
    parsing: .unconditional,
    help: "The text to begin with (default: a sample).")
  var text: String?
  @Option(
    help: ArgumentHelp(
      "A text to look the units up in (default: a built-in sample).",
      valueName: "corpus"), completion: .file())
  var file: String?
  @OptionGroup var rows: SeriesOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard output.lowercased().hasSuffix(".html") else {
      throw ValidationError("“\(output)” is no page; end it in .html")
    }
    guard rows.path == nil || (text == nil && file == nil) else {
      throw ValidationError("Give a text or --csv, not both.")
    }
  }

  func run() throws {
    let model = try source.loadOneWay()
    var page = try begin(model)
    if let vocabulary = model.model.reader.vocabulary, model.name != "counter" {
      try lookUp(model, vocabulary, for: &page)
    }
    let typesetter = Typesetter()
    let html = try page.html(
      software: "lstm-lab \(Version.current)", measure: typesetter,
      typesetter: typesetter)
    try Output.write(to: output) { try $0.write(html) }
    messages.say("Written: \(output)")
  }

  /// The page of what is read first.
  private func begin(_ file: ModelFile) throws -> ExplorerPage {
    let read: InputSequence
    var text = ""
    if let table = try self.text == nil ? rows.table(for: file) : nil {
      let all = try rows.series(of: rows.one(of: table, for: file), for: file)
      let series = all.part(0..<min(Self.mostRows, all.count))
      (read, text) = (.rows(series), series.csv)
    } else {
      let vocabulary = try file.requireVocabulary()
      text = self.text ?? Self.sample(for: file)
      guard !text.isEmpty else { throw EmptyText(source: "--text") }
      let (scalars, unknown) = UnknownCharacters.adapted(
        text.unicodeScalars, to: vocabulary)
      try unknown.requireKnown(in: file.requireCharacters())
      if !messages.quiet { unknown.warn(model: file.name) }
      var adapted = String.UnicodeScalarView()
      adapted.append(contentsOf: scalars)
      text = String(adapted)
      read = InputSequence(scalars, in: vocabulary)
    }
    var page = ExplorerPage(
      Recording(of: file.model, reading: read), text: text, name: file.name,
      argument: source.model, hash: file.hash)
    let scales = file.scales
    page.reaches = file.model.stack.cells.indices.map {
      scales?.reaches(layer: $0) ?? [:]
    }
    page.source = rows.path ?? BuiltIn.Model(rawValue: file.path)?.rows
    return page
  }

  /// What a corpus says of the units.
  private func lookUp(
    _ file: ModelFile, _ vocabulary: Vocabulary, for page: inout ExplorerPage
  ) throws {
    let text = try self.file.map { try TextFile.load($0).text }
    let scalars = Array((text ?? BuiltIn.story).unicodeScalars)
    let corpus = SearchedCorpus(
      scalars, in: vocabulary, name: self.file ?? "the built-in sample text")
    try corpus.require(CellSearch.least, for: "finding cells")
    let progress = messages.progress
    for layer in file.model.stack.cells.indices {
      var search = CellSearch(layer: layer)
      search.quantities = file.model.stack.cells[layer].recorded
      (search.shuffles, search.hasProbe) = (200, false)
      search.progress = { progress.show("searching", share: $0) }
      page.add(
        try search.run(
          file.model, over: corpus.sequence, labels: corpus.labels),
        layer: layer)
    }
    progress.end()
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: scalars.prefix(Self.mostOfCorpus))
    let name = corpus.name.split(separator: "/").last ?? ""
    page.corpus = ExplorerPage.Corpus(name: String(name), text: String(kept))
  }

  /// A passage with talk in it, but for the model that reads none.
  private static func sample(for file: ModelFile) -> String {
    file.path == BuiltIn.Model.counter.rawValue
      ? BuiltIn.Model.counter.sample : sample
  }

  private static let sample = """
    “Well, Prince,” he said, “and what do you think of the war?” The prince \
    did not answer. “I think,” said Pierre at last, “that it is time.”
    """

  /// As many rows as the page reads.
  private static let mostRows = 2_000
  /// As much of a corpus as a page carries, in characters.
  private static let mostOfCorpus = 30_000
}

extension ExplorerPage {
  /// Adds what was found, the surest first, one name a unit.
  fileprivate mutating func add(
    _ found: [CellSearch.Finding], layer: Int
  ) {
    var units: Set<Int> = []
    for finding in found
    where finding.isFound && finding.label.kind != .character
      && units.insert(finding.unit).inserted
    {
      findings.append(
        Finding(
          layer: layer, unit: finding.unit, rank: findings.count,
          label: finding.label.name, quantity: finding.quantity,
          words: finding.confirmed.words + " on text held out"))
    }
  }
}

extension CellSearch.Score {
  fileprivate var words: String {
    switch self {
    // A unit may tell by being low.
    case .area(let area) where area < 0.5:
      "lower there, AUC \(plain(area, decimals: 2))"
    case .area(let area): "AUC \(plain(area, decimals: 2))"
    case .correlation(let r): "r \(signed(r, decimals: 2))"
    }
  }
}

extension Series {
  /// The rows as a CSV file, their labels first.
  fileprivate var csv: String {
    let names = (labels == nil ? [] : ["label"]) + columns
    let lines = rows.indices.map { k in
      CSVRow.text(
        (labels.map { [$0[k]] } ?? []) + rows[k].elements.map { "\($0)" })
    }
    return CSVRow.text(names) + lines.joined()
  }
}
