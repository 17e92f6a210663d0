import ArgumentParser
import Drawing
import LSTMCore
import ModelFiles
import TraceFigures

struct PlotWeightsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot-weights",
    abstract: "Draw a model's weights by gate and by what they read.",
    discussion: """
      With --gradient, the gradient of the loss on a text as well, below the \
      weights. Rows of zeros, units that read or learn nothing, are marked.

        lstm-lab plot-weights weights.png
        lstm-lab plot-weights slopes.png --gradient --text "It was late."
      """)

  @OptionGroup var source: ModelOptions
  @OptionGroup var sequence: SequenceOptions
  @Option(help: "The layer to show, counted from 0 (default: all).")
  var layer: Int?
  @Flag(
    help: "Show what each character adds to the gates (W·E), not what W reads.")
  var byCharacter = false
  @Flag(help: "Add the gradient of the mean loss on the text.")
  var gradient = false
  @OptionGroup var picture: PictureOptions
  @OptionGroup var messages: MessageOptions

  /// Back-propagation keeps every step.
  private static let mostSteps = 20_000

  func validate() throws {
    guard gradient || !sequence.isGiven else {
      throw ValidationError(
        "Weights need nothing to read: leave that out, or add --gradient.")
    }
    guard !(byCharacter && gradient) else {
      throw ValidationError(
        "--gradient is by what W reads: leave out --by-character.")
    }
    guard !byCharacter || layer ?? 0 == 0 else {
      throw ValidationError(
        "--by-character is about layer 0, which reads the characters.")
    }
  }

  func run() throws {
    let file = try source.loadOneWay()
    let stack = file.model.stack
    let layers = try TraceSelection(layers: layer.map { [$0] })
      .resolved(for: stack).map(\.index)
    var maps = layers.map { WeightMap(of: stack.cells[$0], layer: $0) }
    let reader = file.model.reader
    for index in maps.indices where layers[index] == 0 {
      maps[index] = maps[index].named(by: reader)
      guard byCharacter else { continue }
      guard let map = maps[index].byCharacter(reader) else {
        throw ValidationError(
          "--by-character is for models that embed characters, and \(file.name) "
            + "does not: leave it out.")
      }
      maps[index] = map
    }
    if gradient {
      guard file.model.reader.vocabulary != nil else {
        throw Refusal.unfitText(
          reason: "is rows of numbers: --gradient is for models of text.")
      }
      let (gradients, note) = try gradientStack(of: file)
      maps += layers.map { layer in
        var map = WeightMap(
          of: gradients.cells[layer], layer: layer, isGradient: true)
        map.notes = [note]
        return map
      }
    }
    try picture.write(StackedFigure(maps), model: file)
  }

  private func gradientStack(
    of file: ModelFile
  ) throws -> (stack: Stack, note: String) {
    let items = try sequence.source(for: file)
    let indices = InputSequence(Array(items.prefix(Self.mostSteps + 1))).symbols
    guard indices.count <= Self.mostSteps else {
      throw Refusal.unfitText(
        reason: "is longer than \(Self.mostSteps) characters, all of which "
          + "back-propagation keeps: give a part of it.")
    }
    try items.finish(by: file, quiet: messages.quiet)
    guard indices.count > 1 else {
      throw Refusal.unfitText(
        reason: "has one character, and a loss needs a next one: give more.")
    }
    let result = file.model.gradient(over: indices)
    let loss = (result.loss * 1000).rounded() / 1000
    return (
      result.model.stack,
      "mean loss \(loss) nats over \(indices.count - 1) characters"
    )
  }
}

extension Refusal {
  /// A text that gives no gradient.
  fileprivate static func unfitText(reason: String) -> Refusal {
    Refusal(
      "What is read \(reason)")
  }
}
