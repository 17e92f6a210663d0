import Foundation

/// Runs independent tasks on a number of threads.
package struct Workers: Sendable {
  /// How many threads work at once.
  package let threads: Int

  /// So many threads.
  package init(threads: Int) { self.threads = threads }

  /// Runs `body(worker, task)` for every task from 0 up to `tasks`. A worker
  /// runs one task at a time and takes the next that nobody has, so which
  /// worker gets which is chance; nothing in a result may depend on it.
  package func run(tasks: Int, _ body: (_ worker: Int, _ task: Int) -> Void) {
    let queue = TaskQueue(count: tasks)
    withoutActuallyEscaping(body) { body in
      // Workers share what `body` captures, and each task writes its own part.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: min(threads, tasks)) {
        worker in
        asWorker {
          while let task = queue.next() { body(worker, task) }
        }
      }
    }
  }
}

/// The numbers from 0 up to a count, each given out once.
private final class TaskQueue: @unchecked Sendable {
  private let lock = NSLock()
  private var upcoming = 0
  private let count: Int

  init(count: Int) { self.count = count }

  func next() -> Int? {
    lock.withLock {
      guard upcoming < count else { return nil }
      defer { upcoming += 1 }
      return upcoming
    }
  }
}
