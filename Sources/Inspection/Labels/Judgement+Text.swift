import Wording

extension Judgement {
  /// `positive, p = 0.93`.
  package var headline: String {
    "\(classes[called]), p = \(plain(probabilities[called], decimals: 3))"
  }

  /// What the two columns of numbers are.
  package var legend: String {
    let name = classes[called]
    return "After: p(\(name)) if the text ended there. By it: how much higher "
      + "p(\(name)) of the whole text is than without the word, the others "
      + "moved together."
  }

  /// A line a word, with a bar for what it adds.
  package var text: String {
    let width = min(24, max(4, words.map(\.label.count).max() ?? 0)) + 2
    let table = TextTable([.left(width), .right(9), .right(9), .free])
    let most = words.indices.compactMap { change(of: $0)?.magnitude }.max() ?? 0
    var lines = ["Called \(headline).", ""]
    lines.append(table.line("word", "after", "by it", ""))
    for (k, word) in words.enumerated() {
      let change = change(of: k)
      let size = most > 0 ? (change ?? 0) / most * 20 : 0
      let bar = String(
        repeating: size < 0 ? "−" : "+",
        count: Int(size.magnitude.rounded()))
      lines.append(
        table.line(
          word.label.withVisibleControls + (word.isKnown ? "" : "*"),
          plain(word.after[called], decimals: 3),
          change.map { signed($0, decimals: 3) } ?? "–", "  " + bar))
    }
    lines += [""] + legend.lines(of: 78)
    if words.contains(where: { !$0.isKnown }) {
      lines.append("* not in the vocabulary: read as the unknown word")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
