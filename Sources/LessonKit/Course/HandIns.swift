/// A folder of files that others handed in. Nothing in it leads out of it: links
/// are not followed, and pipes and devices are not read.
struct HandIns {
  let folder: URL

  /// The text of the file at `path` below the folder.
  ///
  /// - Throws: `AnswerError`.
  func text(_ path: String) throws(AnswerError) -> String {
    let file = try descriptor(of: path)
    defer { close(file) }
    return try Submission.text(Submission.bytes(of: file), name: path)
  }

  private func descriptor(of path: String) throws(AnswerError) -> Int32 {
    func refusal(_ reason: String) -> AnswerError {
      .file(path, reason: reason)
    }
    var parts = path.split(separator: "/").map(String.init)
    guard !path.hasPrefix("/"), !path.contains("//"), !parts.contains(".."),
      let name = parts.popLast()
    else { throw refusal("must lie beside the answers.") }
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK
    var place = open(folder.path, flags | O_DIRECTORY)
    defer { close(place) }
    for part in parts {
      let next = openat(place, part, flags | O_DIRECTORY | O_NOFOLLOW)
      guard next >= 0 else { throw refusal(reason(part, in: place)) }
      close(place)
      place = next
    }
    let file = openat(place, name, flags | O_NOFOLLOW)
    guard file >= 0 else { throw refusal(reason(name, in: place)) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw refusal("is no ordinary file.")
    }
    return file
  }

  /// Why `name` could not be opened.
  private func reason(_ name: String, in place: Int32) -> String {
    let said = String(cString: strerror(errno))
    var status = stat()
    guard fstatat(place, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      return "there is no such file."
    }
    return status.st_mode & S_IFMT == S_IFLNK
      ? "is a link; hand in what it leads to." : "cannot be read: \(said)."
  }
}
