import LSTMCore
import Wording

/// Who learns a task: the network of 1997, or one of those it was compared
/// with.
package struct LearningMethod: Equatable, Hashable, Sendable {
  /// What kind of learner it is.
  package enum Kind: String, CaseIterable, Sendable {
    /// Memory blocks with forward accumulators, the paper's LSTM.
    case memory = "lstm"
    /// A vanilla recurrent network with back-propagation through time.
    case bptt
    /// The same with real-time recurrent learning.
    case rtrl
    /// The same with weights guessed anew until they fit.
    case guess
    /// The paper's cell and start with the exact gradient, by
    /// back-propagation through time at each sequence's end.
    case full
    /// The cell of 2000 with peepholes, by the exact gradient.
    case peephole
    /// The cell of 1999, which forgets and has no peepholes, by the exact
    /// gradient.
    case forget
  }

  /// What kind of learner it is.
  package let kind: Kind
  /// When its weights change, where errors come at every step; nil as the
  /// condition says.
  package let update: LearningRule.Update?
  /// α; nil as the condition says.
  package let rate: Double?
  /// How many hidden units a vanilla network has; nil for as many weights as
  /// its rival.
  package let hidden: Int?
  /// The ranges of g and h, where they are not ±2 and ±1.
  package let squashing: Squashing?
  /// α of what the outputs take, as a multiple of the condition's; nil for the
  /// same.
  package let readoutFactor: Double?
  /// What error the outputs lessen; nil as the condition says.
  package let error: LearningRule.OutputError?
  /// How near to its target an output has no error any more.
  package let tolerance: Double
  /// Whether gates see gates, as in the paper.
  package let gatesAreFedBack: Bool
  /// Whether gates are fed back as y − ½.
  package let gatesAreCentred: Bool
  /// What is changed in the network's wiring.
  package let wiring: WiringChange
  /// What of its state a cell keeps from step to step; the paper's 1.
  package let selfWeight: Double
  /// α of what cells take from their own layer and their bias, as a multiple
  /// of the condition's.
  package let constantFactor: Double
  /// Whether weights change by Adam, once a sequence.
  package let usesAdam: Bool
  /// First weights are drawn from ± this; nil for the condition's range.
  package let range: Double?

  /// How far g and h reach, to try the paper's two readings: its text has ±2
  /// and ±1, the caption of its table 10 ±1 and ±2.
  package struct Squashing: Hashable, Sendable {
    /// g = this·(2σ − 1).
    package let input: Double
    /// h = this·(2σ − 1).
    package let output: Double

    /// Ranges ±`input` and ±`output`.
    package init(input: Double, output: Double) {
      (self.input, self.output) = (input, output)
    }
  }

  /// The paper's own way.
  package static let memory = LearningMethod(.memory)

  /// A method of the given kind.
  package init(
    _ kind: Kind, update: LearningRule.Update? = nil, rate: Double? = nil,
    squashing: Squashing? = nil, readoutFactor: Double? = nil,
    error: LearningRule.OutputError? = nil, tolerance: Double = 0,
    gatesAreFedBack: Bool = true, gatesAreCentred: Bool = false,
    wiring: WiringChange = WiringChange(), selfWeight: Double = 1,
    constantFactor: Double = 1, usesAdam: Bool = false,
    range: Double? = nil, hidden: Int? = nil
  ) {
    (self.kind, self.update, self.error) = (kind, update, error)
    (self.squashing, self.readoutFactor) = (squashing, readoutFactor)
    (self.tolerance, self.range) = (tolerance, range)
    self.gatesAreFedBack = gatesAreFedBack
    self.gatesAreCentred = gatesAreCentred
    (self.wiring, self.selfWeight) = (wiring, selfWeight)
    (self.constantFactor, self.usesAdam) = (constantFactor, usesAdam)
    (self.rate, self.hidden) = (rate, hidden)
  }

  /// As results call it: `lstm`, and a part for each thing that is chosen
  /// otherwise than the condition has it, as in `lstm-tolerance0.2-centred`.
  package var name: String {
    ([kind.rawValue]
      + [update?.rawValue, hidden.map(String.init)].compactMap(\.self)
      + (squashing.map {
        ["g\($0.input.bare)", "h\($0.output.bare)"]
      } ?? [])
      + (readoutFactor.map { ["readout\($0.bare)"] } ?? [])
      + [error?.rawValue].compactMap(\.self)
      + (tolerance > 0 ? ["tolerance\(tolerance.bare)"] : [])
      + (gatesAreFedBack ? [] : ["cells"])
      + (gatesAreCentred ? ["centred"] : [])
      + wiring.nameParts
      + (selfWeight == 1 ? [] : ["self-weight\(selfWeight.bare)"])
      + (constantFactor == 1 ? [] : ["constant-rate\(constantFactor.bare)"])
      + (usesAdam ? ["adam"] : [])
      + (range.map { ["range\($0.bare)"] } ?? [])
      + (rate.map { ["rate\($0.bare)"] } ?? []))
      .joined(separator: "-")
  }

  /// A fresh learner, its weights drawn from the seed.
  func makeLearner(
    _ condition: PaperCondition, seed: UInt64
  ) -> any Learner {
    var draws = SplitMix64.stream(2, seed: seed)
    switch kind {
    case .memory:
      return MemoryLearner(
        network(condition, &draws),
        rule: LearningRule(
          rate: rate ?? condition.rate, readoutFactor: readoutFactor ?? 1,
          constantFactor: constantFactor, tolerance: tolerance,
          usesAdam: usesAdam, update: update ?? condition.update,
          error: error ?? condition.error),
        addsMemoryLate: condition.addsMemoryLate)
    case .full, .peephole, .forget:
      return cellLearner(condition, &draws)
    case .bptt, .rtrl:
      let network = VanillaNetwork(rivalShape(condition))
      network.initialise(within: range ?? condition.range) {
        draws.uniform(-1, 1)
      }
      return VanillaLearner(
        network, rate: rate ?? condition.rate, method: kind,
        update: update ?? condition.update)
    case .guess:
      return GuessingLearner(
        VanillaNetwork(rivalShape(condition)), draws: draws,
        bound: condition.goals[0].bound)
    }
  }

  /// The network of 1997 with the condition's first weights.
  func network(
    _ condition: PaperCondition, _ draws: inout SplitMix64
  ) -> PaperNetwork {
    let network = PaperNetwork(shape(condition))
    network.initialise(
      within: range ?? condition.range,
      inputGateBiases: condition.inputGateBiases,
      outputGateBiases: condition.outputGateBiases
    ) { draws.uniform(-1, 1) }
    return network
  }

  /// The wiring of the condition's network with what is changed in it.
  package func shape(_ condition: PaperCondition) -> NetworkShape {
    var shape = condition.shape
    wiring.apply(to: &shape)
    shape.selfWeight = selfWeight
    if let squashing {
      shape.inputScale = squashing.input
      shape.outputScale = squashing.output
    }
    shape.gatesAreFedBack = gatesAreFedBack
    shape.gatesAreCentred = gatesAreCentred
    return shape
  }

  /// A cell that learns by back-propagation through time. One with a forget
  /// gate begins with it open for some hundred steps, a bias of 5.
  private func cellLearner(
    _ condition: PaperCondition, _ draws: inout SplitMix64
  ) -> any Learner {
    let network = network(condition, &draws)
    func learner(_ cell: some Cell) -> any Learner {
      CellLearner(
        cell, readout: network.readoutByOutput,
        outputsAreLinear: condition.shape.outputsAreLinear,
        rate: rate ?? condition.rate, flow: .full)
    }
    let open = Vector([Double](repeating: 5, count: condition.shape.cells))
    switch kind {
    case .peephole:
      var cell = drawn("peephole", condition, &draws)
      cell[vector: "forgetGate.bias"] = open
      return learner(cell)
    case .forget:
      var cell = drawn("lstm", condition, &draws)
      cell[vector: "forgetGate.bias"] = open
      return learner(cell)
    default:
      return learner(EquationCell(network))
    }
  }

  /// A cell whose weights are all drawn from the condition's range.
  private func drawn(
    _ name: String, _ condition: PaperCondition, _ draws: inout SplitMix64
  ) -> any Cell {
    var cell = (CellFamily[name] ?? CellFamily.lstm).layer(
      inputs: condition.shape.inputs, units: condition.shape.cells)
    cell.flatWeights = cell.flatWeights.map { _ in
      (range ?? condition.range) * draws.uniform(-1, 1)
    }
    return cell
  }

  private func rivalShape(_ condition: PaperCondition) -> VanillaShape {
    var shape = VanillaShape(rival: condition.shape)
    if let hidden { shape.hidden = hidden }
    return shape
  }
}
