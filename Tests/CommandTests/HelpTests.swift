import Testing

/// Every page of help shows what to type.
struct HelpTests {
  private static let groups = ["model", "cells", "paper", "lesson"]

  /// The commands that a page of help lists, by their names.
  private static func commands(in help: String) -> [String] {
    var (names, isList) = ([String](), false)
    for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasSuffix("SUBCOMMANDS:") {
        isList = true
      } else if !line.hasPrefix(" ") {
        isList = false
      } else if isList, line.hasPrefix("  "), !line.hasPrefix("   ") {
        names.append(String(line.dropFirst(2).prefix { $0 != " " }))
      }
    }
    return names
  }

  private static func pages() throws -> [(command: [String], help: String)] {
    let root = try Run(["--help"]).output
    var pages: [(command: [String], help: String)] = [([], root)]
    for name in commands(in: root) {
      let help = try Run([name, "--help"]).output
      pages.append(([name], help))
      for inner in commands(in: help) {
        pages.append(([name, inner], try Run(["help", name, inner]).output))
      }
    }
    return pages
  }

  @Test func everyPageHasAnExampleOfOptionsThatThereAre() throws {
    let pages = try Self.pages()
    #expect(pages.count > 45)
    for (command, help) in pages {
      let lines = help.split(separator: "\n")
      // What a group does by default goes without its name.
      let called = command == ["paper", "run"] ? ["paper"] : command
      let start = (["lstm-lab"] + called).joined(separator: " ")
      let examples = lines.filter {
        $0.hasPrefix("  ") && $0.contains("lstm-lab ") && !$0.contains("`")
      }
      #expect(examples.contains { $0.contains(start) }, "\(command)")
      for example in examples where example.contains(start) {
        guard let name = command.first,
          command.count > 1 || !Self.groups.contains(name)
        else { continue }
        for word in example.split(separator: " ") where word.hasPrefix("--") {
          #expect(help.contains("\(word) ") || help.contains("\(word)\n"))
        }
      }
    }
  }

  /// The subject of a command comes before how a picture looks.
  @Test func helpBeginsWithTheSubject() throws {
    for command in ["plot-gates", "plot-text", "plot-weights"] {
      let help = try Run([command, "--help"]).output
      let text = try #require(help.range(of: "--text"))
      let theme = try #require(help.range(of: "--theme"))
      #expect(text.lowerBound < theme.lowerBound, "\(command)")
    }
  }
}
