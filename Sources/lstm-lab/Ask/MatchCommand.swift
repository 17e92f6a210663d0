import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles
import Wording

struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Find passages that activate the same units as a span.",
    discussion: """
      Takes the units that are on at every step of --span of a text, --text or \
      the beginning of --file, and off \
      just before or after (see --edges), and looks through a corpus for \
      stretches where the same units are on. A model of numbers takes its span \
      from the rows of --csv and looks through the same rows.

        lstm-lab match --span 0-12
        lstm-lab match --span 0-3 --text "late night" --file book.txt
      """)

  @Option(
    parsing: .unconditional,
    help: """
      The text with the span (default: the beginning of --file, or else a sample \
      sentence).
      """)
  var text: String?
  @OptionGroup var corpus: CorpusOptions
  @Option(
    help: ArgumentHelp(
      "The steps of the span, counted from 0: 8-13.", valueName: "a-b"),
    transform: StepSpan.init)
  var span: StepSpan
  @Option(help: "The smallest magnitude at which a unit counts as active.")
  var threshold = 0.3
  @Option(
    help: "Where a unit must be off: just before and after, either, or none.")
  var edges = SpanMatch.Edges.either
  @Option(help: "Which quantity of the cell: f, i, g, o, c, h of an LSTM.")
  var quantity = Quantity.hidden
  @Option(help: "The layer, counted from 0.")
  var layer = 0
  @Option(help: "How many places.")
  var count = 12
  @OptionGroup var source: ModelOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard text == nil || corpus.rows.path == nil else {
      throw ValidationError("Give --text or --csv, not both.")
    }
    guard threshold.isFinite, (1...10_000).contains(count) else {
      throw ValidationError(
        "--threshold must be a number; --count from 1 to 10000.")
    }
  }

  func run() throws {
    let file = try source.loadOneWay()
    try file.model.stack.require(layer: layer, shown: quantity)
    let searched = try corpus.load(for: file, quiet: messages.quiet)
    try searched.require(1, for: "matching")
    let read = try recording(by: file, beginning: searched)
    let match = try SpanMatch(
      read, span: span.range, layer: layer,
      quantity: quantity, threshold: threshold, edges: edges)
    let stretches = try match.search(
      file.model, over: searched.sequence, count: count)
    try Output.write(to: nil) {
      try $0.write(
        match.text(stretches, read: read.read, corpus: searched))
    }
    messages.say("model \(file.name), \(searched.name)")
  }

  /// What has the span: --text, the rows, the beginning of the file that is looked
  /// through, or the sample.
  private func recording(
    by file: ModelFile, beginning searched: SearchedCorpus
  ) throws -> Recording {
    if text == nil, corpus.file != nil {
      let start = searched.prefix(span.range.upperBound + 2)
      return Recording(
        of: file.model,
        reading: InputSequence(start.scalars, in: try file.requireSymbols()))
    }
    var options = SequenceOptions()
    (options.text, options.rows) = (TextOptions(), corpus.rows)
    (options.text.text, options.text.file, options.text.tokens) = (
      text, nil, nil
    )
    return try options.recording(by: file, quiet: messages.quiet)
  }
}

/// Steps written as `8-13`, or as one number.
struct StepSpan: Equatable {
  var range: ClosedRange<Int>

  init(_ text: String) throws {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
      .map { Int($0) }
    guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1],
      first >= 0, first <= last, last < 1 << 50
    else {
      throw ValidationError(
        "'\(text)' is not a span of steps; write its first and last step, 8-13."
      )
    }
    range = first...last
  }
}

extension SpanMatch.Edges: ExpressibleByArgument {}
