import LSTMCore

extension CellSearch {
  /// A unit that was held against a label.
  public struct Finding: Equatable, Sendable {
    /// What of the text.
    public let label: TextLabel
    /// Which quantity of which unit.
    public let quantity: Quantity
    /// Which unit.
    public let unit: Int
    /// How well, on the half that it was chosen on and on the other.
    public let chosen, confirmed: Score
    /// The strongest of the shifted labels on the other half; nil where the
    /// text is too short to shift.
    public let chance: Score?
    /// What a linear probe of all units reaches on the other half.
    public let probe: Score?
    /// The medians of the unit where the label says yes and no.
    public let medians: Medians?

    /// Whether the unit beats chance and is strong enough to be called by the
    /// label's name.
    public var isFound: Bool {
      beatsChance && confirmed.strength >= Self.strong(confirmed)
    }

    /// Whether the unit beats every shifted label.
    public var beatsChance: Bool {
      chance.map { confirmed.strength > $0.strength } ?? false
    }

    /// Whether a probe of all units together tells little more than nothing:
    /// then it is not the units' code but the model that lacks it.
    public var isUnknownToLayer: Bool {
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
  public struct Medians: Equatable, Sendable {
    /// Where the label says yes, and where it says no.
    public let yes, no: Double
  }

  /// How well a unit tracks a label.
  public enum Score: Equatable, Sendable {
    /// The area under the ROC curve; below 0.5 for a unit that is low where
    /// the label says yes.
    case area(Double)
    /// Pearson's r.
    case correlation(Double)

    /// From 0, nothing, to 1, all.
    public var strength: Double {
      switch self {
      case .area(let area): abs(2 * area - 1)
      case .correlation(let r): abs(r)
      }
    }
  }
}
