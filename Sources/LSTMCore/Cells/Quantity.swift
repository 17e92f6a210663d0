/// What a cell computes and records at each step: the one place where word,
/// symbol, key and range of a quantity meet.
///
/// Each kind of cell lists its own quantities in order; `Quantity.lstm` is the
/// default set of six: f, i, C̃, o, C, h (erase, write how much, write what,
/// read, memory, output).
public enum Quantity: String, CaseIterable, Sendable {
  /// f ∈ (0, 1): how much of the old cell stays.
  case forgetGate = "f"
  /// i ∈ (0, 1): how much of the candidate is written.
  case inputGate = "i"
  /// C̃ ∈ (−1, 1): what would be written.
  case candidate = "g"
  /// o ∈ (0, 1): how much of the cell is shown.
  case outputGate = "o"
  /// C, unbounded: the memory.
  case cell = "c"
  /// h ∈ (−1, 1): what the rest of the network sees.
  case hidden = "h"
  /// r ∈ (0, 1): how much of h a GRU's candidate sees.
  case resetGate = "r"
  /// z ∈ (0, 1): how much of h a GRU keeps.
  case updateGate = "z"
  /// n ∈ (−1, 1): what a GRU would put in the place of h.
  case candidateHidden = "n"
  /// m: what a projected cell's units give before the projection.
  case unprojected = "m"

  /// The forget gate before σ.
  case forgetPreactivation = "zf"
  /// The input gate before σ.
  case inputPreactivation = "zi"
  /// The candidate before squashing.
  case candidatePreactivation = "zg"
  /// The output gate before σ.
  case outputPreactivation = "zo"
  /// The hidden state of a plain recurrent network before squashing.
  case hiddenPreactivation = "zh"
  /// The reset gate before σ.
  case resetPreactivation = "zr"
  /// The update gate before σ.
  case updatePreactivation = "zz"
  /// A GRU's candidate before tanh.
  case candidateHiddenPreactivation = "zn"
  /// The recurrent part of a GRU's candidate, before the reset gate.
  case recurrentCandidate = "un"
  /// What becomes of the cell on its way to the output, before tanh.
  case shownPreactivation = "zc"

  /// The six recorded quantities of an LSTM, in order.
  public static let lstm: [Quantity] = [
    .forgetGate, .inputGate, .candidate, .outputGate, .cell, .hidden,
  ]

  /// What an LSTM's four gates and candidate are before squashing.
  public static let lstmPreactivations: [Quantity] = [
    .forgetPreactivation, .inputPreactivation, .candidatePreactivation,
    .outputPreactivation,
  ]

  /// Whether this is a value before squashing.
  public var isPreactivation: Bool { key.count == 2 }

  /// The name in files and on the command line: `f i g o c h`, `zf zi zg zo`.
  public var key: String { rawValue }

  /// The letter of the equations; the candidate's carries U+0303.
  public var symbol: String {
    switch self {
    case .candidate: "C\u{303}"
    case .cell: "C"
    default: key
    }
  }

  /// The words for titles and legends.
  public var name: String {
    switch self {
    case .forgetGate: "forget gate"
    case .inputGate: "input gate"
    case .candidate: "candidate"
    case .outputGate: "output gate"
    case .cell: "cell"
    case .hidden: "hidden state"
    case .forgetPreactivation: "forget gate before σ"
    case .inputPreactivation: "input gate before σ"
    case .candidatePreactivation: "candidate before squashing"
    case .outputPreactivation: "output gate before σ"
    case .hiddenPreactivation: "hidden state before squashing"
    case .resetGate: "reset gate"
    case .updateGate: "update gate"
    case .candidateHidden: "candidate state"
    case .unprojected: "output before projection"
    case .resetPreactivation: "reset gate before σ"
    case .updatePreactivation: "update gate before σ"
    case .candidateHiddenPreactivation: "candidate state before tanh"
    case .recurrentCandidate: "candidate's recurrent part"
    case .shownPreactivation: "transformed cell before tanh"
    }
  }

  /// Where the values lie.
  public enum Range: Equatable, Sendable {
    /// Gates: 0 is shut, 1 is open.
    case zeroToOne
    /// Squashed by tanh: signed, within ±1.
    case plusMinusOne
    /// The candidate of 1997: signed, within ±2.
    case plusMinusTwo
    /// 0 or more, without a limit.
    case nonNegative
    /// Anything.
    case unbounded
  }

  /// Where this quantity's values lie.
  public var range: Range {
    switch self {
    case .forgetGate, .inputGate, .outputGate, .resetGate, .updateGate:
      .zeroToOne
    case .candidate, .hidden, .candidateHidden, .unprojected: .plusMinusOne
    default: .unbounded
    }
  }
}
