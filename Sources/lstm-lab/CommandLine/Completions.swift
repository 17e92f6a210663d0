import ArgumentParser
import Experiments
import LSTMCore
import ModelFiles

extension CompletionKind {
  /// The built-in models, and files.
  static let models = custom { _, _, prefix in
    BuiltIn.Model.allCases.map(\.rawValue).filter { $0.hasPrefix(prefix) }
      + paths(prefix)
  }

  /// The cells of the family.
  static let cells = list(CellFamily.names)

  /// The tasks of 1997.
  static let tasks = list(PaperTaskName.allCases.map(\.rawValue))

  /// The lessons of the course that is here.
  static let lessons = custom { _, _, prefix in
    let folders =
      (try? FileManager.default.contentsOfDirectory(atPath: "Lessons")) ?? []
    return folders.compactMap { folder in
      folder.split(separator: "-").first.flatMap { Int($0) }
    }.sorted().map(String.init).filter { $0.hasPrefix(prefix) }
  }

  /// The files and folders whose paths begin in a way.
  private static func paths(_ prefix: String) -> [String] {
    let folder = prefix.lastIndex(of: "/").map { prefix[...$0] } ?? ""
    let entries =
      (try? FileManager.default.contentsOfDirectory(
        atPath: folder.isEmpty ? "." : String(folder))) ?? []
    return entries.sorted().map { folder + $0 }
      .filter { $0.hasPrefix(prefix) && (prefix != "" || $0.first != ".") }
  }
}
