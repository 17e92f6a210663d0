import ArgumentParser
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import TraceFigures
import Wording

struct AblateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ablate",
    abstract: "Silence each unit in turn and see what gets worse.",
    discussion: """
      The change of loss over a corpus with h of each unit held at 0 (or at \
      its mean), overall and by what the next character is. A model of numbers \
      reads rows (--csv), and its loss is the squared error. -o OUT.svg (.png, \
      .pdf) draws a bar a unit.

        lstm-lab ablate
        lstm-lab ablate --units 3,11 --file book.txt
      """)

  @OptionGroup var corpus: CorpusOptions
  @Option(help: "The layer, counted from 0.")
  var layer = 0
  @Option(
    help: "The units to silence, such as 0,3,8-15 (default: all).",
    transform: UnitRanges.init)
  var units: UnitRanges?
  @Option(help: "What a silenced unit is held at: zero or mean.")
  var to = Ablation.Replacement.zero
  @Option(help: "Read only so many characters or rows of the corpus.")
  var characters = 100_000
  @Option(help: "Units to list.")
  var rows = 12
  @OptionGroup var workers: ThreadOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var look: PictureLook
  @OptionGroup var source: ModelOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard characters > 1, rows >= 0 else {
      throw ValidationError(
        "--characters must be at least 2, --rows not negative."
      )
    }
  }

  func run() throws {
    let file = try source.loadOneWay()
    let corpus = try corpus.load(for: file, quiet: messages.quiet).prefix(
      characters)
    try corpus.require(2, for: "ablation")
    guard corpus.series == nil || !corpus.sequence.targets.isEmpty else {
      throw Refusal.nothingToLose(model: file.name)
    }
    let labels = corpus.labels.filter { label in
      if case .flags(let flags) = label.values {
        return label.kind != .future && flags.contains(true)
      }
      return false
    }
    try file.model.stack.require(layer: layer)
    var ablation = Ablation(layer: layer)
    (ablation.replacement, ablation.threads) = (to, workers.count)
    let progress = messages.progress
    ablation.progress = { progress.show("silencing", share: $0) }
    let width = file.model.stack.cells[layer].hiddenSize
    let (whole, effects) = try ablation.run(
      file.model, over: corpus.sequence, labels: labels,
      units: try units?.indices(below: width))
    progress.end()
    if let path = report.destination.output, PictureLook.isFigure(path),
      !PictureLook.isTable(path)
    {
      return try look.write(
        figure(effects, whole.overall, over: corpus), to: path, model: file)
    }
    try report.write(
      table: ablation.text(
        whole, effects, of: width, labels: labels, rows: rows, over: corpus),
      csv: Ablation.csv(effects, labels: labels))
    messages.say("model \(file.name), \(corpus.name)")
  }
}

extension AblateCommand {
  private func figure(
    _ effects: [Ablation.Effect], _ whole: Double, over corpus: SearchedCorpus
  ) -> AblationFigure {
    AblationFigure(
      effects, layer: layer, whole: whole,
      unit: corpus.series == nil
        ? "nats per \(corpus.element)" : "squared error",
      notes: [
        "\(grouped(corpus.count)) \(corpus.noun) of \(corpus.name)",
        "h of each unit held at \(to == .zero ? "0" : "its mean") in turn",
      ])
  }
}

extension Refusal {
  /// A model of numbers whose predictions cannot be held against anything.
  fileprivate static func nothingToLose(model: String) -> Refusal {
    Refusal(
      "\(model) predicts no column of these rows, so there is no loss that could "
        + "rise: use a model that lstm-lab train --csv made, and rows with its "
        + "targets.")
  }
}

extension Ablation.Replacement: ExpressibleByArgument {}
