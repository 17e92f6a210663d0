import ModelFiles

/// What a learner hands in.
package enum Submission: Sendable {
  /// Words as typed.
  case words([String])
  /// A file's text.
  case file(name: String, text: String)
  /// Weights that stand among other answers.
  case weights(YAMLNode)

  /// Takes words from the command line, or the file that they name: `-` is
  /// standard input, and a single word is a file if the exercise wants one or if
  /// it ends as a file does.
  ///
  /// - Throws: `TextFileError`, `AnswerError`.
  package init(words: [String], takesFile: Bool) throws {
    guard let only = words.first, words.count == 1,
      only == "-" || takesFile
        || only.hasSuffix(".txt") || only.hasSuffix(".yaml")
    else {
      self = .words(words)
      return
    }
    try self.init(file: only)
  }

  /// Takes a file, or standard input for `-`.
  ///
  /// - Throws: `TextFileError`, `AnswerError`.
  package init(file: String) throws {
    let text = try Self.text(at: file)
    self = .file(name: file == "-" ? "standard input" : file, text: text)
  }

  /// More than any answer needs; a file is not read further.
  static let largest = 256 * 1024

  /// The text of a file or of standard input, `-`, read no further than an
  /// answer can be long: the path may name a device without end.
  static func text(at path: String) throws -> String {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT
        ? TextFileError.notFound(path)
        : .unreadable(path, reason: String(cString: strerror(errno)))
    }
    defer { if path != "-" { close(descriptor) } }
    guard path == "-" || !isFolder(path) else {
      throw TextFileError.directory(path)
    }
    return try text(
      of: descriptor, name: path == "-" ? "standard input" : path)
  }

  /// The text that an open file holds.
  static func text(of descriptor: Int32, name: String) throws(AnswerError)
    -> String
  {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= largest {
      let count = read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    guard bytes.count <= largest else {
      throw .file(
        name, reason: "has more than \(largest) bytes; no answer is so long.")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .file(name, reason: "is not UTF-8 text.")
    }
    return text
  }

  /// Everything in one line, without the `#` comments that files may have.
  var line: String {
    switch self {
    case .words(let words): words.joined(separator: " ")
    case .file(_, let text):
      text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        .joined(separator: " ")
    case .weights: ""
    }
  }

  /// The answer as it was typed, or as the file has it; nil for one too long to
  /// be kept.
  var typed: String? {
    let text: String? =
      switch self {
      case .words(let words): words.joined(separator: " ")
      case .file(_, let text): text
      case .weights: nil
      }
    return text.flatMap { $0.utf8.count <= Self.longestKept ? $0 : nil }
  }

  private static let longestKept = 16 * 1024

  /// The answer as YAML.
  ///
  /// - Throws: `AnswerError.empty`, `YAMLError`.
  func yaml() throws -> YAMLNode {
    let name, text: String
    switch self {
    case .weights(let node): return node
    case .file(let path, let content): (name, text) = (path, content)
    case .words(let words):
      (name, text) = ("the answer", words.joined(separator: " "))
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw AnswerError.empty
    }
    return try YAMLNode(parsing: text, file: name, limits: Self.limits)
  }

  /// More than any answer needs.
  static let limits = YAMLLimits(bytes: 64 * 1024, nodes: 20_000)
}
