import Foundation

/// The unfinished files of this process, so that Ctrl-C leaves none behind.
///
/// While any is open, SIGINT, SIGTERM and SIGHUP remove them and then end the
/// process as they would have. Only signals that nobody else handles or
/// ignores are taken; code that installs its own handler, before or after,
/// keeps it, and can call `removeAll()` if it is about to end the process.
package enum PartialFiles {
  /// Removes every unfinished file. Safe inside a signal handler.
  package static func removeAll() {
    for slot in 0..<slotCount where active[slot] != 0 {
      unlink(names + slot * nameLength)
      active[slot] = 0
    }
  }

  /// Remembers a file; nil when it cannot be, which only means that a signal
  /// would leave it behind.
  static func register(_ path: String) -> Int? {
    lock.lock()
    defer { lock.unlock() }
    installHandlers
    let name = Array(path.utf8CString)
    guard name.count <= nameLength,
      let slot = (0..<slotCount).first(where: { active[$0] == 0 })
    else { return nil }
    for (k, character) in name.enumerated() {
      names[slot * nameLength + k] = character
    }
    active[slot] = 1
    return slot
  }

  static func forget(_ slot: Int?) {
    if let slot { active[slot] = 0 }
  }

  // A handler may neither allocate nor lock, so the names lie in memory that
  // is never freed, and a flag says which of them count.
  private static let slotCount = 16
  private static let nameLength = 4096
  private static let lock = NSLock()
  nonisolated(unsafe) private static let names =
    UnsafeMutablePointer<CChar>.allocate(capacity: slotCount * nameLength)
  nonisolated(unsafe) private static let active = {
    let flags = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: slotCount)
    flags.initialize(repeating: 0, count: slotCount)
    return flags
  }()

  private static let installHandlers: Void = {
    // Touched here, so that the handler finds them ready.
    _ = (names, active)
    for number in [SIGINT, SIGTERM, SIGHUP] { install(number) }
  }()

  private static func install(_ number: Int32) {
    var current = sigaction()
    guard sigaction(number, nil, &current) == 0, isDefault(current) else {
      return
    }
    var action = sigaction()
    let handler: @convention(c) (Int32) -> Void = { number in
      PartialFiles.removeAll()
      // The default action is back (SA_RESETHAND) and takes effect on return.
      raise(number)
    }
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = handler
    #else
      action.__sigaction_handler.sa_handler = handler
    #endif
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    sigaction(number, &action, nil)
  }

  private static func isDefault(_ action: sigaction) -> Bool {
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler == nil
    #else
      action.__sigaction_handler.sa_handler == nil
    #endif
  }
}
