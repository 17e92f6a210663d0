import Inspection
import LSTMCore
import LSTMTraining
import ModelFiles
import Synchronization

/// What the built-in tables and texts give, computed by what the commands use.
extension Functions {
  static let uses: [String: Value] = [
    // baseline("sunspots", "persistence", 4): the root mean squared error on the
    // last tenth of a built-in table's last column, so many rows ahead, of the
    // method whose name begins so.
    "baseline": .function { arguments, _ in
      try require(arguments, 3, "baseline(table, method, ahead)")
      let method = try arguments[1].text("the method")
      let scores = try baselines(
        of: arguments[0].text("the table"), ahead: arguments[2].whole("ahead"))
      guard let found = scores.first(where: { $0.name.hasPrefix(method) })
      else { throw FormulaError("there is no method '\(method)'") }
      return .number(found.error)
    },
    // labelled_right("naive Bayes", 3): how many sentences of the third tenth
    // of `spoken` a method labels right that learnt from eight others.
    "labelled_right": .function { arguments, _ in
      try require(arguments, 2, "labelled_right(method, fold)")
      let method = try arguments[0].text("the method")
      let scores = try LabelledSamples.scores(
        fold: arguments[1].whole("the fold"))
      guard let found = scores.first(where: { $0.name.hasPrefix(method) })
      else { throw FormulaError("there is no method '\(method)'") }
      return .number(Double(found.right))
    },
    // most_surprising(4): which sentence of the fourth of the built-in articles
    // surprises `book` most, counted from 1.
    "most_surprising": .function { arguments, _ in
      try require(arguments, 1, "most_surprising(article)")
      let surprise = try sentences(
        of: arguments[0].whole("the article")
      ).surprise
      let most = surprise.indices.max { surprise[$0] < surprise[$1] } ?? 0
      return .number(Double(most + 1))
    },
    // rouge("the end", "the very end"): ROUGE-1 as F1.
    "rouge": .function { arguments, _ in
      try require(arguments, 2, "rouge(summary, reference)")
      return .number(
        ROUGE(
          of: try arguments[0].text("the summary"),
          reference: try arguments[1].text("the reference")
        ).words)
    },
  ]

  private static func baselines(
    of name: String, ahead: Int
  ) throws -> [(name: String, error: Double)] {
    let table = try SeriesTable.load("sample:" + name)
    guard let target = table.columns.last else { return [] }
    let corpus = try SeriesCorpus(
      table.series(columns: [target]), ahead: ahead)
    return SeriesBaselines(corpus, target: 0, in: corpus.test).scores
  }

  private static func sentences(of article: Int) throws -> ReadSentences {
    let articles = Article.all(in: try TextFile.load("sample:articles").text)
    guard articles.indices.contains(article - 1) else {
      throw FormulaError("there is no article \(article)")
    }
    let model = try Models.named("book")
    guard let vocabulary = model.reader.vocabulary else {
      throw FormulaError("the model reads no text")
    }
    let scalars = Array(articles[article - 1].text.unicodeScalars)
    return ReadSentences(
      scalars,
      as: SearchedCorpus(
        Array(vocabulary.adapted(scalars).scalars), in: vocabulary, name: ""),
      by: model)
  }
}

/// What labels the built-in sentences without a network, each tenth once.
private enum LabelledSamples {
  private static let known = Mutex<[Int: [(name: String, right: Int)]]>([:])

  static func scores(fold: Int) throws -> [(name: String, right: Int)] {
    guard 1...10 ~= fold else {
      throw FormulaError("a fold is from 1 to 10, not \(fold)")
    }
    if let scores = known.withLock({ $0[fold] }) { return scores }
    let table = try LabelledTable.load(
      "sample:spoken", text: "sentence", label: "kind")
    var settings = LabelGradients.defaults
    settings.fold = fold
    let texts = try LabelledTexts(table.texts, labels: table.labels, settings)
    let words = table.words()
    let baselines = LabelBaselines(
      texts, words: words, scoring: texts.test.map { words[$0] },
      labels: texts.test.map { texts.labels[$0] })
    let scores = baselines.scores.map { name, score in
      (name, Int((score.accuracy * Double(texts.test.count)).rounded()))
    }
    known.withLock { $0[fold] = scores }
    return scores
  }
}
