import ArgumentParser
import Foundation
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles

struct ContextsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contexts",
    abstract: "Find where in a corpus a unit fires most, and least.",
    discussion: """
      Each place with its position, the value and the text around it. Values \
      are in single precision; a long text is read in many places at once, \
      each after 1,000 characters to warm up.
      """)

  @OptionGroup var source: ModelOptions
  @OptionGroup var corpus: CorpusOptions
  @Option(help: "The unit, counted from 0.")
  var unit = 0
  @Option(help: "The layer, counted from 0.")
  var layer = 0
  @Option(
    help: "Which quantity of the cell (default: c, or h where there is none).")
  var quantity: Quantity?
  @Option(help: "How many places of either kind.")
  var count = 10
  @Flag(help: "No word on standard error.")
  var quiet = false
  @Flag(help: "Mark the character with brackets, not with colour.")
  var noColor = false

  func validate() throws {
    guard count > 0, count <= 10_000 else {
      throw ValidationError("--count must be from 1 to 10000, not \(count).")
    }
  }

  func run() throws {
    let file = try source.load()
    try file.model.stack.require(layer: layer)
    let quantity = quantity ?? file.model.stack.layers[layer].memoryQuantity
    try file.model.stack.require(layer: layer, unit: unit, shown: quantity)
    let reader = ActivationReader(file.model, layer: layer)
    var search = ContextSearch(
      quantity, layer: layer, unit: unit, count: count)
    var progress = CorpusProgress(isQuiet: quiet)
    try corpus.forEachChunk(for: file, quiet: quiet) { chunk in
      search.add(chunk, reader: reader)
      progress.show("\(search.characters) characters")
    }
    progress.end()
    let isColoured =
      !noColor && isatty(STDOUT_FILENO) == 1
      && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    try Output.write(to: nil) {
      try $0.write(search.text(isColoured: isColoured))
    }
  }
}

extension Quantity: ExpressibleByArgument {}

extension Cell {
  /// C, or h for a cell without one.
  var memoryQuantity: Quantity {
    type(of: self).quantities.contains(.cell) ? .cell : .hidden
  }
}

/// A live line on standard error once a second has passed.
struct CorpusProgress {
  private let isQuiet: Bool
  private let start = Date()
  private var isTalking = false

  init(isQuiet: Bool) { self.isQuiet = isQuiet || !Talk.isTerminal }

  /// Says how far it is; with a share, how long it will take.
  mutating func show(_ text: String, share: Double? = nil) {
    let elapsed = -start.timeIntervalSinceNow
    guard !isQuiet, elapsed > 1 else { return }
    isTalking = true
    let left = share.map { share in
      share > 0
        ? ", \(Int((elapsed / share * (1 - share)).rounded(.up))) s left" : ""
    }
    Talk.update(text + (left ?? ""))
  }

  /// Clears the line.
  func end() { if isTalking { Talk.update("") } }
}
