import Foundation

/// A file under a passing name, `.model.safetensors.3f9a01c2.partial`, in the
/// folder of its target.
struct PartialFile {
  let path: String
  let descriptor: Int32
  private let slot: Int?

  /// Creates the file; `name` is what the user called the target.
  init(target: String, named name: String) throws(OutputFileError) {
    let folder = OutputTarget.folder(of: target)
    let base = target.split(separator: "/").last ?? ""
    while true {
      let path = "\(folder)/.\(Self.shortened(base)).\(Self.tag()).partial"
      let slot = PartialFiles.register(path)
      // The umask takes from the mode what a new file should not have.
      let descriptor = open(
        path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        (self.path, self.descriptor, self.slot) = (path, descriptor, slot)
        return
      }
      let code = errno
      PartialFiles.forget(slot)
      if code != EEXIST {
        throw Self.error(code, folder: folder, name: name)
      }
    }
  }

  /// The file is complete and has its real name.
  func forget() { PartialFiles.forget(slot) }

  func remove() {
    unlink(path)
    PartialFiles.forget(slot)
  }

  /// The paths of such files for `target` that nobody completed.
  static func abandoned(target: String) -> [String] {
    let folder = OutputTarget.folder(of: target)
    let base = shortened(target.split(separator: "/").last ?? "")
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    return (names ?? []).filter { name in
      guard name.hasPrefix(".\(base)."), name.hasSuffix(".partial") else {
        return false
      }
      let tag = name.dropFirst(base.count + 2).dropLast(8)
      return tag.count == 8 && tag.allSatisfy(\.isHexDigit)
    }.map { "\(folder)/\($0)" }
  }

  private static func tag() -> String {
    let digits = String(UInt32.random(in: 0...UInt32.max), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// A name may have 255 bytes, and dot, tag and ending need some of them.
  private static func shortened(_ base: Substring) -> String {
    var (short, count) = ("", 0)
    for scalar in base.unicodeScalars {
      count += UTF8.width(scalar)
      if count > 230 { break }
      short.unicodeScalars.append(scalar)
    }
    return short
  }

  private static func error(
    _ code: Int32, folder: String, name: String
  ) -> OutputFileError {
    switch code {
    case ENOENT: .folderMissing(folder, target: name)
    case ENOTDIR: .folderIsFile(folder, target: name)
    case EACCES, EPERM, EROFS:
      .folderNotWritable(folder, reason: systemReason(code))
    case ENOSPC, EDQUOT: .diskFull(name, written: 0, needed: 1)
    default: .failed(name, reason: systemReason(code))
    }
  }
}
