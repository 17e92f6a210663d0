/// Why a file cannot be written.
package enum OutputFileError: Error, Equatable {
  /// The path is empty.
  case emptyPath
  /// The folder of the target does not exist.
  case folderMissing(String, target: String)
  /// What should be the target's folder is a file.
  case folderIsFile(String, target: String)
  /// No file can be created in the folder; the reason is the system's.
  case folderNotWritable(String, reason: String)
  /// The target is a folder.
  case targetIsDirectory(String)
  /// The target exists and may not be written.
  case notWritable(String, reason: String)
  /// The target is a file that is read.
  case isInput(String)
  /// The disk is full, or a quota is used up.
  case diskFull(String, written: Int, needed: Int)
  /// Something else; the reason is the system's.
  case failed(String, reason: String)
}

extension OutputFileError {
  init(_ problem: WriteProblem, path: String) {
    switch problem.code {
    case ENOSPC, EDQUOT:
      self = .diskFull(
        path, written: problem.written,
        needed: problem.written + problem.pending)
    default: self = .failed(path, reason: systemReason(problem.code))
    }
  }
}

extension OutputFileError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .emptyPath:
      "the output's name is empty. Give the path of a file."
    case .folderMissing(let folder, let target):
      "cannot write \(target): there is no folder \(folder). Create it first."
    case .folderIsFile(let folder, let target):
      "cannot write \(target): \(folder) is a file, not a folder. Choose "
        + "another place."
    case .folderNotWritable(let folder, let reason):
      "cannot write into the folder \(folder): \(reason). Choose another "
        + "place or change its permissions."
    case .targetIsDirectory(let path):
      "cannot write \(path): it is a folder. Add a file name."
    case .notWritable(let path, let reason):
      "cannot write \(path): \(reason). Choose another name or change its "
        + "permissions."
    case .isInput(let path):
      "\(path) is what is read, and would be lost. Choose another name for the "
        + "output."
    case .diskFull(let path, let written, let needed):
      "no space left for \(path): \(written) of at least \(needed) bytes were "
        + "written. Free some space and try again."
    case .failed(let path, let reason):
      "cannot write \(path): \(reason)."
    }
  }
}
