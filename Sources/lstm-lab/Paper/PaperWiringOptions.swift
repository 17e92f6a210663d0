import ArgumentParser
import Experiments

/// What is changed in the network of 1997 and in how it descends, to see what
/// its results hang on.
struct PaperWiringOptions: ParsableArguments {
  /// An answer that stands in the results as it was given.
  enum Answer: String, ExpressibleByArgument, CaseIterable { case yes, no }

  @Option(
    help: """
      What the net input of cells reads: all, cells (and inputs), or inputs \
      alone; gates always read all.
      """)
  var cellSources = NetworkShape.CellSources.all
  @Option(help: "Whether cells have a bias (default: as in the paper).")
  var cellBias: Answer?
  @Option(help: "Whether outputs have a bias (default: as in the paper).")
  var outputBias: Answer?
  @Option(
    help: ArgumentHelp(
      """
      What of its state a cell keeps from step to step, as a forget gate that \
      always stands there would (default: 1).
      """, valueName: "factor"))
  var selfWeight: Double?
  @Option(
    help: ArgumentHelp(
      """
      Learning rate of what cells take from their own layer and their bias, \
      as a multiple of the others'.
      """, valueName: "factor"))
  var constantRate: Double?
  @Flag(help: "Adam, once a sequence, in the place of plain descent.")
  var adam = false

  func validate() throws {
    if let selfWeight, !(0.1..<1).contains(selfWeight) {
      throw ValidationError(
        "--self-weight must be at least 0.1 and below 1, not \(selfWeight).")
    }
    if let constantRate, !(0...1000).contains(constantRate) {
      throw ValidationError(
        "--constant-rate must be from 0 to 1000, not \(constantRate).")
    }
  }

  /// What is changed in the wiring.
  var change: WiringChange {
    WiringChange(
      cellSources: cellSources, cellBias: cellBias.map { $0 == .yes },
      outputBias: outputBias.map { $0 == .yes })
  }

  /// Whether any of them is given.
  var areGiven: Bool {
    !change.isNone || selfWeight != nil || constantRate != nil || adam
  }

  /// Refuses what would change nothing in one of the conditions.
  func check(_ conditions: [PaperCondition]) throws {
    for condition in conditions {
      if let reason = change.refusal(for: condition.shape) {
        throw ValidationError("\(condition.name) \(reason).")
      }
    }
  }
}

extension NetworkShape.CellSources: ExpressibleByArgument {}
