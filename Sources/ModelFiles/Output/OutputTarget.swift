/// Where an output goes once links are followed.
enum OutputTarget: Equatable {
  /// A file, new or to be replaced; `old` tells of the one that is there.
  case file(path: String, old: Old?)
  /// A device or FIFO, to be opened and never replaced.
  case special(path: String)
  /// One of this process's own descriptors, such as `/dev/stdout`.
  case descriptor(Int32)

  /// What a file that takes an old one's place keeps of it.
  struct Old: Equatable {
    let mode: mode_t
    let owner: uid_t
    let group: gid_t

    /// Never the right to run as somebody else: that was given to the old
    /// content.
    init(_ status: stat) {
      mode = status.st_mode & 0o1777
      (owner, group) = (status.st_uid, status.st_gid)
    }

    /// Gives them to an open file; whose it is only as far as this user may.
    ///
    /// - Returns: 0, or -1 with `errno`.
    func apply(to descriptor: Int32) -> Int32 {
      _ = fchown(descriptor, owner, group)
      return fchmod(descriptor, mode)
    }
  }

  /// Follows `path`, also where the last link points at nothing yet.
  static func resolve(_ path: String) throws(OutputFileError) -> OutputTarget {
    guard !path.isEmpty else { throw .emptyPath }
    var real = path
    // As many links as Linux itself follows.
    for _ in 0..<40 {
      if let descriptor = ownDescriptor(real) { return .descriptor(descriptor) }
      guard let next = destination(ofLink: real) else { break }
      real = next
    }
    var status = stat()
    guard stat(real, &status) == 0 else {
      let code = errno
      if code == ELOOP || code == ENAMETOOLONG {
        throw .failed(path, reason: systemReason(code))
      }
      if real.hasSuffix("/") { throw .targetIsDirectory(path) }
      return .file(path: real, old: nil)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw .targetIsDirectory(path)
    case S_IFREG:
      guard access(real, W_OK) == 0 else {
        throw .notWritable(path, reason: systemReason(errno))
      }
      return .file(path: real, old: Old(status))
    default: return .special(path: real)
    }
  }

  /// The descriptor that a path stands for. Opening such a path anew would
  /// start at the beginning of a file that a shell is appending to.
  private static func ownDescriptor(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default: break
    }
    for folder in ["/dev/fd/", "/proc/self/fd/"]
    where path.hasPrefix(folder) {
      return Int32(path.dropFirst(folder.count))
    }
    return nil
  }

  private static func destination(ofLink path: String) -> String? {
    guard
      let link = try? FileManager.default
        .destinationOfSymbolicLink(atPath: path)
    else { return nil }
    return link.hasPrefix("/") ? link : folder(of: path) + "/" + link
  }

  /// The folder that holds `path`: everything before the last slash.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
