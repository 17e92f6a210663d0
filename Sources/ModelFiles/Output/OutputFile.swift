/// The one way in which lstm-lab writes files: beside the target under a
/// passing name, renamed when complete.
///
///     try OutputFile.write(to: "trace.csv") { file in
///       try file.write("step,character\n")
///     }
///
/// A target is complete or absent, and an old file stays whole until the new
/// one takes its place with the old one's owner and permissions, setuid and
/// setgid excepted. Links are followed.
/// What is no regular file (a device, a FIFO, `/dev/stdout`) is written
/// directly and never replaced.
package final class OutputFile: ByteSink {
  /// Writes the file at `path` with what `body` gives; if `body` throws, the
  /// target stays as it was.
  ///
  /// - Parameter durably: wait until the disk has it, as models deserve.
  /// - Throws: `OutputFileError`, `ClosedPipe`, and whatever `body` throws.
  package static func write<Result>(
    to path: String, durably: Bool = false,
    _ body: (OutputFile) throws -> Result
  ) throws -> Result {
    let file = try OutputFile(path)
    let result: Result
    do { result = try body(file) } catch {
      file.discard()
      throw error
    }
    try file.commit(durably: durably)
    return result
  }

  /// Opens an output whose target is `path`, and checks what can be checked
  /// before the work: call early, so that a wrong path shows at once.
  ///
  /// - Throws: `OutputFileError`.
  package convenience init(_ path: String) throws(OutputFileError) {
    switch try OutputTarget.resolve(path) {
    case .file(let real, let old):
      let partial = try PartialFile(target: real, named: path)
      self.init(path: path, descriptor: partial.descriptor)
      (self.target, self.old) = (real, old)
      self.partial = partial
    case .special(let real):
      let descriptor = open(real, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw .notWritable(path, reason: systemReason(errno))
      }
      self.init(path: path, descriptor: descriptor)
    case .descriptor(let number):
      let descriptor = dup(number)
      guard descriptor >= 0 else {
        throw .notWritable(path, reason: systemReason(errno))
      }
      self.init(path: path, descriptor: descriptor)
    }
  }

  /// Removes what processes that were killed left of outputs at `path`. For
  /// who knows that no other process writes there now.
  package static func removeAbandoned(of path: String) {
    guard case .file(let real, _)? = try? OutputTarget.resolve(path) else {
      return
    }
    for partial in PartialFile.abandoned(target: real) { unlink(partial) }
  }

  private let path: String
  private var writer: DescriptorWriter
  private var isOpen = true
  private var target = ""
  private var old: OutputTarget.Old?
  private var partial: PartialFile?

  init(path: String, descriptor: Int32) {
    self.path = path
    writer = DescriptorWriter(descriptor: descriptor)
  }

  deinit { discard() }

  /// Takes all of `bytes`.
  ///
  /// - Throws: `OutputFileError`, or `ClosedPipe` for a FIFO without reader.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    try naming { try writer.write(bytes) }
  }

  /// Completes the file and puts it in the target's place.
  ///
  /// - Parameter durably: wait until the disk has it.
  /// - Throws: as `write` does; the target is then as it was.
  package func commit(durably: Bool = false) throws {
    precondition(isOpen, "\(path) is committed or discarded already")
    defer { discard() }
    try naming { try writer.flush() }
    guard let partial else { return }
    if let old { try check(old.apply(to: writer.descriptor)) }
    if durably { try check(fsync(writer.descriptor)) }
    isOpen = false
    // Some file systems say only now that there was no room.
    try check(close(writer.descriptor))
    try check(PartialFiles.rename(partial.path, to: target))
    self.partial = nil
    if durably { syncFolder() }
  }

  /// Gives the output up; the target stays as it was. Does nothing once it is
  /// committed.
  package func discard() {
    if isOpen { close(writer.descriptor) }
    isOpen = false
    if let partial { PartialFiles.remove(partial.path) }
    partial = nil
  }

  private func naming(_ write: () throws -> Void) throws {
    do { try write() } catch let problem as WriteProblem {
      throw OutputFileError(problem, path: path)
    }
  }

  private func check(_ result: Int32) throws {
    guard result != 0 else { return }
    let problem = WriteProblem(
      code: errno, written: writer.written, pending: 0)
    throw OutputFileError(problem, path: path)
  }

  /// A rename is on disk when its folder is; not every file system can say.
  private func syncFolder() {
    let folder = open(OutputTarget.folder(of: target), O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }
}
