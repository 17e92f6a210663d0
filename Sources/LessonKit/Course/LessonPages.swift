/// A lesson cut where it asks for a prediction, before what it is about is
/// shown: at the first output, table or picture after the word **Predict** or a
/// heading that begins with it.
package struct LessonPages: Equatable, Sendable {
  /// The pieces, Markdown; a prediction is asked for after each but the last.
  package let pieces: [String]

  /// Cuts the Markdown of a lesson.
  package init(_ markdown: String) {
    var pieces: [[Substring]] = [[]]
    var (isAsked, isInFence) = (false, false)
    for line in markdown.split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      let isFence = line.hasPrefix("```")
      if isAsked, !isInFence, Self.shows(line) {
        pieces.append([])
        isAsked = false
      }
      if !isInFence, Self.asks(line) { isAsked = true }
      if !isInFence, line.hasPrefix("## "), !Self.asks(line) { isAsked = false }
      if isFence { isInFence.toggle() }
      pieces[pieces.count - 1].append(line)
    }
    self.pieces = pieces.map { $0.joined(separator: "\n") }
  }

  private static func asks(_ line: Substring) -> Bool {
    line.contains("**Predict") || line.hasPrefix("## Predict")
  }

  private static func shows(_ line: Substring) -> Bool {
    line.hasPrefix("```") || line.hasPrefix("|") || line.hasPrefix("![")
  }
}

extension Lesson {
  /// The name under which the prediction at a place is kept.
  package func predictionName(_ place: Int) -> String { "\(folder)#\(place)" }
}
