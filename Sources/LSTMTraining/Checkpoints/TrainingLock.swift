import ModelFiles

/// The right to train one model, which one process has at a time: a locked
/// file beside the checkpoint, with the process' number in it. The system takes
/// the lock back from a process that ends, however it ends, so that a file left
/// behind holds nobody up.
package enum TrainingLock {
  /// Where the lock of a training stands whose model will be at `path`.
  package static func path(for model: String) -> String {
    Checkpoint.path(for: model) + ".lock"
  }

  /// Runs `body` with the right to train the model at `model`. What earlier
  /// trainings of it left unfinished is removed first. Where no lock can be
  /// made, as in a folder that cannot be written, `body` runs without.
  ///
  /// - Throws: `TrainingLockError` when another process has the right, and what
  ///   `body` throws.
  package static func hold<Result>(
    on model: String, _ body: () throws -> Result
  ) throws -> Result {
    let path = path(for: model)
    guard let descriptor = try lock(path, of: model) else { return try body() }
    defer {
      unlink(path)
      close(descriptor)
    }
    for output in [model, Checkpoint.path(for: model)] {
      OutputFile.removeAbandoned(of: output)
    }
    return try body()
  }

  private static func lock(
    _ path: String, of model: String
  ) throws -> Int32? {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { return nil }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let isHeld = errno == EWOULDBLOCK
        let holder = number(in: descriptor)
        close(descriptor)
        if isHeld {
          throw TrainingLockError(model: model, process: holder)
        }
        return nil
      }
      if isStill(descriptor, at: path) {
        write(getpid(), to: descriptor)
        return descriptor
      }
      // Its holder ended and removed it between the two calls.
      close(descriptor)
    }
  }

  private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
    var (mine, there) = (stat(), stat())
    return fstat(descriptor, &mine) == 0 && stat(path, &there) == 0
      && (mine.st_dev, mine.st_ino) == (there.st_dev, there.st_ino)
  }

  private static func write(_ number: pid_t, to descriptor: Int32) {
    let text = Array("\(number)\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  private static func number(in descriptor: Int32) -> Int? {
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = bytes.withUnsafeMutableBytes {
      pread(descriptor, $0.baseAddress, $0.count, 0)
    }
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).first.flatMap { Int($0) }
  }
}

/// Another process trains the same model.
package struct TrainingLockError: Error, Equatable, CustomStringConvertible {
  /// The model.
  package let model: String
  /// The process' number, where it is known.
  package let process: Int?

  /// What is wrong, and what to do.
  package var description: String {
    "another training\(process.map { ", process \($0)," } ?? "") writes "
      + "\(model): wait for its end, or give another -o."
  }
}
