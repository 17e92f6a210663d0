import Foundation
import ModelFiles

/// What a learner hands in.
public enum Submission: Sendable {
  /// Words as typed.
  case words([String])
  /// A file's text.
  case file(name: String, text: String)

  /// Takes words from the command line, or the file that they name: `-` is
  /// standard input, and a single word is a file if the exercise wants one or if
  /// it ends as a file does.
  ///
  /// - Throws: `TextFileError`, `AnswerError`.
  public init(words: [String], takesFile: Bool) throws {
    guard let only = words.first, words.count == 1,
      only == "-" || takesFile
        || only.hasSuffix(".txt") || only.hasSuffix(".yaml")
    else {
      self = .words(words)
      return
    }
    let text = try Self.read(only)
    self = .file(name: only == "-" ? "standard input" : only, text: text)
  }

  /// More than any answer needs; a file is not read further.
  static let largest = 256 * 1024

  static func read(_ path: String) throws -> String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    if let size = attributes?[.size] as? Int, size > largest {
      throw AnswerError.file(
        path, reason: "has \(size) bytes; no answer is so long.")
    }
    let text: String
    if path == "-" {
      let bytes = FileHandle.standardInput.readData(ofLength: largest + 1)
      guard bytes.count <= largest else {
        throw AnswerError.file(
          "standard input", reason: "is longer than any answer.")
      }
      guard let decoded = String(data: bytes, encoding: .utf8) else {
        throw AnswerError.file("standard input", reason: "is not UTF-8 text.")
      }
      text = decoded
    } else {
      text = try TextFile.load(path).text
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
    }
  }
}
