import Foundation
import Testing

/// The package's Swift files, and what Package.swift says of its rooms.
enum SourceTree {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Every Swift file of Sources and Tests but those of fixtures, by path.
  static let files: [SourceFile] = ["Sources", "Tests"].flatMap { folder in
    let files = FileManager.default.enumerator(
      at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
    return (files?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { $0.pathExtension == "swift" }
      .filter { !$0.path.contains("/Fixtures/") }
      .compactMap { url in
        (try? String(contentsOf: url, encoding: .utf8)).map {
          SourceFile(
            path: String(url.path.dropFirst(root.path.count + 1)), text: $0)
        }
      }
  }.sorted { $0.path < $1.path }

  /// Those of Sources.
  static let sources = files.filter { $0.path.hasPrefix("Sources/") }

  /// The rooms that are written in Swift, and what each depends on.
  static let rooms: [String: Set<String>] = {
    let manifest = root.appendingPathComponent("Package.swift")
    let text = (try? String(contentsOf: manifest, encoding: .utf8)) ?? ""
    let written = Set(sources.map(\.room))
    var rooms: [String: Set<String>] = [:]
    // Each target begins a line, indented by four.
    for target in text.components(separatedBy: "\n    .").dropFirst() {
      let name = target.firstMatch(of: /name:\s*"([\w-]+)"/)?.1
      guard let name, target.prefix(20).lowercased().contains("target("),
        written.contains(String(name))
      else { continue }
      let list =
        target.firstMatch(of: /dependencies:\s*\[(?s:(.*?))\]/)?.1 ?? ""
      rooms[String(name)] = Set(
        list.matches(of: /(package: )?"([\w-]+)"/)
          .filter { $0.1 == nil }.map { String($0.2) })
    }
    return rooms
  }()
}

/// One Swift file.
struct SourceFile: Sendable, CustomTestStringConvertible {
  /// From the package's root, such as `Sources/LSTMCore/Cells/Cell.swift`.
  let path: String
  /// Its lines.
  let lines: [String]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
  }

  var testDescription: String { path }
  /// The folder below Sources or Tests.
  var room: String { String(path.split(separator: "/")[1]) }
  /// The name without its ending.
  var name: String {
    String((path.split(separator: "/").last ?? "").dropLast(".swift".count))
  }

  /// The modules that the file imports: with attributes, an access level, or
  /// for one declaration alone; what stands in a long string is no import.
  var imports: [String] {
    let kinds: Set<Substring> = [
      "typealias", "struct", "class", "enum", "protocol", "let", "var", "func",
    ]
    var isInString = false
    return lines.compactMap { line in
      if line.hasSuffix("\"\"\"") { isInString.toggle() }
      guard !isInString else { return nil }
      var words = Self.words(of: line).drop(while: Self.isModifier)
      guard words.popFirst() == "import", let first = words.popFirst()
      else { return nil }
      let name = kinds.contains(first) ? words.popFirst() ?? "" : first
      return name.split(separator: ".").first.map(String.init)
    }
  }

  /// The functions, initialisers, subscripts and computed values of more than
  /// one line: where each begins, counted from 1, and how many lines it has
  /// from its name to its last brace.
  ///
  /// The format of the house does the parsing: what belongs to a declaration is
  /// indented deeper, but for the line that ends its head and for its end.
  var functions: [(line: Int, count: Int)] {
    lines.indices.compactMap { start in
      guard Self.isDeclaration(lines[start]) else { return nil }
      let indent = Self.indent(of: lines[start])
      for k in lines.indices[(start + 1)...] {
        let depth = Self.indent(of: lines[k])
        if lines[k].utf8.count == depth || depth > indent { continue }
        guard depth == indent else { return nil }
        let text = lines[k].utf8.dropFirst(depth)
        if [")", "{", "where ", "->"].contains(where: {
          text.starts(with: $0.utf8)
        }) {
          continue
        }
        return text.starts(with: "}".utf8) ? (start + 1, k - start + 1) : nil
      }
      return nil
    }
  }

  private static func indent(of line: String) -> Int {
    line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
  }

  private static func isDeclaration(_ line: String) -> Bool {
    guard let first = words(of: line).drop(while: isModifier).first
    else { return false }
    return first == "func" || first == "var" || first.hasPrefix("init(")
      || first.hasPrefix("init?(") || first.hasPrefix("init<")
      || first.hasPrefix("subscript") || first == "deinit"
  }

  /// The first words of a line.
  private static func words(of line: String) -> ArraySlice<Substring> {
    line.utf8.split(separator: UInt8(ascii: " "), maxSplits: 8)
      .map { Substring($0) }[...]
  }

  private static func isModifier(_ word: Substring) -> Bool {
    word.hasPrefix("@") || modifiers.contains(word)
  }

  private static let modifiers: Set<Substring> = [
    "public", "package", "internal", "fileprivate", "private", "static",
    "class", "final", "mutating", "nonmutating", "override", "convenience",
    "required", "nonisolated", "prefix", "infix", "postfix",
  ]
}
