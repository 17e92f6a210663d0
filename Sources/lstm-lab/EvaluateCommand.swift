import ArgumentParser
import Foundation
import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Score how well a model predicts a text.")

  enum Part: String, ExpressibleByArgument, CaseIterable {
    case all, training, validation, test
  }

  @OptionGroup var source: ModelOptions
  @OptionGroup var held: InterventionOptions
  @Option(
    help: ArgumentHelp(
      "The text to score; - is standard input.", valueName: "path"))
  var file: String
  @Option(
    help: "The part: all, or as `train` divides a text, 80, 10 and 10 per cent."
  )
  var part = Part.all
  @Option(help: "How many threads work; the result does not depend on it.")
  var threads = 2
  @Flag(help: "No warnings on standard error.")
  var quiet = false

  func run() throws {
    let model = try source.load()
    let text = try TextFile.load(file).text
    let corpus = try Corpus(text, vocabulary: model.model.vocabulary)
    let range =
      switch part {
      case .all: corpus.symbols.indices
      case .training: corpus.training
      case .validation: corpus.validation
      case .test: corpus.test
      }
    guard range.count > 1 else {
      throw TooShort(name: file, part: part, count: range.count)
    }
    if !quiet {
      var unknown = UnknownCharacters(model: model.name)
      for scalar in text.unicodeScalars {
        _ = unknown.index(of: scalar, in: model.model.vocabulary)
      }
      unknown.warn()
    }
    let intervention = try held.intervention(on: model)
    let nats =
      intervention.isEmpty
      ? model.model.loss(
        over: corpus.symbols, in: range, threads: max(1, threads))
      : model.model.loss(
        over: corpus.symbols[range].lazy.map(Int.init), under: intervention)
    try Output.write(to: nil) {
      try $0.write(
        String(
          format: "%.4f nats, %.4f bits a character over %d characters\n",
          nats, nats / log(2), range.count - 1))
    }
  }
}

/// A text too short to predict anything of.
struct TooShort: Error, CustomStringConvertible {
  let (name, part, count): (String, EvaluateCommand.Part, Int)

  var description: String {
    """
    \(part == .all ? "\(name)" : "The \(part.rawValue) part of \(name)") has \
    \(count) characters; a score needs at least 2, the first to predict the \
    second.
    """
  }
}
