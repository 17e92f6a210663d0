import ArgumentParser
import Drawing
import Experiments
import Inspection
import LSTMCore
import ModelFiles
import TraceFigures
import Wording

struct GradientsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradients",
    abstract: "Show the gradients inside a model that reads a text.",
    discussion: """
      Without a flag: how much each prediction depends on each character; in \
      the terminal for one prediction, as OUT for every pair, each row beside \
      its largest. Every view has a picture, OUT, and --format csv. Rows of \
      numbers (--csv) have --gates, --paths and \
      --jacobians.

        lstm-lab gradients --text "It was late." --at 5
        lstm-lab gradients pairs.png --text "It was late."
        lstm-lab gradients --paths
      """)

  enum View: EnumerableFlag {
    case gates, paths, jacobians, counterexample, rtrl

    static func help(for value: View) -> ArgumentHelp? {
      switch value {
      case .gates: "The gradient of every gate before σ or tanh, as heatmaps."
      case .paths:
        "Constant error flow: truncated, forget-gate product and full."
      case .jacobians: "Singular values of products of Jacobians, by lag."
      case .counterexample:
        "A matrix whose spectral radius is 0 and whose errors grow; no model."
      case .rtrl: "Gradients found going forward, and what they cost."
      }
    }
  }

  @OptionGroup var picture: FigureArgument
  @OptionGroup var sequence: SequenceOptions
  @Flag var view: View?
  @Option(
    name: .customLong("layer"),
    help:
      "The layer of --gates, --paths and --jacobians, counted from 0 (default: 0)."
  )
  var chosenLayer: Int?
  @Option(
    help:
      "The step whose prediction is the loss (default: the last; as CSV all; with --gates the mean over all)."
  )
  var at: Int?
  @Option(
    name: .customLong("lags"),
    help: "How far back --paths and --jacobians go (default: 50).")
  var chosenLags: Int?
  @Option(
    name: .customLong("seed"), help: "The seed of --rtrl (default: 1997).")
  var chosenSeed: UInt64?
  @Flag(
    help:
      "Colour every pair by its gradient, not beside the largest of its row.")
  var absolute = false
  @OptionGroup var source: ModelOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var messages: MessageOptions

  var layer: Int { chosenLayer ?? 0 }
  var lags: Int { chosenLags ?? 50 }
  private var seed: UInt64 { chosenSeed ?? 1997 }

  func validate() throws {
    try report.requireText()
    guard lags > 0 else {
      throw ValidationError("--lags must be at least 1, not \(lags).")
    }
    if let at, at < 0 {
      throw ValidationError("--at counts from 0; there is no step \(at).")
    }
    try requireUsed()
  }

  /// Refuses options that the view would not look at.
  private func requireUsed() throws {
    let walksBack = view == .paths || view == .jacobians
    let hasModel = view != .rtrl && view != .counterexample
    let given: [(String, isGiven: Bool, isUsed: Bool)] = [
      ("--at", at != nil, view == nil || view == .gates),
      ("--lags", chosenLags != nil, walksBack),
      ("--layer", chosenLayer != nil, walksBack || view == .gates),
      ("--seed", chosenSeed != nil, view == .rtrl),
      ("--absolute", absolute, view == nil && picture.isWanted),
      ("--text, --file and --csv", sequence.isGiven, hasModel),
      ("--model", ModelOptions.isNamed, hasModel),
    ]
    for (name, isGiven, isUsed) in given where isGiven && !isUsed {
      throw ValidationError(
        "\(name) changes nothing here: leave it out, or look at another view.")
    }
    if at != nil, view == nil, picture.isWanted, !report.isWanted {
      throw ValidationError(
        "--at is for the text: the figure shows every prediction.")
    }
  }

  func run() throws {
    if view == .rtrl {
      let costs = LearningCosts(seed: seed)
      try picture.write(LearningCostsFigure(costs))
      if picture.isWanted, !report.isWanted { return }
      return try report.write(table: costs.table, csv: costs.csv)
    }
    if view == .counterexample { return try showCounterexample() }
    let file = try source.loadOneWay()
    let stack = file.model.stack
    guard stack.cells.indices.contains(layer) else {
      throw TraceSelectionError.noLayer(layer, count: stack.cells.count)
    }
    if let table = try sequence.rows.table() {
      return try runSeries(file, table)
    }
    _ = try file.requireText()
    let read = try text(sequence.text.source(for: file), by: file)
    switch view {
    case .gates: try showGates(read, file)
    case .paths: try showPaths(read, file)
    case .jacobians: try showJacobians(read, file)
    case .counterexample, .rtrl, nil:
      guard read.labels.allSatisfy({ $0.unicodeScalars.count == 1 }) else {
        throw Refusal.notOfCharacters(model: file.name)
      }
      try showConnectivity(read, file)
    }
  }
}

// MARK: The views

extension GradientsCommand {
  private func showConnectivity(_ read: InputSequence, _ file: ModelFile) throws
  {
    try requirePrediction(in: read)
    let progress = messages.progress
    let total = read.count - 1
    let connectivity = Connectivity(
      of: file.model, over: read.symbols,
      characters: read.labels.flatMap(\.unicodeScalars)
    ) { progress.show($0, of: total, "predictions") }
    progress.end()
    guard connectivity.isFinite else {
      throw Refusal.notANumber(model: file.name)
    }
    if picture.isWanted {
      guard read.count <= ConnectivityFigure.mostCharacters else {
        throw Refusal.textTooLong(limit: ConnectivityFigure.mostCharacters)
      }
      try picture.write(
        ConnectivityFigure(connectivity, isByRow: !absolute), model: file)
      if !report.isWanted { return }
    }
    let text = ConnectivityText(connectivity, isColoured: isColoured)
    try report.write(
      table: text.text(at: at ?? connectivity.norms.count - 1),
      csv: connectivity.csv(at: at))
  }

  private func showGates(_ read: InputSequence, _ file: ModelFile) throws {
    try requirePrediction(in: read)
    let gradient = file.model.activationGradient(over: read.symbols, at: at)
    try show(gradient, read: read[0..<read.count - 1], of: file)
  }

  /// The gradient of every gate before squashing, as heatmaps or norms.
  func show(
    _ gradient: Trace, read: InputSequence, of file: ModelFile
  ) throws {
    let quantities = file.model.stack.cells[layer].quantities
      .filter(\.isPreactivation)
    let isFinite = gradient.steps.allSatisfy { step in
      quantities.allSatisfy {
        step[layer][$0].elements.allSatisfy(\.isFinite)
      }
    }
    guard isFinite else { throw Refusal.notANumber(model: file.name) }
    let recording = Recording(of: file.model, reading: read, trace: gradient)
    try picture.write(
      GateHeatmaps(
        recording, quantities: quantities, layer: layer, isGradient: true
      ).withSums(), model: file)
    if picture.isWanted, !report.isWanted { return }
    try Output.write(to: report.destination.output) { sink in
      if report.isCSV {
        try TraceCSV.write(
          recording.run,
          of: TraceSubject(
            file.model,
            selection: TraceSelection(layers: [layer], preactivations: true)),
          to: sink)
      } else {
        try sink.write(
          GradientNormTable(gradient, layer: layer, quantities: quantities)
            .text(characters: read.visibleLabels))
      }
    }
  }

  private func showPaths(_ read: InputSequence, _ file: ModelFile) throws {
    let cell = file.model.stack.cells[layer]
    guard let lstm = cell as? LSTMCell else {
      throw Refusal.noForgetGate(cell: cell.definition.name)
    }
    let trace = file.model.trace(over: read.symbols)
    let names = read.visibleLabels
    let paths = ErrorPaths(of: lstm, in: trace, layer: layer, lags: lags)
    try show(paths, of: file, steps: names.count, "characters") {
      names[names.count - $0]
    }
  }

  /// The paths by lag, as a figure or a table.
  func show(
    _ paths: ErrorPaths, of file: ModelFile, steps: Int, _ read: String,
    _ name: (Int) -> String
  ) throws {
    try picture.write(
      GradientFigure(paths, conditions: conditions(file, steps, read)),
      model: file)
    if picture.isWanted, !report.isWanted { return }
    try report.write(table: paths.table(character: name), csv: paths.csv)
  }

  private func conditions(
    _ file: ModelFile, _ steps: Int, _ read: String
  ) -> String {
    """
    Layer \(layer) of \(file.name), the last \(min(lags, steps)) steps of \
    \(steps) \(read).
    """
  }

  private func showJacobians(_ read: InputSequence, _ file: ModelFile) throws {
    let trace = file.model.trace(over: read.symbols)
    let fan = JacobianSpectrum(
      of: file.model.stack.cells[layer], in: trace, layer: layer, lags: lags)
    let names = read.visibleLabels
    try show(fan, of: file, steps: names.count, "characters") {
      names[names.count - $0]
    }
  }

  /// Singular values by lag, as a figure or a table.
  func show(
    _ fan: JacobianSpectrum, of file: ModelFile, steps: Int, _ read: String,
    _ name: (Int) -> String
  ) throws {
    try picture.write(
      GradientFigure(fan, conditions: conditions(file, steps, read)),
      model: file)
    if picture.isWanted, !report.isWanted { return }
    try report.write(table: fan.table(character: name), csv: fan.csv)
  }

  private func showCounterexample() throws {
    let study = RadiusCounterexample()
    try picture.write(GradientFigure(study))
    if picture.isWanted, !report.isWanted { return }
    try report.write(table: study.table, csv: study.csv)
  }

  private var isColoured: Bool {
    report.destination.output == nil && messages.colour.isColoured
  }
}

extension GradientsCommand {
  /// More pairs of characters than this are not worth their time.
  private static let mostCharacters = 2000

  /// The text, short enough for gradients of every pair of characters.
  private func text(
    _ items: ItemSource, by file: ModelFile
  ) throws -> InputSequence {
    let read = InputSequence(Array(items.prefix(Self.mostCharacters + 1)))
    guard read.count <= Self.mostCharacters else {
      throw Refusal.textTooLong(limit: Self.mostCharacters)
    }
    try items.finish(by: file, quiet: messages.quiet)
    return read
  }

  private func requirePrediction(in read: InputSequence) throws {
    guard read.count > 1 else { throw Refusal.nothingToPredict() }
    if let at, at > read.count - 2 {
      throw Refusal.noPrediction(step: at, count: read.count)
    }
  }
}
