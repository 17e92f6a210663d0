import Foundation
import ModelFiles

/// Whether Ctrl-C, SIGTERM or SIGHUP has come; a second one ends the program at
/// once.
///
/// Nothing runs inside a signal handler, where hardly anything is allowed: the
/// signals are ignored, and a queue of their own is told of them.
final class Interruption: @unchecked Sendable {
  private let lock = NSLock()
  private var count = 0
  private var sources: [any DispatchSourceSignal] = []

  init() {
    let queue = DispatchQueue(label: "interruption", qos: .userInteractive)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: queue)
      source.setEventHandler { [self] in note(number) }
      source.resume()
      sources.append(source)
    }
  }

  /// Whether any has come.
  var isRequested: Bool { lock.withLock { count > 0 } }

  private func note(_ number: Int32) {
    let isSecond = lock.withLock {
      count += 1
      return count > 1
    }
    guard isSecond else { return }
    PartialFiles.removeAll()
    signal(number, SIG_DFL)
    raise(number)
  }
}
