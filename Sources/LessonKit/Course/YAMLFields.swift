import Foundation
import Yams

/// Why a YAML file cannot be used: the file, the place in it, the reason.
package struct YAMLError: Error, Equatable, CustomStringConvertible {
  let (file, place, reason): (String, String, String)

  /// The three in one line.
  package var description: String {
    place.isEmpty ? "\(file): \(reason)" : "\(file), \(place): \(reason)"
  }

  /// Equal in all three.
  package static func == (a: YAMLError, b: YAMLError) -> Bool {
    (a.file, a.place, a.reason) == (b.file, b.place, b.reason)
  }
}

/// The fields of a mapping, taken one by one; what is left over is unknown.
struct YAMLFields {
  private(set) var nodes: [String: Node] = [:]
  let file: String
  let place: String

  init(_ node: Node, file: String, place: String) throws {
    (self.file, self.place) = (file, place)
    guard let mapping = node.mapping else {
      throw YAMLError(
        file: file, place: place, reason: "needs lines of the form name: value")
    }
    for (key, value) in mapping {
      guard let key = key.scalar?.string else {
        throw error("a name must be plain text")
      }
      nodes[key] = value
    }
  }

  func error(_ reason: String) -> YAMLError {
    YAMLError(file: file, place: place, reason: reason)
  }

  mutating func take(_ key: String) -> Node? {
    nodes.removeValue(forKey: key)
  }

  mutating func text(_ key: String) throws -> String? {
    guard let node = take(key) else { return nil }
    guard let scalar = node.scalar else {
      throw error("'\(key)' must be text")
    }
    return scalar.string.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  mutating func requiredText(_ key: String) throws -> String {
    guard let text = try text(key), !text.isEmpty else {
      throw error("'\(key)' is missing")
    }
    return text
  }

  mutating func list(_ key: String) throws -> [Node] {
    guard let node = take(key) else { return [] }
    guard let sequence = node.sequence else {
      throw error("'\(key)' must be a list")
    }
    return Array(sequence)
  }

  mutating func texts(_ key: String) throws -> [String] {
    try list(key).map { node in
      guard let scalar = node.scalar else {
        throw error("'\(key)' must be a list of texts")
      }
      return scalar.string.trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// A number, or a list of `count` of them.
  func numbers(_ node: Node, count: Int, _ key: String) throws -> [Double] {
    let nodes = node.sequence.map(Array.init) ?? [node]
    guard nodes.count == count else {
      throw error("'\(key)' has \(nodes.count) values for \(count)")
    }
    return try nodes.map { node in
      guard let scalar = node.scalar else {
        throw error("'\(key)' must be a number")
      }
      do {
        return try NumberText.number(scalar.string)
      } catch let problem {
        throw error("'\(key)': \(problem)")
      }
    }
  }

  func requireEmpty(known: [String]) throws {
    guard let extra = nodes.keys.sorted().first else { return }
    throw error(
      "there is no '\(extra)' here; the names are "
        + known.joined(separator: ", "))
  }
}

/// YAML from people, within limits.
enum SafeYAML {
  /// More than any answer needs.
  static let largest = 64 * 1024

  /// Parses one document.
  ///
  /// Anchors and aliases, with which a small file can stand for a huge one, are
  /// turned away, and so is deep nesting. A file of the course itself is
  /// trusted: its texts may hold a word set off by stars.
  ///
  /// - Throws: `YAMLError`.
  static func node(
    _ text: String, file: String, isTrusted: Bool = false
  ) throws -> Node {
    func failure(_ reason: String, _ place: String = "") -> YAMLError {
      YAMLError(file: file, place: place, reason: reason)
    }
    guard text.utf8.count <= largest else {
      throw failure(
        "has \(text.utf8.count) bytes; \(largest) are more than enough")
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !isTrusted {
      if line.contains(/(^|[\s\[\{,:-])[*&][\p{L}0-9_]/) {
        throw failure(
          "anchors and aliases (& and *) are not read here; write it out",
          "line \(number + 1)")
      }
      if line.count(where: { "[{".contains($0) }) > 64
        || line.prefix(while: { "-? ".contains($0) }).count > 128
      {
        throw failure("nested too deeply", "line \(number + 1)")
      }
    }
    guard isTrusted || lines.count(where: { $0.contains(/[\[\{]/) }) < 1000
    else {
      throw failure("nested too deeply")
    }
    do {
      guard let node = try compose(yaml: text) else {
        throw failure("is empty")
      }
      return node
    } catch let error as Yams.YamlError {
      throw failure(explain(error))
    }
  }

  private static func explain(_ error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _),
      .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "not YAML: \(problem) (line \(mark.line), column \(mark.column))"
    case .duplicatedKeysInMapping(let keys, _):
      "written twice: \(keys.map { "\($0)" }.joined(separator: ", "))"
    default: "not YAML: \(error)"
    }
  }
}
