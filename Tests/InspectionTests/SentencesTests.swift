import Inspection
import Testing

@Suite struct SentencesTests {
  private func sentences(_ text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return Sentences.ranges(in: scalars).map { range in
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view)
    }
  }

  @Test(arguments: [
    ("One. Two! Three? ", ["One.", "Two!", "Three?"]),
    (
      "“Go!” he said. “Now.” She went.",
      ["“Go!” he said.", "“Now.”", "She went."]
    ),
    (
      "Mr. Brown met Dr. A. Smith. They ate.",
      ["Mr. Brown met Dr. A. Smith.", "They ate."]
    ),
    (
      "So did I. Then 3.5 km were left.",
      ["So did I.", "Then 3.5 km were left."]
    ),
    (
      "A title\n\nThe text goes\non here",
      ["A title", "The text goes\non here"]
    ),
    ("Wait… what? Yes.", ["Wait… what?", "Yes."]),
    ("是的。好！“走。”他说。", ["是的。", "好！", "“走。”", "他说。"]),
    ("هل أنت هنا؟ نعم.", ["هل أنت هنا؟", "نعم."]),
    ("A line\n  \nanother", ["A line", "another"]), ("", []), (" \n\n ", []),
    ("*** 12 !", []),
  ])
  func areFound(_ text: String, _ expected: [String]) {
    #expect(sentences(text) == expected)
  }

  @Test func titlesAndAbstractsAreTold() {
    let articles = Article.all(
      in:
        "# One\r\n\r\n> It is\r\n> short.\r\n\r\nText.\r\n> quoted\r\n# Two\nMore.\n"
    )
    #expect(articles.map(\.title) == ["One", "Two"])
    #expect(articles.map(\.abstract) == ["It is short.", nil])
    #expect(articles[0].text.contains("Text.\n> quoted"))
    let begun = Article.all(in: "Before.\n# One\nText.")
    #expect(begun.map(\.title) == [nil, "One"])
    let plain = Article.all(in: "> No title.\nText.")
    #expect(plain == [Article(text: "> No title.\nText.\n")])
  }
}
