import CExplorerPage

/// The files that the page is made of, as they are in the repository.
enum PageParts {
  /// The text of a part by its file's name; empty where there is none.
  static func text(_ name: String) -> String { all[name] ?? "" }

  private static let all: [String: String] = {
    var count = 0
    guard let files = lstm_lab_page_files(&count) else { return [:] }
    let parts = UnsafeBufferPointer(start: files, count: count).map { file in
      (
        String(cString: file.name),
        String(
          decoding: UnsafeBufferPointer(start: file.bytes, count: file.size),
          as: UTF8.self)
      )
    }
    return Dictionary(uniqueKeysWithValues: parts)
  }()
}

/// The modules of the page as one script: each in a scope of its own, after
/// those that it imports, since a page without requests has no files to import.
struct PageScript {
  private(set) var text = "const cells = {};\n"
  private var done: Set<String> = []

  /// A script that runs cells, by their names, as their code says.
  init(cells: [(name: String, code: String)]) {
    for cell in cells {
      text += scope(
        "cells[\(JSONText.string(cell.name))]", cell.code, imports: [])
    }
    add("main")
  }

  private mutating func add(_ module: String) {
    guard done.insert(module).inserted else { return }
    let lines = PageParts.text(module + ".js").split(
      separator: "\n", omittingEmptySubsequences: false)
    let imports = lines.filter { $0.hasPrefix("import ") }
    for line in imports { add(Self.source(of: line)) }
    let body = lines.filter { !$0.hasPrefix("import ") }
    text += scope(
      "const \(module)Module", body.joined(separator: "\n"),
      imports: imports.map {
        let names = $0.drop { $0 != "{" }.prefix { $0 != "}" }
        return "const \(names)} = \(Self.source(of: $0))Module;"
      })
  }

  /// The module that a line imports from, `./axis.js` as `axis`.
  private static func source(of line: Substring) -> String {
    let path = line.split(separator: "\"").dropFirst().first ?? ""
    return String(path.dropFirst(2).dropLast(3))
  }

  /// A module as a function that gives what it exports.
  private func scope(
    _ name: String, _ body: String, imports: [String]
  ) -> String {
    var exported: [Substring] = []
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line -> Substring in
        guard line.hasPrefix("export ") else { return line }
        let rest = line.dropFirst("export ".count)
        let words = rest.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
        let kinds: Set<Substring> = ["async", "function", "class", "const"]
        if let word = words.first(where: { !kinds.contains($0) }) {
          exported.append(word)
        }
        return rest
      }
    return """
      \(name) = (() => {
      \(imports.joined(separator: "\n"))
      \(lines.joined(separator: "\n"))
      return { \(exported.joined(separator: ", ")) };
      })();

      """
  }
}
