import ArgumentParser
import Experiments
import LSTMCore
import LSTMTraining
import ModelFiles
import TraceFigures
import Wording

/// What is varied, separated by commas.
struct FactorList {
  var factors = Sweep.Factor.allCases

  init() {}

  init(_ text: String) throws {
    factors = try text.split(separator: ",").map { name in
      guard
        let factor = Sweep.Factor(
          rawValue: String(name.trimmingPrefix(while: \.isWhitespace)))
      else {
        let known = Sweep.Factor.allCases.map(\.rawValue)
        throw ValidationError(
          "There is no factor '\(name)'. There are: "
            + known.joined(separator: ", ") + ".")
      }
      return factor
    }
  }
}

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract:
      "Measure what more epochs, layers, units, text or temperature do.",
    discussion: """
      Varies one at a time and holds the rest, a small model on the beginning \
      of the text. Beside the loss on the last tenth stands what the model \
      writes: the entropy of its draws, and which share of its words occur in \
      the text. A shorter text is read in as many more epochs, so that each \
      model makes as many updates. With OUT a picture of it.

        lstm-lab sweep book.txt
        lstm-lab sweep sweep.png book.txt --factors units,text --seeds 1
      """)

  @Argument(help: "The text, UTF-8.", completion: .file())
  var corpus: String
  @OptionGroup var picture: FigureArgument
  @Option(
    help: ArgumentHelp(
      """
      What to vary, of epochs, layers, units, text, temperature (default: all, \
      one after the other).
      """, valueName: "a,b"),
    transform: FactorList.init)
  var factors = FactorList()
  @Option(help: "How many characters of the text to use.")
  var characters = 200_000
  @Option(help: "Units of the model that is varied.")
  var hidden = 64
  @Option(help: "Epochs of the model that is varied.")
  var epochs = 8
  @OptionGroup var repeated: SeedOptions
  @OptionGroup var workers: ThreadOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    try report.requireText()
    guard characters >= 2_000 else {
      throw ValidationError(
        "--characters must be at least 2000, not \(characters).")
    }
  }

  func run() throws {
    let text = try TextFile.load(corpus).text
    let data = try Corpus(
      String(String.UnicodeScalarView(text.unicodeScalars.prefix(characters))))
    let sweep = Sweep(try settings(for: data), data)
    var rows: [Sweep.Row] = []
    let total =
      factors.factors.reduce(0) { $0 + sweep.values(of: $1).count }
      * repeated.seeds
    let progress = messages.progress
    for factor in factors.factors {
      for k in 0..<repeated.seeds {
        try sweep.rows(factor, seed: repeated.seed &+ UInt64(k)) { row in
          rows.append(row)
          progress.show(rows.count, of: total, "runs")
        }
      }
    }
    progress.end()
    let held = sweep.base
    try picture.write(figure(of: rows, around: held))
    guard report.isWanted || !picture.isWanted else { return }
    try report.write(table: table(rows), csv: csv(rows))
  }

  private func settings(for data: Corpus) throws -> TrainingSettings {
    var settings = TrainingSettings()
    (settings.hidden, settings.epochs) = (hidden, epochs)
    settings.threads = workers.count
    settings.batch = 8
    // The shortest text must still fill every stream.
    settings.fitBatch(to: data.training.count / 8)
    try settings.validate()
    return settings
  }

  private func csv(_ rows: [Sweep.Row]) -> String {
    rows.reduce(
      "factor,value,seed,parameters,updates,test_nats,entropy_nats,known_words\n"
    ) { text, row in
      text
        + CSVRow.text([
          row.factor.rawValue, "\(row.value)", "\(row.seed)",
          "\(row.parameters)", "\(row.updates)", "\(row.testLoss)",
          "\(row.entropy)",
          "\(row.knownWords)",
        ])
    }
  }

  private func figure(
    of rows: [Sweep.Row], around held: TrainingSettings
  ) -> SweepFigure {
    SweepFigure(
      title: "How each setting changes the result",
      panels: factors.factors.map { factor in
        let own = rows.filter { $0.factor == factor }
        let measured: KeyPath<Sweep.Row, Double> =
          factor == .temperature ? \.knownWords : \.testLoss
        return SweepFigure.Panel(
          setting: factor.axis,
          measured: factor == .temperature
            ? "share of known words" : "test loss (nats per character)",
          columns: Set(own.map(\.value)).sorted().compactMap { value in
            let results = own.filter { $0.value == value }
              .map { $0[keyPath: measured] }
            // A training that came to nothing has no place.
            guard !results.median.isNaN else { return nil }
            return SweepFigure.Column(
              name: Numerals.tick(value), median: results.median,
              range: results.percentile(0)...results.percentile(1),
              isHeld: value == factor.value(in: held, rows))
          })
      },
      notes: [
        "What is not varied is held (ringed): \(counted(held.hidden, "unit")), "
          + "\(counted(held.layers, "layer")), \(counted(held.epochs, "epoch")), the whole text of "
          + "\(counted(characters, "character")) of \(corpus.split(separator: "/").last ?? ""). "
          + (repeated.seeds == 1
            ? "One seed."
            : "Dots are medians of \(repeated.seeds) seeds, lines reach from the "
              + "least to the largest.")
      ])
  }

  private func table(_ rows: [Sweep.Row]) -> String {
    var text =
      "factor       value   weights updates    test (range)          entropy  words\n"
    for factor in factors.factors {
      let own = rows.filter { $0.factor == factor }
      for value in Set(own.map(\.value)).sorted() {
        text += line(own.filter { $0.value == value })
      }
    }
    return text
      + (repeated.seeds == 1
        ? "One seed" : "Medians of \(counted(repeated.seeds, "seed"))")
      + "; test: nats per character on the last tenth;\nwords: how many of those that it writes occur in the text.\n"
  }

  private static let columns = TextTable([
    .left(11), .right(7), .right(10), .right(8), .right(8), .left(16),
    .right(8), .right(6), .free,
  ])

  private func line(_ rows: [Sweep.Row]) -> String {
    func median(_ path: KeyPath<Sweep.Row, Double>) -> Double {
      rows.map { $0[keyPath: path] }.median
    }
    let losses = rows.map(\.testLoss)
    func three(_ value: Double) -> String { plain(value, decimals: 3) }
    return Self.columns.line(
      rows[0].factor.rawValue, rows[0].value.general(6),
      grouped(rows[0].parameters), grouped(rows[0].updates),
      three(median(\.testLoss)),
      " (\(three(losses.percentile(0)))–\(three(losses.percentile(1))))",
      plain(median(\.entropy), decimals: 2),
      plain(100 * median(\.knownWords), decimals: 0), " %\n")
  }
}

extension Sweep.Factor {
  /// The title of its axis.
  fileprivate var axis: String {
    switch self {
    case .epochs: "epochs"
    case .layers: "layers"
    case .units: "units per layer"
    case .text: "characters trained on"
    case .temperature: "temperature of the writing"
    }
  }

  /// The value that is held while something else is varied.
  fileprivate func value(
    in held: TrainingSettings, _ rows: [Sweep.Row]
  ) -> Double? {
    switch self {
    case .epochs: Double(held.epochs)
    case .layers: Double(held.layers)
    case .units: Double(held.hidden)
    case .text: rows.filter { $0.factor == .text }.map(\.value).max()
    case .temperature: 1
    }
  }
}
