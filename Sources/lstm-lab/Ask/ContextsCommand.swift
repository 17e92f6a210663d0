import ArgumentParser
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

struct ContextsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contexts",
    abstract: "Find where in a corpus a unit fires most, and least.",
    discussion: """
      Each place with its position, the value and the text around it. Values \
      are in single precision; a long text is read in many places at once, \
      each after 1,000 characters to warm up. A model of words has words for \
      places; one of numbers (--csv) has rows, with their labels and values.

        lstm-lab contexts --unit 11
        lstm-lab contexts --unit 11 --file book.txt --count 20
      """)

  @OptionGroup var corpus: CorpusOptions
  @Option(help: "The unit, counted from 0.")
  var unit = 0
  @Option(help: "The layer, counted from 0.")
  var layer = 0
  @Option(
    help: "Which quantity of the cell (default: c, or h where there is none).")
  var quantity: Quantity?
  @Option(help: "The number of highest and of lowest places.")
  var count = 10
  @OptionGroup var source: ModelOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard count > 0, count <= 1_000 else {
      throw ValidationError("--count must be from 1 to 1000, not \(count).")
    }
  }

  func run() throws {
    let file = try source.loadOneWay()
    try file.model.stack.require(layer: layer)
    let quantity = quantity ?? file.model.stack.cells[layer].memoryQuantity
    try file.model.stack.require(layer: layer, unit: unit, shown: quantity)
    let reader = ActivationReader(file.model, layer: layer)
    let readsWords = file.model.reader.vocabulary?.readsCharacters == false
    let separation = ContextSearch.separation
    var search = ContextSearch(
      quantity, layer: layer, unit: unit, count: count,
      separation: readsWords ? separation.words : separation.characters)
    let progress = messages.progress
    let total = try corpus.count()
    try corpus.forEachChunk(for: file, quiet: messages.quiet) { chunk in
      let (before, length) = (search.characters, Double(chunk.range.count))
      search.add(chunk, reader: reader) { share in
        progress.show(
          before + Int(share * length),
          of: chunk.corpus.isOfCharacters ? total : chunk.corpus.count,
          chunk.corpus.noun)
      }
    }
    progress.end()
    let text = search.text(isColoured: messages.colour.isColoured)
    try Output.write(to: nil) { try $0.write(text) }
  }
}

extension Quantity: ExpressibleByArgument {}

extension Cell {
  /// C, or h for a cell without one.
  var memoryQuantity: Quantity {
    quantities.contains(.cell) ? .cell : .hidden
  }
}
