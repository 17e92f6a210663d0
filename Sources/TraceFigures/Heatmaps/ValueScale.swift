import Drawing
import LSTMCore
import Wording

/// Which numbers the ends of a colour map stand for.
package enum ValueScale: Equatable, Sendable {
  /// 0 to 1, closed to open.
  case gate
  /// −limit to +limit, with 0 in the middle.
  case signed(limit: Double)
  /// 0 to limit: how much of something, nothing to much.
  case amount(limit: Double)

  /// The scale for a quantity: fixed where its range is known, ±6 before
  /// squashing, and otherwise fitted to the values, but never below ±1, lest
  /// what is next to nothing look like much.
  ///
  /// - Parameter range: where its values lie in the cell at hand; where they
  ///   lie in an LSTM by default.
  package init(
    for quantity: Quantity, range: Quantity.Range? = nil,
    values: some Sequence<Double>
  ) {
    self =
      .fixed(for: quantity, range: range ?? quantity.usualRange)
      ?? .signed(limit: max(1, Self.fitted(to: values).limit))
  }

  /// The scale where it does not depend on the values; else nil. A candidate is
  /// signed even where it never is below 0: it is no gate.
  static func fixed(
    for quantity: Quantity, range: Quantity.Range
  ) -> ValueScale? {
    switch range {
    case .zeroToOne:
      quantity.usualRange == .zeroToOne ? .gate : .signed(limit: 1)
    case .plusMinusOne: .signed(limit: 1)
    case .plusMinusTwo: .signed(limit: 2)
    case .unbounded where quantity.isPreactivation: .signed(limit: 6)
    case .unbounded, .nonNegative: nil
    }
  }

  /// A signed scale that holds 99.5 % of the values: the magnitude that so
  /// many stay within, rounded up to 1, 2 or 5 times a power of ten.
  package static func fitted(to values: some Sequence<Double>) -> ValueScale {
    let magnitudes = values.lazy.map(\.magnitude).filter(\.isFinite).sorted()
    let rank = Int((0.995 * Double(magnitudes.count)).rounded(.up)) - 1
    guard rank >= 0, magnitudes[rank] > 0 else { return .signed(limit: 1) }
    return .signed(limit: oneTwoFive(atLeast: magnitudes[rank]))
  }

  /// A signed scale for values of which nearly all stay within a reach, such as
  /// a model's own: never below ±1, as for values at hand.
  package static func reaching(_ reach: Double) -> ValueScale {
    .signed(limit: max(1, oneTwoFive(atLeast: reach)))
  }

  /// The smallest of 1, 2 and 5 times a power of ten that is no less, or the
  /// last number there is in that direction; 1 for what is not above zero.
  package static func oneTwoFive(atLeast value: Double) -> Double {
    guard value > 0 else { return 1 }
    let decade = max(
      pow(10, floor(log10(value))), .leastNormalMagnitude)
    // Powers of ten are inexact below 1; a hair above still counts as equal.
    let factor = [1.0, 2, 5].first { value <= $0 * decade * (1 + 1e-12) }
    return min((factor ?? 10) * decade, .greatestFiniteMagnitude)
  }

  /// The largest number that the scale shows.
  package var limit: Double {
    switch self {
    case .gate: 1
    case .signed(let limit), .amount(let limit): limit
    }
  }

  /// Where a number stands between the ends of the map, 0 to 1; beyond them
  /// for a number that the scale clips.
  package func share(of value: Double) -> Double {
    switch self {
    case .gate: value
    case .signed(let limit): 0.5 + 0.5 * value / limit
    case .amount(let limit): value / limit
    }
  }

  /// Whether the scale cannot show how large a number is.
  func clips(_ value: Double) -> Bool {
    value.isFinite && value.magnitude > limit * (1 + 1e-12)
  }

  /// The map that goes with the scale.
  func map(in theme: Theme) -> ColourMap {
    switch self {
    case .gate: theme.gates
    case .signed: theme.signed
    case .amount: theme.amounts
    }
  }

  /// What the legend says, and where between the ends.
  var ticks: [(share: Double, text: String)] {
    switch self {
    case .gate: return [(0, "0 closed"), (0.5, "0.5 half"), (1, "1 open")]
    case .signed(let limit):
      let end = Self.end(limit)
      return [(0, "−" + end), (0.5, "0"), (1, "+" + end)]
    case .amount(let limit):
      return [(0, "0"), (0.5, Self.end(limit / 2)), (1, Self.end(limit))]
    }
  }

  /// A limit in words, a whole one without decimals.
  static func end(_ limit: Double) -> String {
    limit == limit.rounded() && limit < 1000
      ? limit.bare : Numerals.short(limit)
  }
}
