/// A shell command with everything that it starts, ended whole.
///
/// All of it is one process group. What leaves that is known by a mark in its
/// environment, where the system shows environments (Linux). When the program
/// that began it dies, in whatever way, a watcher in the group notices that a
/// pipe has closed, and ends it.
final class CommandGroup {
  private let process: ChildProcess
  /// The end of the pipe that stays open while this program lives.
  private let lifeline: Int32
  private let mark: String
  private var exitStatus: Int32?

  /// Starts `command` in bash, its output and its errors going to `output`.
  ///
  /// - Parameter leftover: a folder that the watcher removes.
  /// - Throws: `ChildProcessError`.
  init(
    _ command: String, in folder: URL, environment: [String: String],
    output: Int32, leftover: URL? = nil
  ) throws(ChildProcessError) {
    mark = UUID().uuidString
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw ChildProcessError(
        program: "a shell", reason: String(cString: strerror(errno)))
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer {
      close(null)
      close(ends[0])
    }
    lifeline = ends[1]
    do {
      process = try ChildProcess(
        "/bin/bash",
        [
          "-c", Self.watched, "/bin/bash", command, folder.path,
          leftover?.path ?? "",
        ],
        environment: environment.merging([Self.marking: mark]) { $1 },
        descriptors: [null, output, output, ends[0]])
    } catch {
      close(lifeline)
      throw error
    }
  }

  deinit { end() }

  /// Waits in the background for the pipe to close, then becomes the command.
  private static let watched = """
    ( read -r -u 3; [ -z "$3" ] || rm -rf -- "$3"; kill -KILL 0 ) \
    > /dev/null 2>&1 &
    exec 3<&-
    cd -- "$2" || exit 1
    exec /bin/bash -c "$1"
    """

  private static let marking = "LSTM_LAB_RUN"

  /// How the command ended, as `ChildProcess` says it; nil while it runs.
  var status: Int32? {
    exitStatus = exitStatus ?? process.status()
    return exitStatus
  }

  /// Ends whatever of it still runs.
  func end() {
    guard !isEnded else { return }
    isEnded = true
    process.kill()
    if exitStatus == nil { exitStatus = process.wait() }
    // A process that is found may have just made another.
    for _ in 0..<20 where !endMarked() { break }
    close(lifeline)
  }

  private var isEnded = false

  /// Ends what has left the group; whether there was anything.
  private func endMarked() -> Bool {
    let files = FileManager.default
    let mark = Data("\(Self.marking)=\(mark)".utf8)
    var isFound = false
    for name in (try? files.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let id = pid_t(name), id != getpid(),
        let environment = files.contents(atPath: "/proc/\(name)/environ"),
        environment.firstRange(of: mark) != nil, kill(id, SIGKILL) == 0
      else { continue }
      isFound = true
    }
    return isFound
  }
}
