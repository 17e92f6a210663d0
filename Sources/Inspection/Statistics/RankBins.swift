import LSTMCore

/// Where a unit's values fall in order, for areas under the ROC curve: an area
/// does not change under any rising map of the values, so the bins may follow
/// what is there instead of the number line.
///
/// Values are first stretched where a squashed quantity crowds (towards 0 and 1
/// for a gate, towards ±1 after a tanh), then laid into `coarse` bins of one
/// width. From the counts of those, `divided(by:)` makes fine bins, more where
/// there is more: what lies in one bin counts as tied, so that with 4,096 of
/// them an area is exact to some 1e-5.
struct RankBins: Sendable {
  /// How many bins there are before anything is counted.
  static let coarse = 256
  /// How many there are at most once something was.
  static let fine = 4096

  /// How many bins there are.
  let count: Int
  private let stretch: Stretch
  private let lowest, scale: Float
  /// For each coarse bin the first of its fine ones, and how many those are.
  private let first: [Int32]
  private let parts: [Float]

  /// How values are stretched before they are laid into bins; each map rises.
  enum Stretch: Sendable {
    /// As they are.
    case none
    /// (0, 1): the octaves of v below ½ and of 1 − v above.
    case gate
    /// (−1, 1): the octaves of 1 − |v| beyond ±½.
    case signed

    init(_ range: Quantity.Range) {
      switch range {
      case .zeroToOne: self = .gate
      case .plusMinusOne: self = .signed
      default: self = .none
      }
    }

    /// The most octaves that are told apart on a side.
    static let octaves: Float = 60

    @inline(__always)
    func callAsFunction(_ value: Float) -> Float {
      switch self {
      case .none: return value
      case .gate:
        return value < 0.5
          ? -Self.octavesBelowHalf(value) : Self.octavesBelowHalf(1 - value)
      case .signed:
        let size = abs(value)
        guard size > 0.5 else { return value }
        let far = 0.5 + Self.octavesBelowHalf(1 - size)
        return value < 0 ? -far : far
      }
    }

    /// The value that is stretched to `place`.
    func inverse(_ place: Float) -> Float {
      switch self {
      case .none: return place
      case .gate:
        let share = Self.share(below: abs(place))
        return place < 0 ? share : 1 - share
      case .signed:
        guard abs(place) > 0.5 else { return place }
        let size = 1 - Self.share(below: abs(place) - 0.5)
        return place < 0 ? -size : size
      }
    }

    private static func share(below octaves: Float) -> Float {
      let steps = Int32(octaves * Float(1 << 23))
      return Float(
        bitPattern: UInt32(
          bitPattern: Int32(bitPattern: Float(0.5).bitPattern) &- steps))
    }

    /// log2(½ / share) with a straight line within each octave: the exponent
    /// and the mantissa of a number, read as one.
    @inline(__always)
    private static func octavesBelowHalf(_ share: Float) -> Float {
      let steps =
        Int32(bitPattern: Float(0.5).bitPattern)
        &- Int32(bitPattern: max(share, 0).bitPattern)
      return min(Float(steps) / Float(1 << 23), octaves)
    }
  }

  /// Coarse bins over the stretched values from `lowest` to `highest`.
  init(_ stretch: Stretch, from lowest: Float, to highest: Float) {
    (self.stretch, self.lowest) = (stretch, lowest)
    scale = Float(Self.coarse) / max(highest - lowest, 1e-30)
    count = Self.coarse
    (first, parts) = ([], [])
  }

  /// Fine bins, as many in each coarse one as its share of `counts` deserves.
  func divided(by counts: some Collection<UInt32>) -> RankBins {
    RankBins(dividing: self, by: counts)
  }

  private init(dividing coarse: RankBins, by counts: some Collection<UInt32>) {
    (stretch, lowest, scale) = (coarse.stretch, coarse.lowest, coarse.scale)
    let total = max(1, counts.reduce(0) { $0 + Double($1) })
    let spare = Double(Self.fine - Self.coarse)
    var (first, parts, next) = ([Int32](), [Float](), 0)
    for count in counts {
      let share = 1 + Int(spare * Double(count) / total)
      first.append(Int32(next))
      parts.append(Float(share))
      next += share
    }
    (self.first, self.parts, count) = (first, parts, next)
  }

  /// A value in the middle of a bin.
  func middle(of bin: Int) -> Double {
    var (coarse, within) = (bin, 0.5)
    if !first.isEmpty {
      coarse = (first.firstIndex { Int($0) > bin } ?? first.count) - 1
      within =
        (Double(bin) - Double(first[coarse]) + 0.5) / Double(parts[coarse])
    }
    let place = Double(lowest) + (Double(coarse) + within) / Double(scale)
    return Double(stretch.inverse(Float(place)))
  }

  /// The bin of a value; NaN lies in the lowest.
  @inline(__always)
  func callAsFunction(_ value: Float) -> UInt32 {
    let place = (stretch(value) - lowest) * scale
    let bounded = place > 0 ? min(place, Float(Self.coarse) - 0.001) : 0
    let bin = Int(bounded)
    guard !first.isEmpty else { return UInt32(bin) }
    let within = (bounded - Float(bin)) * parts[bin]
    return UInt32(first[bin]) &+ UInt32(min(within, parts[bin] - 1))
  }
}
