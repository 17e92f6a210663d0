/// A command of lstm-lab that a page names outside its console blocks: as code
/// in its prose, or in a block that shows no output.
package struct MentionedCommand: Equatable {
  /// The words after `lstm-lab`, up to the end of the command.
  package let words: [String]

  /// All in a Markdown text; `lstm-lab` alone is no command.
  package static func all(in text: String) -> [MentionedCommand] {
    let prose = text.replacing(/(?s)```console.*?\n```/, with: "")
    let inCode = prose.matches(of: /`lstm-lab\s([^`]+)`/).map { $0.1 }
    let inBlocks = prose.matches(
      of: /(?m)^lstm-lab ((?:[^\n]*\\\n)*[^\n]*)$/
    ).map { $0.1 }
    return (inCode + inBlocks).map {
      MentionedCommand(
        words: words(of: String($0).replacing("\\\n", with: " ")))
    }
  }

  /// What a shell would pass, as far as a lesson needs it: quotation marks hold
  /// words together; a pipe, a redirection or a remark ends the command.
  static func words(of line: String) -> [String] {
    let pieces = line.matches(of: /"[^"]*"|'[^']*'|[^\s"']+/).map {
      String($0.0)
    }
    let end = pieces.firstIndex { "|;>#&".contains($0.first ?? " ") }
    return pieces.prefix(upTo: end ?? pieces.count).map { piece in
      piece.filter { $0 != "\"" && $0 != "'" }
    }
  }
}
