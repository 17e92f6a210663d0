import ArgumentParser
import Drawing
import Experiments
import Foundation
import LSTMCore
import ModelFiles
import TraceFigures

struct VanishingDemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vanishing-demo",
    abstract: "Measure how gradients fade on the way back: RNN against LSTM.",
    discussion: """
      Untrained cells, loss at the last step only: the norm of the gradient \
      against its distance from the loss, for a vanilla RNN, for LSTMs of \
      several forget-gate biases, and for the constant error carousel of 1997. \
      Without OUT a table and a plot of characters; with it a picture.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv }

  @OptionGroup var picture: FigureArgument
  @Option(help: "How many steps the sequence has.")
  var steps = 100
  @Option(help: "How many units each cell has.")
  var hidden = 32
  @Option(help: "How many draws of weights, inputs and error.")
  var seeds = 20
  @Option(help: "The first seed.")
  var seed: UInt64 = 1997
  @Option(
    name: .customLong("init"), help: "How recurrent weights are drawn.")
  var recurrent = Initialiser.orthogonal
  @Option(
    help: "Add a vanilla RNN whose recurrent weights have this 2-norm.")
  var spectralNorm: Double?
  @Option(help: "What to print (default: table, or nothing beside a picture).")
  var format: Format?
  @Option(
    name: .shortAndLong, help: "Where to write (default: standard output).")
  var output: String?
  @Flag(help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    for (name, value) in [
      ("steps", steps), ("hidden", hidden), ("seeds", seeds),
    ]
    where value < 1 {
      throw ValidationError("--\(name) must be at least 1, not \(value).")
    }
    if let norm = spectralNorm, !(norm > 0 && norm <= 1e6) {
      throw ValidationError(
        "--spectral-norm must be above 0 and at most 1e6, not \(norm).")
    }
  }

  func run() throws {
    let needed = GradientStudy.bytesNeeded(steps: steps, hidden: hidden)
    guard needed <= 8 << 30 else {
      throw TooLarge(steps: steps, hidden: hidden, bytes: needed)
    }
    var study = GradientStudy()
    study.steps = steps
    study.hiddenSize = hidden
    study.seeds = seeds
    study.firstSeed = seed
    study.recurrent = recurrent
    study.spectralNorm = spectralNorm
    let report = GradientReport(study: study, curves: run(study))
    if !quiet {
      for place in report.invalid { Talk.say("warning: \(place)") }
    }
    try picture.write { style, typesetter in
      GradientFigure(report).scene(style: style, measure: typesetter)
    }
    guard !picture.isWanted || format != nil || output != nil else {
      return
    }
    try Output.write(to: output) { sink in
      try sink.write(format == .csv ? report.csv : report.table)
    }
  }

  /// Runs with a line of progress once a second has passed.
  private func run(_ study: GradientStudy) -> [GradientCurve] {
    let start = Date()
    var isTalking = false
    defer { if isTalking { Talk.update("") } }
    return study.run { done in
      let elapsed = -start.timeIntervalSinceNow
      guard !quiet, Talk.isTerminal, elapsed > 1 else { return }
      isTalking = true
      let left = elapsed / Double(done) * Double(study.seeds - done)
      Talk.update(
        "seed \(done) of \(study.seeds), \(Int(left.rounded(.up))) s left")
    }
  }
}

/// A study that would not fit in memory.
struct TooLarge: Error, CustomStringConvertible {
  let (steps, hidden, bytes): (Int, Int, Int)

  var description: String {
    """
    \(steps) steps of \(hidden) units would need about \(bytes >> 30) GiB of \
    memory; ask for fewer --steps or a smaller --hidden.
    """
  }
}

extension Initialiser: ExpressibleByArgument {}
