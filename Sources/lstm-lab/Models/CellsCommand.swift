import ArgumentParser
import Experiments
import LSTMCore
import LSTMTraining
import ModelFiles
import Wording

struct CellsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cells",
    abstract: "The family of cells: equations, sources, costs.",
    usage: """
      lstm-lab cells [NAME] [--inputs N] [--hidden N]
      lstm-lab cells NAME --as javascript
      lstm-lab cells compare --file CORPUS [--cells A,B,…]
      """,
    discussion: """
      `cells` lists them all, `cells NAME` shows one with its equations and \
      letters, with counts for --inputs values per step and --hidden units. \
      `cells NAME --as javascript` prints it as a class of its own. `cells \
      compare` trains several on one text.

        lstm-lab cells
        lstm-lab cells gru
        lstm-lab cells compare --file book.txt --cells lstm,gru
      """,
    subcommands: [Show.self, CellsCompareCommand.self],
    defaultSubcommand: Show.self)

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "List all cells, or show one.",
      usage: """
        lstm-lab cells [NAME] [--inputs N] [--hidden N]
        lstm-lab cells NAME --as javascript
        """, shouldDisplay: false)

    @Argument(
      help: "The cell to show (default: a list of all).", completion: .cells)
    var name: String?
    @Option(
      name: .customLong("as"),
      help: ArgumentHelp(
        "Print the cell as a class of its own, to run elsewhere.",
        valueName: "language"))
    var code: Code?
    @Option(help: "Inputs per step, for the counts.")
    var inputs = 50
    @Option(help: "How many units, for the counts.")
    var hidden = 128

    enum Code: String, ExpressibleByArgument, CaseIterable {
      case javascript
    }

    func validate() throws {
      guard code == nil || (name != nil && name != "list") else {
        throw ValidationError("--as prints one cell: name it.")
      }
      for (name, value) in [("inputs", inputs), ("hidden", hidden)]
      where !(1...100_000).contains(value) {
        throw ValidationError(
          "--\(name) must be from 1 to 100000, not \(value).")
      }
      if let name, name != "list" { _ = try CellName(name) }
    }

    func run() throws {
      if let name, code == .javascript {
        let script = try CellName(name).about.javascript
        return try Output.write(to: nil) { try $0.write(script) }
      }
      let sizes = CellReport.Sizes(inputs: inputs, units: hidden)
      let text =
        try name.flatMap { $0 == "list" ? nil : try CellName($0).about }
        .map { CellReport.page(of: $0, sizes) } ?? CellReport.list(sizes)
      try Output.write(to: nil) { try $0.write(text) }
    }
  }
}

/// The name of a cell that there is.
struct CellName: Equatable, CustomStringConvertible {
  let name: String

  /// Throws a usage error that lists the cells for any other name.
  init(_ name: String) throws {
    guard CellFamily[name] != nil else {
      throw ValidationError(
        CellFamily.unknown(name) + didYouMean(name, among: CellFamily.names))
    }
    self.name = name
  }

  var description: String { name }

  /// Whether it trains on the fast path.
  var isFast: Bool { FastCell(rawValue: name) != nil }

  /// Title, source, equations and cost of the cell.
  var about: CellDefinition { CellFamily[name] ?? CellFamily.lstm }
}
