/// A file under a passing name, `.model.safetensors.3f9a01c2.partial`, in the
/// folder of its target.
struct PartialFile {
  let path: String
  let descriptor: Int32

  /// Creates the file; `name` is what the user called the target.
  init(target: String, named name: String) throws(OutputFileError) {
    let folder = OutputTarget.folder(of: target)
    let base = target.split(separator: "/").last ?? ""
    while true {
      let path = "\(folder)/.\(Self.shortened(base)).\(Self.tag()).partial"
      let descriptor = PartialFiles.create(path)
      if descriptor >= 0 {
        (self.path, self.descriptor) = (path, descriptor)
        return
      }
      let code = errno
      if code != EEXIST {
        throw Self.error(code, folder: folder, name: name)
      }
    }
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
    case ENOENT where FileManager.default.fileExists(atPath: folder):
      .folderNotWritable(folder, reason: "it takes no new files")
    case ENOENT: .folderMissing(folder, target: name)
    case ENOTDIR: .folderIsFile(folder, target: name)
    case EACCES, EPERM, EROFS:
      .folderNotWritable(folder, reason: systemReason(code))
    case ENOSPC, EDQUOT: .diskFull(name, written: 0, needed: 1)
    default: .failed(name, reason: systemReason(code))
    }
  }
}
