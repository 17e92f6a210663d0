import Dispatch
import Synchronization

/// Runs independent tasks on a number of threads.
package struct Workers: Sendable {
  /// How many threads work at once.
  package let threads: Int

  /// So many threads, at least one.
  package init(threads: Int) { self.threads = max(1, threads) }

  /// Runs `body(worker, task)` for every task from 0 up to `tasks`. A worker
  /// runs one task at a time and takes the next that nobody has, so which
  /// worker gets which is chance; nothing in a result may depend on it.
  package func run(tasks: Int, _ body: (_ worker: Int, _ task: Int) -> Void) {
    let upcoming = Atomic(0)
    withoutActuallyEscaping(body) { body in
      // Workers share what `body` captures, and each task writes its own part.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: min(threads, tasks)) {
        worker in
        asWorker {
          while true {
            let task = upcoming.wrappingAdd(1, ordering: .relaxed).oldValue
            guard task < tasks else { return }
            body(worker, task)
          }
        }
      }
    }
  }

  /// Runs tasks of which each writes a part of its own.
  func run(_ tasks: [() -> Void]) {
    run(tasks: tasks.count) { _, task in tasks[task]() }
  }

  /// What `body` gives for every task from 0 up to `tasks`, in their order,
  /// whichever thread had which. A task may read what all share, and write
  /// nothing but what it returns.
  package func map<Result>(
    tasks: Int, _ body: (_ task: Int) -> Result
  ) -> [Result] {
    [Result](unsafeUninitializedCapacity: tasks) { results, count in
      if let base = results.baseAddress {
        run(tasks: tasks) { (base + $1).initialize(to: body($1)) }
      }
      count = tasks
    }
  }
}

extension Int {
  /// The numbers from 0 up to this one in runs of `size`, the last shorter.
  func runs(of size: Int) -> [Range<Int>] {
    stride(from: 0, to: self, by: size).map { $0..<Swift.min($0 + size, self) }
  }
}
