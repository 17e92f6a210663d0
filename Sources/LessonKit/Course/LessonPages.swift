/// A lesson cut where it asks for a prediction: at each line `<!-- guess -->`.
package struct LessonPages: Equatable, Sendable {
  /// The line that stands between a question and what answers it.
  static let mark = "<!-- guess -->"

  /// The pieces, Markdown; a prediction is asked for after each but the last.
  package let pieces: [String]

  /// Cuts the Markdown of a lesson.
  package init(_ markdown: String) {
    pieces = markdown.split(
      separator: "\n", omittingEmptySubsequences: false
    ).split(omittingEmptySubsequences: false) { $0 == Self.mark }
      .map { $0.joined(separator: "\n") }
  }

  /// The lines that ask for a prediction and have no mark before the next
  /// heading, for whoever verifies a lesson.
  static func unmarked(in markdown: String) -> [String] {
    var (asked, isInFence) = (String?.none, false)
    var unmarked: [String] = []
    for line in markdown.split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line.hasPrefix("```") { isInFence.toggle() }
      if line == mark { asked = nil }
      guard !isInFence else { continue }
      if line.hasPrefix("## ") {
        unmarked += [asked].compactMap { $0 }
        asked = line.hasPrefix("## Predict") ? String(line) : nil
      } else if line.contains("**Predict") {
        // A heading asks with the question below it.
        unmarked += [asked].compactMap { $0 }.filter { !$0.hasPrefix("## ") }
        asked = String(line)
      }
    }
    return unmarked + [asked].compactMap { $0 }
  }
}

extension Lesson {
  /// The name under which the prediction at a place is kept.
  package func predictionName(_ place: Int) -> String { "\(folder)#\(place)" }
}
