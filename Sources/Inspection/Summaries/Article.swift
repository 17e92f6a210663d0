/// A text to summarise, with what somebody said that it says.
package struct Article: Equatable, Sendable {
  /// Its title; nil where the file has one text and no titles.
  package var title: String?
  /// A summary by somebody's hand; nil where there is none.
  package var abstract: String?
  /// The text itself.
  package var text: String

  /// An article of the given parts.
  package init(title: String? = nil, abstract: String? = nil, text: String) {
    (self.title, self.abstract, self.text) = (title, abstract, text)
  }

  /// The articles of a file: each begins with a line `# Title`, and lines `> …`
  /// below it are its abstract. A file without titles is one article, and what
  /// stands before the first title is one, too.
  package static func all(in file: String) -> [Article] {
    var articles = [Article(text: "")]
    for line in file.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      if line.hasPrefix("# ") {
        articles.append(Article(title: line.dropFirst(2).trimmed, text: ""))
      } else if line.hasPrefix("> "), articles.count > 1,
        articles[articles.count - 1].text.allSatisfy(\.isWhitespace)
      {
        let part = line.dropFirst(2).trimmed
        let last = articles.count - 1
        articles[last].abstract =
          articles[last].abstract.map { $0 + " " + part } ?? part
      } else {
        articles[articles.count - 1].text += line + "\n"
      }
    }
    let isBegun = articles[0].text.contains { !$0.isWhitespace }
    return articles.count == 1 || isBegun
      ? articles : Array(articles.dropFirst())
  }
}
