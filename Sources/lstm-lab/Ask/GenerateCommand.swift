import ArgumentParser
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Generate text, character by character or word by word.",
    discussion: """
        lstm-lab generate
        lstm-lab generate --prompt "The prince" --temperature 0.5 --length 400
      """)

  @Option(
    parsing: .unconditional,
    help: "What to read first; it is printed too.")
  var prompt: String?
  @Option(help: "How many characters, or words, to write, up to 10 million.")
  var length = 200
  @Option(
    help:
      "0 takes the likeliest, 1 samples the model's distribution, more is more random."
  )
  var temperature = 0.7
  @Option(help: "Sample from this many of the likeliest characters only.")
  var topK: Int?
  @Option(
    help: """
      Sample from the likeliest that reach this total probability only; with \
      --top-k too, of the whole distribution, before any is left out.
      """)
  var topP: Double?
  @Option(
    help: ArgumentHelp(
      "Let the temperature move from one value to another.",
      valueName: "start:end"))
  var annealed: TemperatureRamp?
  @Option(
    help: """
      Predict from this many characters alone, 0 to carry the state on \
      (default: as the model was trained).
      """)
  var window: Int?
  @Option(help: "The seed of the draws.")
  var seed: UInt64 = 1997
  @OptionGroup var held: InterventionOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard 0...10_000_000 ~= length else {
      throw ValidationError(
        "--length must be from 0 to 10000000, not \(length).")
    }
    guard temperature >= 0, temperature.isFinite else {
      throw ValidationError(
        "--temperature must be 0 or more, not \(temperature).")
    }
    if let window, !(0...1_000_000 ~= window) {
      throw ValidationError(
        "--window must be from 0 to 1000000, not \(window).")
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
    let (file, vocabulary) = try source.loadText(
      orWithRows: "lstm-lab forecast goes on with these.")
    let opening =
      prompt.flatMap { $0.isEmpty ? nil : $0 } ?? Self.opening(in: vocabulary)
    var unknown = UnknownCharacters()
    let read = try unknown.symbols(of: opening, in: vocabulary)
    if !messages.quiet { unknown.warn(model: file.name) }
    try held.requireSteps(below: read.count + length)
    let generator = try generator(for: file)
    for index in read { generator.read(index) }
    try Output.write(to: nil) { sink in
      try sink.write(prompt ?? "")
      try write(
        with: generator, vocabulary, after: prompt == nil ? nil : read.last,
        to: sink)
      try sink.write("\n")
    }
    if !messages.quiet { say(about: file) }
  }

  /// A line's end is where a fresh sentence or sequence may start, or a blank,
  /// or a full stop before words, or whatever there is.
  private static func opening(in vocabulary: Vocabulary) -> String {
    let usual = vocabulary.symbolKind == .word ? ["."] : ["\n", " "]
    let any = vocabulary.entries.indices.first { $0 != vocabulary.unknownIndex }
    return usual.first { vocabulary.knownIndex(ofPart: $0) != nil }
      ?? vocabulary.scalars.first.map { String($0) }
      ?? any.map { vocabulary[$0] } ?? "\n"
  }

  private func write(
    with generator: TextGenerator, _ vocabulary: Vocabulary, after last: Int?,
    to sink: some ByteSink
  ) throws {
    let isOfWords = vocabulary.symbolKind == .word
    var last = last
    var random = SplitMix64(seed: seed)
    var sampler = Sampler(temperature: temperature, topK: topK, topP: topP)
    sampler.excluded = vocabulary.unknownIndex
    let symbols = (0..<vocabulary.count).map { Array(vocabulary[$0].utf8) }
    var shown = ContinuousClock.now
    for place in 0..<length {
      if let annealed {
        sampler.temperature = annealed.temperature(at: place, of: length)
      }
      let next = generator.next(sampler, using: &random)
      if isOfWords, let last,
        Tokenisation.hasBlank(between: vocabulary[last], vocabulary[next])
      {
        try sink.write(" ")
      }
      try sink.write(symbols[next])
      last = next
      // A reader sees the text grow; a file is written in large pieces.
      if ContinuousClock.now - shown > .milliseconds(50) {
        try (sink as? StandardOutput)?.flush()
        shown = .now
      }
    }
  }

  private func generator(for file: ModelFile) throws -> TextGenerator {
    let intervention = try held.intervention(on: file)
    return intervention.isEmpty
      ? TextGenerator(file.model, window: window(for: file))
      : TextGenerator(
        HeldSequence(file.model, under: intervention),
        window: window(for: file))
  }

  /// How many characters each prediction reads, or nil to carry the state on:
  /// as asked, or else as the model was trained.
  private func window(for file: ModelFile) -> Int? {
    let window = window ?? file.metadata[.window].flatMap { Int($0) } ?? 0
    return window > 0 ? window : nil
  }

  private func say(about file: ModelFile) {
    if let annealed {
      Talk.say(
        """
        temperature from \(annealed.start) to \(annealed.end). Every character \
        is still one draw from e^(z/T): nothing is proposed, accepted or \
        rejected, so this is not simulated annealing.
        """)
    }
    let reading =
      window(for: file).map {
        ", each character from the \($0) before it alone"
      } ?? ""
    Talk.say("model \(file.name), seed \(seed)\(reading)")
  }
}

/// A temperature that moves in a straight line while a text is written.
struct TemperatureRamp: ExpressibleByArgument {
  let start, end: Double

  /// Reads `START:END`.
  init?(argument: String) {
    let ends = argument.split(
      separator: ":", omittingEmptySubsequences: false
    ).map { Double($0) }
    guard ends.count == 2, let start = ends[0], let end = ends[1],
      start >= 0, end >= 0, start.isFinite, end.isFinite
    else { return nil }
    (self.start, self.end) = (start, end)
  }

  /// The temperature at one of `count` places.
  func temperature(at place: Int, of count: Int) -> Double {
    start + (end - start) * Double(place) / Double(max(1, count - 1))
  }
}
