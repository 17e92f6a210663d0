import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles
import TraceFigures

struct InterveneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intervene",
    abstract: "Clamp values inside a model and see what changes.",
    discussion: """
      Reads the text twice, as it is and with values held or swapped in, and \
      prints predictions, loss and continuations of both. What is held flows \
      through everything after it. With -o, a figure of the differences. Rows \
      of numbers (--csv) show what is predicted.

        lstm-lab intervene --clamp 'f=1'
        lstm-lab intervene --clamp 'c[11]=0@5-' --text "“Well,” he said." -o c11.png
      """)

  @OptionGroup var sequence: SequenceOptions
  @OptionGroup var held: InterventionOptions
  @Option(help: "The layer of the figure.")
  var layer = 0
  @Option(help: "How many characters to generate afterwards.")
  var length = 60
  @Option(help: "0 takes the likeliest, 1 samples the model's distribution.")
  var temperature = 0.5
  @Option(help: "The seed of both continuations.")
  var seed: UInt64 = 1997
  @OptionGroup var source: ModelOptions
  @OptionGroup var figure: FigureOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard !held.isEmpty else {
      throw ValidationError("Give a clamp, such as --clamp 'f=1'.")
    }
    guard length >= 0, temperature >= 0, temperature.isFinite else {
      throw ValidationError("--length and --temperature must be 0 or more.")
    }
  }

  func run() throws {
    let file = try source.loadOneWay()
    let intervention = try held.intervention(on: file)
    try file.model.stack.require(layer: layer)
    let read = try sequence.recording(by: file, quiet: messages.quiet)
    // Later steps are held too where it writes on.
    let writes = figure.isWanted || !file.model.predictsSymbols ? 0 : length
    try held.requireSteps(below: read.count + writes)
    let effect = InterventionEffect(intervention, on: read)
    if figure.isWanted {
      return try figure.write(
        InterventionFigure(effect, layer: layer), model: file)
    }
    let sampler = Sampler(temperature: temperature)
    func continuation(_ isHeld: Bool) -> String {
      effect.continuation(
        isHeld: isHeld, length: length, sampler: sampler, seed: seed)
    }
    let both =
      length > 0 && file.model.predictsSymbols
      ? (before: continuation(false), after: continuation(true)) : nil
    try Output.write(to: nil) { try $0.write(effect.text(continuations: both)) }
    if !messages.quiet, both != nil {
      Talk.say("model \(file.name), seed \(seed)")
    }
  }
}
