import ArgumentParser
import Experiments
import LSTMCore
import ModelFiles
import Wording

struct PaperCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paper",
    abstract: "Run the experiments of the 1997 paper by its own rules.",
    discussion: """
      Tasks: \(PaperTaskName.allCases.map(\.rawValue).joined(separator: " ")). \
      Each runs with the network, learning rate, initial weights and success \
      criterion of the paper's tables, and prints its result beside theirs.

        lstm-lab paper adding --trials 10
        lstm-lab paper reber --show 5
        lstm-lab paper 3a --method guess
        lstm-lab paper all --quick
      """,
    subcommands: [
      PaperRunCommand.self, PaperTableCommand.self, PaperMergeCommand.self,
      PaperAllCommand.self, PaperChartCommand.self, PaperCurvesCommand.self,
      PaperDriftCommand.self,
    ],
    defaultSubcommand: PaperRunCommand.self)
}

struct PaperRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run one task (the default).",
    discussion: """
        lstm-lab paper adding --trials 10
        lstm-lab paper reber --show 5
      """)

  @Argument(
    help: ArgumentHelp(
      "A task, or one condition of it such as reber-4x1-0.1.",
      valueName: "task"), completion: .tasks)
  var task: String
  @Option(
    help: """
      Only this length: T, or p of 2a and 2b, or q of 2c; count tells it from \
      one more.
      """)
  var length: Int?
  @OptionGroup var options: PaperOptions
  @Option(help: "Print this many sequences of the task, and run nothing.")
  var show: Int?
  @Option(
    help: ArgumentHelp(
      """
      Run one trial, and draw the gates and cells of its network over one \
      more sequence: a .png, .svg or .pdf file.
      """, valueName: "out"))
  var draw: String?
  @OptionGroup var look: PictureLook

  func validate() throws {
    if let show, show < 1 {
      throw ValidationError("--show must be at least 1, not \(show).")
    }
    if let draw {
      try PictureLook.requirePicture(draw)
      guard options.method == .memory else {
        throw ValidationError("--draw needs the method lstm.")
      }
    }
    try validateTask()
    if [.full, .peephole, .forget].contains(options.method),
      let condition = chosen.first(where: { !$0.suitsReferenceCells })
    {
      throw ValidationError(
        "\(condition.name) has another wiring or error than the cells that "
          + "--method \(options.method.rawValue) takes.")
    }
    if options.centredGates || options.withoutGateFeedback,
      let condition = chosen.first(where: { !$0.shape.isRecurrent })
    {
      throw ValidationError(
        "\(condition.name) feeds nothing back, so --centred-gates and "
          + "--without-gate-feedback change nothing there.")
    }
    try options.wiring.check(chosen)
  }

  private func validateTask() throws {
    guard PaperCatalogue.condition(named: task) == nil else { return }
    guard let name = PaperTaskName(rawValue: task) else {
      let names = PaperTaskName.allCases.map(\.rawValue)
      throw ValidationError(
        "there is no task '\(task)'."
          + didYouMean(task, among: names) + " Choose from "
          + names.joined(separator: " ") + ".")
    }
    if let length, name.conditions(length: length).isEmpty {
      throw ValidationError(
        name.shortestLength == .max
          ? "\(task) has no --length."
          : "--length of \(task) must be at least \(name.shortestLength).")
    }
    if let length, length > 100_000 {
      throw ValidationError("--length must be at most 100000, not \(length).")
    }
  }

  func run() throws {
    let conditions = chosen
    options.tellWeights(of: conditions)
    if let show {
      var strings = SplitMix64.stream(1, seed: options.seed)
      var draws = SplitMix64.stream(3, seed: options.seed)
      let task = conditions[0].makeTask(&strings)
      try Output.write(to: options.output) { sink in
        for _ in 0..<show {
          try sink.write(task.text(of: task.example(using: &draws)) + "\n")
        }
      }
      return
    }
    if let draw {
      try PaperPicture(
        condition: conditions[0], options: options, output: draw, look: look
      ).run()
      return
    }
    try PaperRun(options: options, conditions: conditions).run()
  }

  /// The conditions asked for.
  private var chosen: [PaperCondition] {
    if let condition = PaperCatalogue.condition(named: task) {
      return [condition]
    }
    let name = PaperTaskName(rawValue: task)
    let all = name?.conditions(length: length) ?? []
    guard length == nil, let shortest = all.map(\.length).min() else {
      return all
    }
    return all.filter { $0.length == shortest }
  }
}

struct PaperTableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "Print results beside the paper's, as Markdown.",
    discussion: """
        lstm-lab paper table results.csv
      """)

  @Argument(
    help: ArgumentHelp("Results files.", valueName: "results.csv"),
    completion: .file())
  var files: [String]
  @OptionGroup var destination: OutputOption

  func run() throws {
    let report = PaperReport(try PaperFiles.load(files))
    try destination.write(report.page)
  }
}

struct PaperMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Join results files into one.",
    discussion: """
        lstm-lab paper merge one.csv two.csv -o all.csv
      """)

  @Argument(
    help: ArgumentHelp("Results files.", valueName: "results.csv"),
    completion: .file())
  var files: [String]
  @OptionGroup var destination: OutputOption

  func run() throws {
    try destination.write(try PaperFiles.load(files).csv)
  }
}

struct PaperAllCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all", abstract: "Run every task of the paper.",
    discussion: """
        lstm-lab paper all --quick
      """)

  @Flag(
    help: """
      A tour of a few minutes: what is soon done three times, the cheapest \
      condition of every other task once, and each trial given up at three \
      times the paper's mean.
      """)
  var quick = false
  @OptionGroup var options: PaperOptions

  func validate() throws { try options.wiring.check(conditions) }

  private var conditions: [PaperCondition] {
    quick ? PaperCatalogue.tour : PaperCatalogue.tabled
  }

  func run() throws {
    try PaperRun(options: options, conditions: conditions, isTour: quick).run()
  }
}

/// Results files, joined.
enum PaperFiles {
  static func load(_ paths: [String]) throws -> TrialRecords {
    var records = TrialRecords()
    for path in paths {
      let file = try TextFile.load(path)
      do {
        records.add(try TrialRecords(csv: file.text).all)
      } catch let error as TrialRecordError {
        throw Refusal("\(path): \(error)")
      }
    }
    return records
  }
}
