import LSTMCore

extension CellSearch {
  /// A unit that was held against a label.
  package struct Finding: Equatable, Sendable {
    /// What of the text.
    package let label: TextLabel
    /// Which quantity of which unit.
    package let quantity: Quantity
    /// Which unit.
    package let unit: Int
    /// How well, on the half that it was chosen on and on the other.
    package let chosen, confirmed: Score
    /// The strongest of the shifted labels on the other half; nil where the
    /// text is too short to shift.
    package let chance: Score?
    /// What a linear probe of all units reaches on the other half.
    package let probe: Score?
    /// What the character just read gives away on the other half, without any
    /// memory; nil for rows of numbers.
    package let symbol: Score?
    /// The medians of the unit where the label says yes and no.
    package let medians: Medians?

    /// Whether the unit beats chance and is strong enough to be called by the
    /// label's name.
    package var isFound: Bool {
      beatsChance && confirmed.strength >= Self.strong(confirmed)
    }

    /// Whether the unit beats every shifted label.
    package var beatsChance: Bool {
      chance.map { confirmed.strength > $0.strength } ?? false
    }

    /// Whether a probe of all units together tells little more than nothing.
    package var isUnknownToLayer: Bool {
      guard let probe else { return false }
      return if case .area = probe {
        probe.strength < 0.5
      } else {
        probe.strength < 0.6
      }
    }

    /// AUC 0.9, or r 0.7.
    private static func strong(_ score: Score) -> Double {
      if case .area = score { 0.8 } else { 0.7 }
    }
  }

  /// Middle values.
  package struct Medians: Equatable, Sendable {
    /// Where the label says yes, and where it says no.
    package let yes, no: Double
  }

  /// How well a unit tracks a label.
  package enum Score: Equatable, Sendable {
    /// The area under the ROC curve; below 0.5 for a unit that is low where
    /// the label says yes.
    case area(Double)
    /// Pearson's r.
    case correlation(Double)

    /// From 0, nothing, to 1, all.
    package var strength: Double {
      switch self {
      case .area(let area): abs(2 * area - 1)
      case .correlation(let r): abs(r)
      }
    }
  }
}
