/// A fenced block of a lesson that shows commands and what they print.
///
///     ```console
///     $ lstm-lab trace --text "ab" --units 0
///     step,character,layer,unit,quantity,value
///     …
///     ```
///
/// Lines that begin with `$ ` are commands; one that ends in `\` goes on in the
/// next line. What follows is the output, a line `…` standing for any lines.
/// After the word `console`, `long` says that the commands take more than two
/// minutes, and `fails` that they exit with another code than 0.
package struct ConsoleBlock: Equatable {
  /// The number of the line after the fence, from 0.
  package let start: Int
  /// The lines between the fences.
  package let lines: [String]
  /// Whether the commands take long.
  package let isLong: Bool
  /// Whether the commands are shown to fail.
  package let fails: Bool

  /// The blocks of a Markdown text in order.
  package static func parse(_ text: String) -> [ConsoleBlock] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    var blocks: [ConsoleBlock] = []
    var fence: (words: [Substring], start: Int)?
    for (number, line) in lines.enumerated() {
      guard line.hasPrefix("```") else { continue }
      if let open = fence {
        if open.words.first == "console" {
          blocks.append(
            ConsoleBlock(
              start: open.start, lines: Array(lines[open.start..<number]),
              isLong: open.words.contains("long"),
              fails: open.words.contains("fails")))
        }
        fence = nil
      } else {
        fence = (line.dropFirst(3).split(separator: " "), number + 1)
      }
    }
    return blocks
  }

  /// One command and what it is shown to print.
  package struct Entry: Equatable {
    package var command: String
    /// The command as it is written, one line or more.
    package var written: [String]
    package var output: [String]
  }

  /// The commands in order.
  package var entries: [Entry] {
    var entries: [Entry] = []
    var goesOn = false
    for line in lines {
      if goesOn {
        let last = entries.count - 1
        entries[last].written.append(line)
        entries[last].command += "\n" + line
        goesOn = line.hasSuffix("\\")
      } else if line.hasPrefix("$ ") {
        entries.append(
          Entry(
            command: String(line.dropFirst(2)), written: [line], output: []))
        goesOn = line.hasSuffix("\\")
      } else if !entries.isEmpty {
        entries[entries.count - 1].output.append(line)
      }
    }
    return entries
  }
}
