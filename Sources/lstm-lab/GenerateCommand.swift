import ArgumentParser
import Foundation
import LSTMCore
import ModelFiles

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Let a model write on, character by character.")

  @OptionGroup var source: ModelOptions
  @OptionGroup var held: InterventionOptions
  @Option(
    parsing: .unconditional,
    help: "What to read first; it is printed too.")
  var prompt: String?
  @Option(help: "How many characters to write.")
  var length = 200
  @Option(
    help: "0 takes the likeliest, 1 the model's own odds, more is wilder.")
  var temperature = 0.7
  @Option(help: "Draw from this many of the likeliest characters only.")
  var topK: Int?
  @Option(help: "Draw from the likeliest that reach this probability only.")
  var topP: Double?
  @Option(help: "The seed of the draws.")
  var seed: UInt64 = 1997
  @Flag(help: "No word on standard error.")
  var quiet = false

  func validate() throws {
    guard length >= 0 else {
      throw ValidationError("--length must not be negative, not \(length).")
    }
    guard temperature >= 0, temperature.isFinite else {
      throw ValidationError(
        "--temperature must be 0 or more, not \(temperature).")
    }
    if let topK, topK < 1 {
      throw ValidationError("--top-k must be at least 1, not \(topK).")
    }
    if let topP, !(topP > 0 && topP <= 1) {
      throw ValidationError(
        "--top-p must be above 0 and at most 1, not \(topP).")
    }
  }

  func run() throws {
    let file = try source.load()
    let model = file.model
    // A line's end is where a fresh sentence or sequence may start.
    let opening = prompt.flatMap { $0.isEmpty ? nil : $0 } ?? "\n"
    var unknown = UnknownCharacters(model: file.name)
    let read = opening.unicodeScalars.map {
      unknown.index(of: $0, in: model.vocabulary)
    }
    if !quiet { unknown.warn() }

    var generator = SplitMix64(seed: seed)
    let sampler = Sampler(temperature: temperature, topK: topK, topP: topP)
    let intervention = try held.intervention(on: file)
    var count = 0
    var state = model.stack.zeroState
    var logits = Vector(zeros: model.vocabulary.count)
    func take(_ index: Int) {
      let step = model.stack.step(
        model.embedding[row: index], from: state, at: count,
        under: intervention)
      state = step.map(\.state)
      count += 1
      logits = model.logits(after: step[step.count - 1][.hidden])
    }
    for index in read { take(index) }

    try Output.write(to: nil) { sink in
      try sink.write(prompt ?? "")
      for _ in 0..<length {
        let index = sampler.sample(logits, using: &generator)
        try sink.write(model.vocabulary[index])
        take(index)
      }
      try sink.write("\n")
    }
    if !quiet { Talk.say("model \(file.name), seed \(seed)") }
  }
}
