/// Why a text cannot be read. The path `-` is standard input.
package enum TextFileError: Error, Equatable {
  /// There is no such file.
  case notFound(String)
  /// The path is a folder.
  case directory(String)
  /// The system refuses; the reason is its own.
  case unreadable(String, reason: String)
  /// The byte at `offset`, counted from 0, is where the text stops being
  /// UTF-8.
  case notUTF8(String, offset: Int, looksLikeUTF16: Bool)
  /// The program carries no text of that name.
  case noSample(String, known: [String])

  init(_ problem: InputProblem, path: String) {
    self =
      switch problem {
      case .notFound: .notFound(path)
      case .directory: .directory(path)
      case .system(let reason): .unreadable(path, reason: reason)
      }
  }
}

extension TextFileError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  package var description: String {
    switch self {
    case .notFound(let path):
      "there is no file \(path). Check the path, or use - for standard input."
    case .directory(let path):
      "\(named(path)) is a folder. Name a text file in it."
    case .unreadable(let path, let reason):
      "\(named(path)) cannot be read: \(reason). Check its permissions."
    case .notUTF8(let path, let offset, let looksLikeUTF16):
      "\(named(path)) is not UTF-8: byte \(offset) (counted from 0). Convert "
        + "it first, as with iconv -f "
        + (looksLikeUTF16 ? "UTF-16" : "LATIN1") + " -t UTF-8."
    case .noSample(let path, let known):
      "there is no \(path). The texts that lstm-lab carries are "
        + known.map { "sample:\($0)" }.joined(separator: ", ") + "."
    }
  }

  private func named(_ path: String) -> String {
    path == "-" ? "standard input" : path
  }
}
