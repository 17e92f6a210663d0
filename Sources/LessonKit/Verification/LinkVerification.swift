import Wording

/// Checks what the course's pages point at: links and pictures.
package struct LinkVerification {
  /// The folder that holds Lessons.
  package let root: URL
  /// The pages, by their path below the root.
  package let pages: [String: String]

  package init(root: URL, files: CourseFiles) throws {
    self.root = root
    var pages: [String: String] = [:]
    for path in files.paths where path.hasSuffix(".md") {
      pages["Lessons/\(path)"] = try files.text(path)
    }
    self.pages = pages
  }

  package var problems: [CourseProblem] {
    pages.keys.sorted().flatMap { deadLinks(in: $0) + accidents(in: $0) }
      + unusedPictures
  }

  private func deadLinks(in page: String) -> [CourseProblem] {
    let text = pages[page] ?? ""
    return Self.targets(in: text).compactMap { target in
      guard target.wholeMatch(of: /[a-z]+:.*/) == nil else { return nil }
      let parts = target.split(
        separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let path = String(parts[0])
      let place =
        path.isEmpty ? page : Self.resolve(path, from: page)
      guard
        FileManager.default.fileExists(
          atPath: root.appendingPathComponent(place).path)
      else {
        return CourseProblem(
          place: page, reason: "\(target) leads to nothing")
      }
      guard parts.count > 1, let other = pages[place] else { return nil }
      return Self.anchors(in: other).contains(String(parts[1]))
        ? nil
        : CourseProblem(
          place: page, reason: "\(target): there is no such heading")
    }
  }

  /// Lines of a paragraph that begin a list, to Markdown.
  private func accidents(in page: String) -> [CourseProblem] {
    let lines = (pages[page] ?? "").split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.dropFirst().filter { index in
      lines[index].prefixMatch(of: /1[.)]\s/) != nil
        && lines[index - 1].prefixMatch(of: /[\p{L}*_"“]/) != nil
    }.map {
      CourseProblem(
        place: "\(page), line \($0 + 1)",
        reason: "begins a list in the middle of a paragraph; wrap it otherwise")
    }
  }

  /// What links and pictures point at, code left out.
  package static func targets(in text: String) -> [String] {
    let prose = text.replacing(/(?s)```.*?```/, with: "")
      .replacing(/`[^`\n]*`/, with: "`")
    return prose.matches(of: /\]\(([^)\s]+)(?:\s+"[^"]*")?\)/)
      .map { String($0.1) }
  }

  /// `../a.md` seen from `Lessons/x/lesson.md`, as a path below the root.
  package static func resolve(_ path: String, from page: String) -> String {
    var parts = page.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        _ = parts.popLast()
      } else {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }

  /// The headings of a page as links name them.
  package static func anchors(in text: String) -> Set<String> {
    let prose = text.replacing(/(?s)```.*?```/, with: "")
    return Set(
      prose.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
        line.drop { $0 == "#" }.description.trimmed.lowercased()
          .filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
          .replacing(" ", with: "-")
      })
  }

  /// Every picture in Figures has a page that shows it.
  private var unusedPictures: [CourseProblem] {
    let folder = root.appendingPathComponent("Figures")
    let readme =
      (try? String(
        contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8))
      ?? ""
    let texts = pages.values + [readme]
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { name in
      !name.hasPrefix(".") && !texts.contains { $0.contains("Figures/\(name)") }
    }.map {
      CourseProblem(place: "Figures/\($0)", reason: "no page shows it")
    }
  }
}
