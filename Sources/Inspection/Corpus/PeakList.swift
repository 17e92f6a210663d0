/// A value at a position, with the sign by which peaks are ordered.
struct Peak: Equatable {
  var position: Int
  var value: Float
  /// +1 where high values come first, −1 where low ones do.
  var sign: Float

  var rank: Float { sign * value }

  /// Higher before lower, and of equals the earlier.
  func isBefore(_ other: Peak) -> Bool {
    rank != other.rank ? rank > other.rank : position < other.position
  }

  func moved(_ offset: Int) -> Peak {
    Peak(position: position + offset, value: value, sign: sign)
  }
}

/// The peaks of a long series: the highest value, the highest of those that are
/// not near it, and so on, whatever the order in which values come.
///
/// Each peak rules out the values near it, a fixed number at most. So the first
/// `count` peaks are among so many times `count` highest values, and it is
/// enough to keep those.
struct PeakList {
  private let count, separation: Int
  private let capacity: Int
  private var kept: [Peak] = []
  private var bar = -Float.infinity

  /// - Parameters:
  ///   - count: how many peaks are wanted.
  ///   - separation: how far from each other they are at least.
  init(count: Int, separation: Int) {
    (self.count, self.separation) = (count, separation)
    capacity = count * (2 * separation - 1)
  }

  /// The values that a peak may yet be among.
  var candidates: some Sequence<Peak> { kept }

  /// Takes a value in; what is not finite is passed over.
  @inline(__always)
  mutating func insert(_ peak: Peak) {
    guard peak.rank >= bar, peak.value.isFinite else { return }
    kept.append(peak)
    if kept.count >= 2 * capacity { prune() }
  }

  private mutating func prune() {
    kept.sort { $0.isBefore($1) }
    kept.removeSubrange(min(capacity, kept.count)...)
    if kept.count == capacity, let last = kept.last { bar = last.rank }
  }

  /// The peaks, the highest first.
  var peaks: [Peak] {
    var (peaks, taken) = ([Peak](), Set<Int>())
    for peak in kept.sorted(by: { $0.isBefore($1) }) {
      guard peaks.count < count else { break }
      // One peak at most is in a stretch as long as the separation.
      let stretch = peak.position / separation
      guard
        !(stretch - 1...stretch + 1).contains(where: { near in
          taken.contains(near)
            && peaks.contains {
              abs($0.position - peak.position) < separation
            }
        })
      else { continue }
      peaks.append(peak)
      taken.insert(stretch)
    }
    return peaks
  }
}
