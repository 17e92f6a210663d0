import ArgumentParser
import Experiments
import Wording

/// How trials are run, whatever the task.
struct PaperOptions: ParsableArguments {
  @Option(help: "How many trials of each condition.")
  var trials: Int?
  @Option(help: "The seed of the first trial; each further trial adds one.")
  var seed: UInt64 = 1997
  @Option(
    help: """
      The learning method: lstm; bptt or rtrl (a vanilla network); guess (random \
      weights); full (lstm with the exact gradient); peephole or forget (the \
      later cells, exact gradient).
      """)
  var method = LearningMethod.Kind.memory
  @Option(
    help: """
      When weights change where errors come at every step: step or sequence.
      """)
  var update: LearningRule.Update?
  @Option(help: "α, the learning rate (default: the paper's).")
  var rate: Double?
  @Option(
    help: """
      The ranges of g and h, as 1,2 for the reading of the paper's table 10 \
      (default: 2,1, as its text has them).
      """)
  var squashing: LearningMethod.Squashing?
  @Option(
    help: ArgumentHelp(
      "Learning rate of the output weights, as a multiple of the memory's.",
      valueName: "factor"))
  var readoutRate: Double?
  @Option(
    help: """
      The loss: squared, or entropy, whose error t − y has no \
      factor f′ (default: as the condition says).
      """)
  var error: LearningRule.OutputError?
  @Option(help: "Initial weights lie within ± this (default: the paper's).")
  var range: Double?
  @Option(
    help: ArgumentHelp(
      "Tolerance: an output this near to its target has no error (default: 0).",
      valueName: "difference"))
  var tolerance: Double?
  @Flag(help: "The hidden layer sees its own cells, but not its gates.")
  var withoutGateFeedback = false
  @Flag(help: "The hidden layer sees its gates as y − ½ and not as y.")
  var centredGates = false
  @OptionGroup var wiring: PaperWiringOptions
  @Option(help: "Hidden units of bptt, rtrl and guess.")
  var hidden: Int?
  @Option(help: "Give up a trial after this many sequences.")
  var limit: Int?
  @Option(help: "How many trials run at once (default: one per core).")
  var threads: Int?
  @Option(help: "Run only part I of N, as 2/8.")
  var shard: Shard?
  @Option(
    name: .shortAndLong,
    help: "Results file; what it holds already is not run again.",
    completion: .file())
  var output: String?
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    for (name, value) in [
      ("trials", trials), ("limit", limit), ("threads", threads),
      ("hidden", hidden),
    ] {
      if let value, value < 1 {
        throw ValidationError("--\(name) must be at least 1, not \(value).")
      }
    }
    if let trials, trials > 100_000 {
      throw ValidationError("--trials must be at most 100000, not \(trials).")
    }
    if let readoutRate, !(0.001...1000).contains(readoutRate) {
      throw ValidationError(
        "--readout-rate must be from 0.001 to 1000, not \(readoutRate).")
    }
    if let rate, !(1e-6...1000).contains(rate) {
      throw ValidationError("--rate must be from 1e-6 to 1000, not \(rate).")
    }
    if method == .guess, rate != nil {
      throw ValidationError("--rate is of no use to guess, which has no α.")
    }
    if method != .memory,
      squashing != nil || readoutRate != nil || error != nil
        || tolerance != nil || withoutGateFeedback || centredGates
        || wiring.areGiven
    {
      throw ValidationError(
        "--squashing, --readout-rate, --error, --tolerance, --centred-gates, "
          + "--without-gate-feedback, --cell-sources, --cell-bias, "
          + "--output-bias, --self-weight, --constant-rate and --adam "
          + "need the method lstm.")
    }
    if withoutGateFeedback && wiring.cellSources == .cells {
      throw ValidationError(
        "--without-gate-feedback keeps gates from all units already, and "
          + "--cell-sources cells from the cells; give one of them.")
    }
    if wiring.adam && update == .step {
      throw ValidationError(
        "--adam changes weights once a sequence; leave --update step out.")
    }
    if let tolerance, !(0..<1).contains(tolerance) {
      throw ValidationError(
        "--tolerance must be at least 0 and below 1, not \(tolerance).")
    }
    if withoutGateFeedback && centredGates {
      throw ValidationError(
        "--centred-gates centres what --without-gate-feedback leaves out; "
          + "give one of them.")
    }
    if let range, !(0...100).contains(range) {
      throw ValidationError("--range must be from 0 to 100, not \(range).")
    }
    if let hidden, hidden > 1000 {
      throw ValidationError("--hidden must be at most 1000, not \(hidden).")
    }
  }
}

/// Part I of N of the trials.
struct Shard: ExpressibleByArgument {
  let (part, count): (Int, Int)

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let part = Int(parts[0]), let count = Int(parts[1]),
      part >= 1, part <= count
    else { return nil }
    (self.part, self.count) = (part, count)
  }
}

extension PaperOptions {
  /// Says where a network has other weights than the paper's.
  func tellWeights(of conditions: [PaperCondition]) {
    guard !messages.quiet, method == .memory else { return }
    let method = learningMethod
    for condition in conditions {
      let (ours, theirs) = (
        method.shape(condition).weightCount, condition.shape.weightCount
      )
      guard ours != theirs else { continue }
      Talk.say(
        "\(condition.name) \(method.name): \(grouped(ours)) weights; the "
          + "paper's network has \(grouped(theirs)).")
    }
  }

  /// Who learns, and how.
  var learningMethod: LearningMethod {
    LearningMethod(
      method, update: update, rate: rate, squashing: squashing,
      readoutFactor: readoutRate, error: error, tolerance: tolerance ?? 0,
      gatesAreFedBack: !withoutGateFeedback, gatesAreCentred: centredGates,
      wiring: wiring.change, selfWeight: wiring.selfWeight ?? 1,
      constantFactor: wiring.constantRate ?? 1, usesAdam: wiring.adam,
      range: range, hidden: hidden)
  }
}

extension LearningMethod.Squashing: ExpressibleByArgument {
  /// Two numbers with a comma between.
  package init?(argument: String) {
    let parts = argument.split(
      separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let input = Double(parts[0]),
      let output = Double(parts[1]), (0.01...100).contains(input),
      (0.01...100).contains(output)
    else { return nil }
    self.init(input: input, output: output)
  }
}

extension LearningMethod.Kind: ExpressibleByArgument {}
extension LearningRule.Update: ExpressibleByArgument {}
extension LearningRule.OutputError: ExpressibleByArgument {}
