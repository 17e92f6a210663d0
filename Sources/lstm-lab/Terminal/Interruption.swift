import Dispatch
import ModelFiles
import Synchronization

/// Ctrl-C, SIGTERM and SIGHUP: the first asks a command that finishes by
/// itself, as training does, to finish; any other ends the program at once and
/// removes its unfinished files.
///
/// A thread waits for them and no handler ever runs: oneDNN's products keep
/// data far below the stack pointer, where a handler on a computing thread
/// would write over them.
struct Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  private struct State {
    var isAwaited = false
    var hasCome = false
  }

  private static let state = Mutex(State())

  /// Announces that this command looks at `isRequested` and finishes then.
  init() { Self.state.withLock { $0.isAwaited = true } }

  /// Whether a signal has come.
  var isRequested: Bool { Self.state.withLock { $0.hasCome } }

  /// Takes the signals over. To be called before any thread starts, for every
  /// thread inherits what its maker blocks.
  static func watch() {
    // What whoever started the program has it ignore stays ignored (nohup).
    let taken = signals.filter { !isIgnored($0) }
    var mask = sigset_t()
    sigemptyset(&mask)
    for number in taken { sigaddset(&mask, number) }
    pthread_sigmask(SIG_BLOCK, &mask, nil)
    let awaited = mask
    DispatchQueue(label: "signals", qos: .userInteractive).async {
      var (mask, number) = (awaited, Int32(0))
      while true {
        if sigwait(&mask, &number) == 0 { take(number) }
      }
    }
  }

  private static func take(_ number: Int32) {
    let isFirst = state.withLock { state in
      defer { state.hasCome = true }
      return state.isAwaited && !state.hasCome
    }
    if !isFirst { PartialFiles.removeAll { end(by: number) } }
  }

  /// Ends the program as the signal would have.
  private static func end(by number: Int32) -> Never {
    var mask = sigset_t()
    sigemptyset(&mask)
    sigaddset(&mask, number)
    signal(number, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    raise(number)
    _exit(128 + number)
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    // No function can be asked for equality with SIG_IGN but by its address.
    let old = signal(number, SIG_IGN)
    let isIgnored =
      unsafeBitCast(old, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    signal(number, old)
    return isIgnored
  }
}
