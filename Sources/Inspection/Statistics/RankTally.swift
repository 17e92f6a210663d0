import LSTMCore
import LSTMTraining

/// Counts of a few units in fine bins, from which areas under the ROC curve and
/// medians are exact to some 1e-5 and to the width of such a bin. The two
/// halves of the text are kept apart.
final class RankTally {
  /// A unit, and the flags that it is held against.
  struct Subject: Sendable {
    let quantity: Quantity
    let unit: Int
    let flags: [Int]
    let bins: RankBins
  }

  private let subjects: [Subject]
  private let flags: [[Bool]]
  private let middle: Int
  /// For each half and subject a histogram of all characters, then one for each
  /// of its flags.
  private var counts: [[UInt32]]

  /// - Parameter middle: the first position of the second half.
  init(_ subjects: [Subject], flags: [[Bool]], middle: Int) {
    (self.subjects, self.flags, self.middle) = (subjects, flags, middle)
    counts = (0...1).flatMap { _ in
      subjects.map { subject in
        [UInt32](
          repeating: 0, count: (subject.flags.count + 1) * subject.bins.count)
      }
    }
  }

  /// Takes in what a shard has counted.
  func merge(_ other: RankTally) {
    for k in counts.indices {
      for bin in counts[k].indices { counts[k][bin] &+= other.counts[k][bin] }
    }
  }

  /// Counts the rows of a block.
  func add(_ block: ActivationBlock) {
    for (index, subject) in subjects.enumerated() {
      let (base, stride) = block.rows(of: subject.quantity)
      for stream in 0..<block.streamCount {
        for position in block.positions[stream] {
          let row = block.row(stream: stream, position: position)
          let bin = Int(subject.bins(base[row &* stride &+ subject.unit]))
          let half = position < middle ? 0 : subjects.count
          count(bin, at: position, in: half + index, subject)
        }
      }
    }
  }

  private func count(
    _ bin: Int, at position: Int, in histogram: Int, _ subject: Subject
  ) {
    counts[histogram][bin] &+= 1
    for (k, flag) in subject.flags.enumerated() where flags[flag][position] {
      counts[histogram][(k + 1) * subject.bins.count + bin] &+= 1
    }
  }

  /// The area under the ROC curve of a subject for one of its flags, in one
  /// half.
  func area(subject: Int, flag: Int, half: Int) -> Double? {
    guard let (yes, all) = histograms(subject, flag, half) else { return nil }
    return RankStatistics.area(yes: yes, all: all)
  }

  /// The medians of a subject where one of its flags says yes and where it
  /// says no, in one half.
  func medians(
    subject: Int, flag: Int, half: Int
  ) -> (yes: Double, no: Double)? {
    guard let (yes, all) = histograms(subject, flag, half) else { return nil }
    let no = zip(all, yes).map { $0 - $1 }
    return (median(yes, subject), median(no, subject))
  }

  private func histograms(
    _ subject: Int, _ flag: Int, _ half: Int
  ) -> (yes: ArraySlice<UInt32>, all: ArraySlice<UInt32>)? {
    guard let k = subjects[subject].flags.firstIndex(of: flag) else {
      return nil
    }
    let width = subjects[subject].bins.count
    let all = counts[half * subjects.count + subject]
    return (all[(k + 1) * width..<(k + 2) * width], all[0..<width])
  }

  private func median(_ counts: some Collection<UInt32>, _ subject: Int)
    -> Double
  {
    let middle = counts.reduce(0) { $0 + Double($1) } / 2
    var (sum, place) = (0.0, 0)
    for count in counts {
      sum += Double(count)
      if sum >= middle { break }
      place += 1
    }
    let bins = subjects[subject].bins
    return bins.middle(of: min(place, bins.count - 1))
  }
}
