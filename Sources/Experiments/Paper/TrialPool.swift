import Foundation

/// Runs independent trials, as many at once as there are threads.
package struct TrialPool: Sendable {
  /// How many run at once.
  package let threads: Int

  /// A pool of the given size.
  package init(threads: Int) { self.threads = max(1, threads) }

  /// Something that happened while trials ran.
  package enum Event: Sendable {
    /// A trial goes on.
    case progress(Trial, TrialProgress)
    /// A trial has ended.
    case finished(Trial, [TrialRecord])
  }

  /// Runs `trials` and tells of each, one event at a time; stops to begin new
  /// ones once an event's handling has thrown.
  package func run(
    _ trials: [Trial], tell: (Event) throws -> Void
  ) throws {
    let desk = Desk(count: trials.count)
    withoutActuallyEscaping(tell) { tell in
      // Events are told under the lock.
      nonisolated(unsafe) let tell = tell
      DispatchQueue.concurrentPerform(
        iterations: min(threads, trials.count)
      ) { _ in
        while let next = desk.next() {
          let trial = trials[next]
          let records = trial.run { progress in
            desk.tell { try tell(.progress(trial, progress)) }
          }
          desk.tell { try tell(.finished(trial, records)) }
        }
      }
    }
    if let error = desk.failure { throw error }
  }

  /// What the threads share: whose turn it is, and what went wrong.
  private final class Desk: @unchecked Sendable {
    private let lock = NSLock()
    private var upcoming = 0
    private let count: Int
    private(set) var failure: (any Error)?

    init(count: Int) { self.count = count }

    func next() -> Int? {
      lock.withLock {
        guard upcoming < count, failure == nil else { return nil }
        defer { upcoming += 1 }
        return upcoming
      }
    }

    func tell(_ body: () throws -> Void) {
      lock.withLock {
        guard failure == nil else { return }
        do { try body() } catch { failure = error }
      }
    }
  }
}
