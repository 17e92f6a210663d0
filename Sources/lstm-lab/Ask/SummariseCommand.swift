import ArgumentParser
import Inspection
import LSTMCore
import ModelFiles
import Wording

struct SummariseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summarise",
    abstract: "Choose the sentences that say most of a text.",
    discussion: """
      A model reads the text from its beginning. A sentence is surprising by \
      the mean loss of its characters, or of its words where the model reads \
      these, and central by the cosine between the mean of h of the top layer \
      over it and over all sentences. \
      Those with the largest sum of both, in standard deviations, are chosen \
      one by one; one that mostly repeats the words of those before is passed \
      over. They are printed in the order of the text.

      With an abstract by somebody's hand, every way of choosing is scored by \
      the words, pairs and longest sequence that it shares with it (ROUGE-1, \
      -2 and -L, F1), beside the first sentences, frequent words and chance. A \
      file of several articles, each a line “# Title”, lines “> abstract” and \
      the text, gives the means: sample:articles is one.

        lstm-lab summarise article.txt --sentences 3
        lstm-lab summarise sample:articles --article 4
        lstm-lab summarise sample:articles
      """)

  @Argument(
    help: ArgumentHelp(
      "The text, - for standard input, or sample:articles.", valueName: "text"),
    completion: .file())
  var path: String
  @Option(help: "How many sentences.")
  var sentences = 3
  @Option(
    help: """
      How to choose: both, central, surprising, words, lead or random (default: \
      both, surprising and central).
      """)
  var by: SummaryMethod?
  @Option(
    help: ArgumentHelp(
      "An abstract to compare with.", valueName: "path"), completion: .file())
  var reference: String?
  @Option(help: "Which article of several, counted from 1.")
  var article: Int?
  @Flag(help: "Show what every sentence scores.")
  var scores = false
  @Option(help: "The seed of what is drawn at random.")
  var seed: UInt64 = 1997
  @OptionGroup var workers: ThreadOptions
  @OptionGroup var source: ModelOptions
  @OptionGroup var messages: MessageOptions

  func validate() throws {
    guard 1...1_000 ~= sentences else {
      throw ValidationError("--sentences must be from 1 to 1000.")
    }
    guard article ?? 1 >= 1 else {
      throw ValidationError("--article counts from 1.")
    }
  }

  func run() throws {
    let (file, vocabulary) = try source.loadText(
      orWithRows: "choose a model of text with --model.")
    var articles = try articles()
    var read: [ReadSentences] = []
    for (k, article) in articles.enumerated().reversed() {
      let sentences = try self.read(article, by: file, vocabulary)
      if sentences.count > 0 {
        read.insert(sentences, at: 0)
      } else {
        articles.remove(at: k)
      }
    }
    guard !articles.isEmpty else {
      throw Refusal("\(path) has no sentence: give a text with words.")
    }
    let compared = comparison(of: articles, read)
    var output = ""
    if articles.count == 1 || compared.isEmpty || scores || by != nil {
      output = zip(articles, read).map { article, read in
        (articles.count > 1 ? "# \(article.title ?? "…")\n\n" : "")
          + summary(of: read)
      }.joined(separator: "\n")
      if !compared.isEmpty { output += "\n" }
    }
    output += compared
    try Output.write(to: nil) { try $0.write(output) }
  }

  /// The articles asked for.
  private func articles() throws -> [Article] {
    let text = try TextFile.load(path)
    var articles = Article.all(in: text.text)
    if let article {
      guard article <= articles.count else {
        throw Refusal(
          "\(text.name) has \(counted(articles.count, "article")), and no "
            + "\(article): each begins with a line “# Title”.")
      }
      articles = [articles[article - 1]]
    }
    if let reference {
      guard articles.count == 1 else {
        throw ValidationError(
          "--reference is the abstract of one text, and \(text.name) has "
            + "\(counted(articles.count, "article")): choose one with --article."
        )
      }
      articles[0].abstract = try TextFile.load(reference).text
      guard articles[0].abstract?.contains(where: \.isLetter) == true else {
        throw Refusal("\(reference) has no words to compare with.")
      }
    }
    return articles
  }

  /// The sentences of an article, read.
  private func read(
    _ article: Article, by file: ModelFile, _ vocabulary: Vocabulary
  ) throws -> ReadSentences {
    // One line end for two, so that symbols and characters go side by side.
    let scalars = Array(
      article.text.split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline
      ).joined(separator: "\n").unicodeScalars)
    guard scalars.count <= ReadSentences.longest else {
      throw Refusal(
        "\(path) has \(grouped(scalars.count)) characters, and "
          + "\(grouped(ReadSentences.longest)) are the most that are "
          + "summarised: give a part.")
    }
    let corpus = try file.corpus(
      of: scalars, in: vocabulary, name: path, quiet: messages.quiet)
    let progress = messages.progress
    defer { progress.end() }
    let sentences = ReadSentences(
      scalars, as: corpus, by: file.model, threads: workers.count
    ) { progress.show("reading", share: $0) }
    return sentences
  }
}

extension SummariseCommand {
  /// What is chosen, or what every sentence scores.
  private func summary(of read: ReadSentences) -> String {
    let chosen = (by ?? .both).choose(sentences, of: read, seed: seed)
    var lines: [String] = []
    if scores {
      let table = TextTable([.right(4), .right(10), .right(10), .free])
      lines.append(table.line("", "surprise", "central", ""))
      for k in 0..<read.count {
        lines.append(
          table.line(
            "\(k + 1)", plain(read.surprise[k], decimals: 3),
            plain(read.centrality[k], decimals: 3),
            (chosen.contains(k) ? "  * " : "    ")
              + Self.beginning(of: read.sentence(k))))
      }
    } else {
      lines = chosen.map { read.sentence($0).withVisibleControls }
      if TerminalFacts.isOutputTerminal {
        lines = lines.map { $0.wrapped(to: TerminalFacts.width) }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A sentence as far as a line of 80 columns has room.
  private static func beginning(of sentence: String) -> String {
    let text = sentence.withVisibleControls
    guard text.columns > 52 else { return text }
    var (beginning, columns) = ("", 0)
    for character in text {
      columns += String(character).columns
      guard columns < 52 else { break }
      beginning.append(character)
    }
    return beginning + "…"
  }

  /// The scores of every way of choosing, over the articles with an abstract;
  /// nothing where none has one.
  private func comparison(
    of articles: [Article], _ read: [ReadSentences]
  ) -> String {
    let known = zip(articles, read).filter {
      $0.0.abstract?.contains(where: \.isLetter) == true
    }
    guard !known.isEmpty else { return "" }
    let most = min(sentences, known.map(\.1.count).max() ?? 0)
    let rows = SummaryMethod.allCases.map { method in
      (
        method,
        ROUGE(
          mean: known.map { article, read in
            method.score(
              sentences, of: read, reference: article.abstract ?? "", seed: seed
            )
          })
      )
    }.sorted { $0.1.words > $1.1.words }
    let table = TextTable([.left(26), .right(8), .right(9), .right(9)])
    return
      ([
        "\(counted(most, "sentence")) of "
          + (known.count == 1
            ? "the text" : "each of \(counted(known.count, "article"))")
          + " beside its abstract, F1:",
        table.line("", "ROUGE-1", "ROUGE-2", "ROUGE-L"),
      ]
      + rows.map { method, score in
        table.line(
          method.title, plain(score.words, decimals: 3),
          plain(score.pairs, decimals: 3), plain(score.sequence, decimals: 3))
      }).joined(separator: "\n") + "\n"
  }
}

extension SummaryMethod: ExpressibleByArgument {}
