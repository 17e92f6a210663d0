/// What a cell computes and records at each step, known by its key.
///
/// A cell defines its own quantities by the letters of its equations; those
/// that the cells of this library have in common are here by name, the one
/// place where word, symbol and key of a quantity meet. `Quantity.lstm` is the
/// set that an LSTM records: f, i, C̃, o, C, h (erase, write how much, write
/// what, read, memory, output).
public struct Quantity: RawRepresentable, Hashable, Sendable {
  /// The name in files and on the command line: `f i g o c h`, `zf zi zg zo`.
  public let rawValue: String
  /// The key in eight bytes where it fits, which is quick to compare; 0 where
  /// it does not.
  private let code: UInt64

  /// The quantity of a key.
  public init(rawValue: String) {
    self.rawValue = rawValue
    code =
      rawValue.utf8.count > 8
      ? 0 : rawValue.utf8.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Whether both have the same key.
  public static func == (a: Quantity, b: Quantity) -> Bool {
    a.code == b.code && (a.code != 0 || a.rawValue == b.rawValue)
  }

  /// Feeds the key.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    if code == 0 { hasher.combine(rawValue) }
  }

  /// The name in files and on the command line: `f i g o c h`, `zf zi zg zo`.
  public var key: String { rawValue }

  /// f ∈ (0, 1): how much of the old cell stays.
  public static let forgetGate = Quantity(rawValue: "f")
  /// i ∈ (0, 1): how much of the candidate is written.
  public static let inputGate = Quantity(rawValue: "i")
  /// C̃ ∈ (−1, 1): what would be written.
  public static let candidate = Quantity(rawValue: "g")
  /// o ∈ (0, 1): how much of the cell is shown.
  public static let outputGate = Quantity(rawValue: "o")
  /// C, unbounded: the memory.
  public static let cell = Quantity(rawValue: "c")
  /// h ∈ (−1, 1): what the rest of the network sees.
  public static let hidden = Quantity(rawValue: "h")
  /// r ∈ (0, 1): how much of h a GRU's candidate sees.
  public static let resetGate = Quantity(rawValue: "r")
  /// z ∈ (0, 1): how much of h a GRU keeps.
  public static let updateGate = Quantity(rawValue: "z")
  /// n ∈ (−1, 1): what a GRU would put in the place of h.
  public static let candidateHidden = Quantity(rawValue: "n")
  /// m: what a projected cell's units give before the projection.
  public static let unprojected = Quantity(rawValue: "m")

  /// The forget gate before σ.
  public static let forgetPreactivation = Quantity(rawValue: "zf")
  /// The input gate before σ.
  public static let inputPreactivation = Quantity(rawValue: "zi")
  /// The candidate before its activation function.
  public static let candidatePreactivation = Quantity(rawValue: "zg")
  /// The output gate before σ.
  public static let outputPreactivation = Quantity(rawValue: "zo")
  /// The hidden state of a plain recurrent network before its activation
  /// function.
  public static let hiddenPreactivation = Quantity(rawValue: "zh")
  /// The reset gate before σ.
  public static let resetPreactivation = Quantity(rawValue: "zr")
  /// The update gate before σ.
  public static let updatePreactivation = Quantity(rawValue: "zz")
  /// A GRU's candidate before tanh.
  public static let candidateHiddenPreactivation = Quantity(rawValue: "zn")
  /// The recurrent part of a GRU's candidate, before the reset gate.
  public static let recurrentCandidate = Quantity(rawValue: "un")
  /// What becomes of the cell on its way to the output, before tanh.
  public static let shownPreactivation = Quantity(rawValue: "zc")

  /// The six recorded quantities of an LSTM, in order.
  public static let lstm: [Quantity] = [
    .forgetGate, .inputGate, .candidate, .outputGate, .cell, .hidden,
  ]

  /// What an LSTM's four gates and candidate are before σ and tanh.
  public static let lstmPreactivations: [Quantity] = [
    .forgetPreactivation, .inputPreactivation, .candidatePreactivation,
    .outputPreactivation,
  ]

  /// The sum that σ or tanh makes this quantity of: `zf` of `f`, and `z_k` of a
  /// quantity `k` that is not among those known here.
  public var preactivation: Quantity { derived("z") }

  /// A sum of products within that sum, which a gate multiplies: `un` of `n`.
  var innerSum: Quantity { derived("u") }

  private func derived(_ letter: String) -> Quantity {
    let short = letter + key
    return Quantity(
      rawValue: Self.known[short] == nil ? letter + "_" + key : short)
  }

  /// Whether this is a sum inside a function, which figures and files leave out
  /// unless asked for it.
  public var isPreactivation: Bool {
    key.hasPrefix("z_") || key.hasPrefix("u_")
      || Self.known[key]?.isSum == true
  }

  /// The letter of the equations; the candidate's carries U+0303.
  public var symbol: String { Self.known[key]?.symbol ?? key }

  /// The words for titles and legends; the key of one that is not known.
  public var name: String { Self.known[key]?.name ?? key }

  /// The order in which cells list what they record: r z n f i g o, what is
  /// not known, then c m h.
  var rank: Int { Self.known[key]?.rank ?? 7 }

  private struct Words: Sendable {
    let symbol, name: String
    let rank: Int
    let isSum: Bool
  }

  private static let known: [String: Words] = {
    let words: [(key: String, symbol: String, name: String)] = [
      ("r", "r", "reset gate"), ("z", "z", "update gate"),
      ("n", "n", "candidate state"), ("f", "f", "forget gate"),
      ("i", "i", "input gate"), ("g", "C\u{303}", "candidate"),
      ("o", "o", "output gate"), ("", "", ""), ("c", "C", "cell"),
      ("m", "m", "output before projection"), ("h", "h", "hidden state"),
      ("zf", "zf", "forget gate before σ"),
      ("zi", "zi", "input gate before σ"),
      ("zg", "zg", "candidate before squashing"),
      ("zo", "zo", "output gate before σ"),
      ("zh", "zh", "hidden state before squashing"),
      ("zr", "zr", "reset gate before σ"),
      ("zz", "zz", "update gate before σ"),
      ("zn", "zn", "candidate state before tanh"),
      ("un", "un", "candidate's recurrent part"),
      ("zc", "zc", "transformed cell before tanh"),
    ]
    return Dictionary(
      uniqueKeysWithValues: words.enumerated().map { rank, word in
        (
          word.key,
          Words(
            symbol: word.symbol, name: word.name, rank: rank, isSum: rank > 10)
        )
      })
  }()

  /// Where values lie.
  public enum Range: Equatable, Sendable {
    /// Gates: 0 is shut, 1 is open.
    case zeroToOne
    /// As tanh gives them: signed, within ±1.
    case plusMinusOne
    /// The candidate of 1997: signed, within ±2.
    case plusMinusTwo
    /// 0 or more, without a limit.
    case nonNegative
    /// Anything.
    case unbounded
  }
}
