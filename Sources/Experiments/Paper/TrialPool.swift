import LSTMTraining
import Synchronization

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
    // Events are told under the lock, and none after one has thrown.
    let failure = Mutex<(any Error)?>(nil)
    func note(_ event: Event) {
      failure.withLock { failure in
        guard failure == nil else { return }
        do { try tell(event) } catch { failure = error }
      }
    }
    Workers(threads: threads).run(tasks: trials.count) { _, next in
      guard failure.withLock({ $0 == nil }) else { return }
      let trial = trials[next]
      let records = trial.run { note(.progress(trial, $0)) }
      note(.finished(trial, records))
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
