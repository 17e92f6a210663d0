import ModelFiles

/// The answers in a file that somebody wrote by hand: as YAML, or, where that has
/// a slip, as many of its lines as can be read.
struct HandedInSheet {
  /// What was answered, by the number or the id of the exercise.
  let answers: [YAMLNode.Entry]
  /// What could not be read, and where.
  let problems: [String]
  /// Who handed it in, as the file says.
  let learner: String?

  init(_ text: String, file: String) {
    var problems: [String] = []
    do {
      answers = try Self.entries(text, file)
    } catch {
      // One slip must not cost the rest: each entry by itself.
      problems.append("\(error)")
      var found: [YAMLNode.Entry] = []
      for part in Self.parts(of: text) {
        guard let entries = try? Self.entries(part, file) else { continue }
        for entry in entries {
          if found.contains(where: { $0.key == entry.key }) {
            problems.append("\(entry.key) stands twice; the first one counts")
          } else {
            found.append(entry)
          }
        }
      }
      answers = found
    }
    self.problems = problems
    learner =
      answers.first { ["student", "name", "seed"].contains($0.key) }?.value
      .scalar
  }

  private static func entries(
    _ text: String, _ file: String
  ) throws -> [YAMLNode.Entry] {
    try YAMLNode(parsing: text, file: file, limits: Submission.limits).entries()
  }

  /// The text cut before each line that begins at the margin.
  private static func parts(of text: String) -> [String] {
    var parts: [[Substring]] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let isInside = line.first.map { $0 == " " || $0 == "\t" } ?? true
      if isInside, !parts.isEmpty {
        parts[parts.count - 1].append(line)
      } else {
        parts.append([line])
      }
    }
    return parts.map { $0.joined(separator: "\n") + "\n" }
  }
}
