/// Checks that a reader without a clone can have each picture of a page: its
/// title is the command that draws it, or a command of the page names its file;
/// and that a picture shows the same run as the table that the same command
/// prints with the same options.
///
///     ![The output gate](../../Figures/read.svg "lstm-lab diagram read.svg")
package struct PictureVerification {
  /// The page, for messages.
  let page: String
  let text: String

  package init(page: String, text: String) {
    (self.page, self.text) = (page, text)
  }

  /// A picture of the page.
  struct Picture {
    let file: String
    /// What draws it.
    let command: String?
  }

  var pictures: [Picture] {
    text.matches(of: /!\[[^\]]*\]\(([^)\s]+)(?:\s+"([^"]*)")?\)/).map { match in
      Picture(
        file: match.1.split(separator: "/").last.map(String.init) ?? "",
        command: match.2.map(String.init))
    }
  }

  package var problems: [CourseProblem] {
    let bare = text.replacing(/!\[[^\]]*\]\([^)]*\)/, with: "")
    return pictures.compactMap { picture in
      guard let command = picture.command else {
        return bare.contains(picture.file)
          ? nil : problem(picture, "no command of the page draws it")
      }
      let settings = Self.settings(command)
      let tables = printed.filter { $0.asksTheSame(as: settings) }
      return tables.isEmpty || tables.contains { $0 == settings }
        ? nil
        : problem(
          picture, "shows another run than the table that the page prints")
    }
  }

  /// Draws every picture whose command is given, in an empty folder.
  ///
  /// - Parameter drawsLong: those of a text that lies in the root, too.
  func drawingProblems(
    root: URL, program: URL, drawsLong: Bool
  ) throws -> [CourseProblem] {
    let scratch = try ScratchFolder(
      root: root, seesAll: false, program: program)
    return try pictures.compactMap { picture in
      guard let command = picture.command,
        drawsLong || !command.contains(".txt")
      else { return nil }
      let before = try scratch.contents()
      let result = try Terminal.run(
        command, in: scratch.folder, environment: scratch.environment,
        limits: Terminal.Limits(seconds: ConsoleVerification.longPatience))
      guard result.ending == .exit(0), try scratch.contents() != before else {
        return problem(picture, "$ \(command)\ndraws nothing")
      }
      return nil
    }
  }

  private func problem(_ picture: Picture, _ reason: String) -> CourseProblem {
    CourseProblem(place: "\(page), \(picture.file)", reason: reason)
  }

  /// A command without what it writes.
  private struct Settings: Equatable {
    let name: String
    let options: Set<String>

    /// Whether both give the same options, whatever their values are.
    func asksTheSame(as other: Settings) -> Bool {
      func names(_ options: Set<String>) -> Set<String> {
        options.filter { $0.hasPrefix("-") }
      }
      return name == other.name && names(options) == names(other.options)
    }
  }

  private var printed: [Settings] {
    ConsoleBlock.parse(text).flatMap(\.entries).map(\.command)
      .filter { $0.hasPrefix("lstm-lab ") }
      .map { Self.settings($0.replacing("\\\n", with: " ")) }
  }

  private static func settings(_ command: String) -> Settings {
    var words = MentionedCommand.words(of: command)[...].dropFirst()
    var name = [words.popFirst() ?? ""]
    if ["paper", "cells"].contains(name[0]) {
      name.append(words.popFirst() ?? "")
    }
    let options = words.filter {
      !["-o", "--quiet"].contains($0) && !$0.hasSuffix(".svg")
        && !$0.hasSuffix(".png")
    }
    return Settings(name: name.joined(separator: " "), options: Set(options))
  }
}
