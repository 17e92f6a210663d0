import ArgumentParser
import Drawing
import Experiments
import LSTMCore
import ModelFiles
import TraceFigures
import Wording

struct VanishingDemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vanishing-demo",
    abstract: "Measure how gradients vanish on the way back: RNN and LSTM.",
    discussion: """
      Untrained cells, loss at the last step only: the norm of the gradient \
      against its distance from the loss, for a vanilla RNN, for LSTMs of \
      several forget-gate biases, and for the constant error carousel of 1997. \
      Without OUT a table and a plot of characters; with it a picture.

        lstm-lab vanishing-demo
        lstm-lab vanishing-demo vanishing.png --seeds 5 --cell gru
      """)

  enum Study: String, ExpressibleByArgument, CaseIterable {
    case cells, training, clipping
  }

  @OptionGroup var picture: FigureArgument
  @Option(
    help: """
      What to compare: untrained cells; an RNN and an LSTM before, while and \
      after learning a long lag (takes a minute); a gradient before and after \
      clipping.
      """)
  var study = Study.cells
  @Option(
    name: .customLong("steps"),
    help: "How many steps the sequence has (default: 100; for training 50).")
  var chosenSteps: Int?
  @Option(
    name: .customLong("hidden"),
    help: "How many units each cell has (default: 32; for training 16).")
  var chosenHidden: Int?
  @Option(
    name: .customLong("seeds"),
    help: "How many draws of weights and inputs (default: 20; for training 3).")
  var chosenSeeds: Int?
  @Option(help: "The first seed.")
  var seed: UInt64 = 1997
  @Option(
    name: .customLong("init"), help: "How recurrent weights are drawn.")
  var recurrent = Initialiser.orthogonal
  @Option(
    help: "Add a vanilla RNN whose recurrent weights have this 2-norm.")
  var spectralNorm: Double?
  @Option(
    help: "Add a cell of the family by its name; `lstm-lab cells` lists them.",
    completion: .cells,
    transform: CellName.init)
  var cell: CellName?
  @OptionGroup var report: ReportOptions
  @OptionGroup var messages: MessageOptions

  private var steps: Int { chosenSteps ?? (study == .training ? 50 : 100) }
  private var seeds: Int { chosenSeeds ?? (study == .training ? 3 : 20) }
  private var hidden: Int { chosenHidden ?? (study == .training ? 16 : 32) }

  func validate() throws {
    try report.requireText()
    for (name, value) in [
      ("steps", steps), ("hidden", hidden), ("seeds", seeds),
    ]
    where !(1...10_000).contains(value) {
      throw ValidationError(
        "--\(name) must be from 1 to 10000, not \(value).")
    }
    if study == .training, !(4...1000).contains(steps) || hidden > 256 {
      throw ValidationError(
        "--study training takes 4 to 1000 --steps of at most 256 --hidden.")
    }
    if cell != nil, study != .cells {
      throw ValidationError("--cell is for --study cells.")
    }
    if study == .clipping, steps < 2 {
      throw ValidationError("--study clipping takes at least 2 --steps.")
    }
    if let norm = spectralNorm, !(norm > 0 && norm <= 1e6) {
      throw ValidationError(
        "--spectral-norm must be above 0 and at most 1e6, not \(norm).")
    }
  }

  func run() throws {
    let needed = GradientStudy.bytesNeeded(steps: steps, hidden: hidden)
    guard needed <= 8 << 30 else {
      throw Refusal(
        """
        \(steps) steps of \(hidden) units would need about \(needed >> 30) GiB \
        of memory; ask for fewer --steps or a smaller --hidden.
        """)
    }
    switch study {
    case .cells: try compareCells()
    case .training: try followTraining()
    case .clipping: try clip()
    }
  }

  private func compareCells() throws {
    var study = GradientStudy()
    study.steps = steps
    study.hiddenSize = hidden
    study.seeds = seeds
    study.firstSeed = seed
    study.recurrent = recurrent
    study.spectralNorm = spectralNorm
    study.cell = cell?.name
    let progress = messages.progress
    let report = GradientReport(
      study: study,
      curves: study.run { progress.show($0, of: seeds, "seeds") })
    progress.end()
    for place in report.invalid { messages.say("warning: \(place)") }
    try show(GradientFigure(report), table: report.table, csv: report.csv)
  }

  private func followTraining() throws {
    var study = TrainingStudy()
    study.steps = steps
    study.hiddenSize = hidden
    (study.seeds, study.seed) = (seeds, seed)
    let progress = messages.progress
    let snapshots = study.run { progress.show("training", share: $0) }
    progress.end()
    let report = TrainingReport(study: study, snapshots: snapshots)
    try show(GradientFigure(report), table: report.table, csv: report.csv)
  }

  private func clip() throws {
    var study = ClippingStudy()
    study.steps = steps
    study.hiddenSize = hidden
    study.seed = seed
    let report = ClippingReport(study)
    try show(GradientFigure(report), table: report.table, csv: report.csv)
  }

  /// Draws where a picture is asked for; writes unless that is all.
  private func show(
    _ figure: GradientFigure, table: String, csv: @autoclosure () -> String
  ) throws {
    try picture.write(figure)
    if picture.isWanted, !report.isWanted { return }
    try report.write(table: table, csv: csv())
  }
}

extension Initialiser: ExpressibleByArgument {}
