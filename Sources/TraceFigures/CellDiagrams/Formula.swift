import Drawing

/// Formulas written on one line, `C̃_t = tanh(W_C x_t + U_C h_{t−1})`, as text
/// with scripts: single letters slanted, functions and digits upright.
package enum Formula {
  /// The runs of a formula. `_` lowers, and `^` raises, the character that
  /// follows or the group in braces.
  package static func runs(_ source: String) -> [Text.Run] {
    pieces(source).flatMap { styled($0.text, script: $0.script) }
  }

  /// Whether a word has a script: a `_` or `^`, and then a group or a letter
  /// by itself.
  static func isOne(_ word: Substring) -> Bool {
    word.indices.contains { index in
      guard word[index] == "_" || word[index] == "^" else { return false }
      let rest = word[word.index(after: index)...]
      return rest.first == "{" || !(rest.dropFirst().first?.isLetter ?? false)
    }
  }

  /// The formula's pieces on the line and off it, in order.
  static func pieces(
    _ source: String
  ) -> [(text: String, script: Text.Script)] {
    var pieces: [(text: String, script: Text.Script)] = []
    var rest = Substring(source)
    while let first = rest.first {
      if first == "_" || first == "^" {
        rest.removeFirst()
        pieces.append(
          (takeGroup(from: &rest), first == "_" ? .lowered : .raised))
      } else {
        let plain = rest.prefix { $0 != "_" && $0 != "^" }
        rest.removeFirst(plain.count)
        pieces.append((String(plain), .normal))
      }
    }
    return pieces
  }

  private static func takeGroup(from rest: inout Substring) -> String {
    guard rest.first == "{", let end = rest.firstIndex(of: "}") else {
      return String(rest.popFirst().map { [$0] } ?? [])
    }
    let group = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    return String(group)
  }

  private static func styled(
    _ string: String, script: Text.Script
  ) -> [Text.Run] {
    var runs: [Text.Run] = []
    var rest = Substring(string)
    while let first = rest.first {
      let isWord = first.isLetter
      let piece = rest.prefix { $0.isLetter == isWord }
      rest.removeFirst(piece.count)
      // Several letters are a function's name; σ is one as well.
      let isVariable = isWord && piece.count == 1 && piece != "σ"
      runs.append(
        Text.Run(
          String(piece),
          Text.Run.Style(
            family: .serif, italic: isVariable, script: script)))
    }
    return runs
  }
}

extension Text {
  /// A formula; see `Formula`.
  static func formula(_ source: String, size: Double) -> Text {
    Text(Formula.runs(source), size: size)
  }
}
