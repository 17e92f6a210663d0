import LSTMCore
import Testing

/// Every kind of mistake, each with its place.
struct EquationErrorTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let text: String
    let line, column: Int
    let says: [String]
    var testDescription: String { text }
  }

  static func mistake(
    _ text: String, _ line: Int, _ column: Int, _ says: String...
  ) -> Mistake {
    Mistake(text: text, line: line, column: column, says: says)
  }

  static let mistakes: [Mistake] = [
    mistake("h′ = tanh(W·x ? b)", 1, 15, "'?'", "⊙"),
    mistake("h′ = tanh(W·x + )", 1, 17, "')'", "a name, a number"),
    mistake("h′ tanh(W·x)", 1, 4, "'tanh'", "'='"),
    mistake("h′ = tanh(W·x", 1, 14, "the end of the line", "')'"),
    mistake("h′ = tanh(W·x) b", 1, 16, "'b'", "the end of the line"),
    mistake("h′ = [h, U·h", 1, 13, "the end of the line", "']'"),
    mistake("3 = x", 1, 1, "the number 3", "the name of a quantity"),
    mistake("h′ = 1.2.3 ⊙ h", 1, 6, "'1.2.3'", "a number"),
    mistake("h′ = y of the day", 1, 15, "'day'", "of the step before"),
    mistake("h′ = softplus(W·x + U·h)", 1, 6, "softplus", "σ, tanh"),
    mistake("h′ = max(h)", 1, 6, "max", "2 arguments", "1"),
    mistake("h′ = tanh(W·x + U·h)\nh′ = h", 2, 1, "h", "twice"),
    mistake("C′ = C + W·x\nc = C′\nh′ = U·c + h", 2, 1, "c", "twice"),
    mistake("x = h\nh′ = tanh(U·h)", 1, 1, "x"),
    mistake("h′ = f ⊙ h\nf = σ(W·x)", 1, 6, "f", "before the line", "f′"),
    mistake("h′ = C′ ⊙ h\nC′ = C + W·x", 1, 6, "C′", "before the line"),
    mistake("h′ = tanh(W·x + U·h) ⊙ q′", 1, 24, "q′", "no line"),
    mistake("C′ = C + W·x", 1, 1, "h′"),
    mistake("h = tanh(W·x)", 1, 1, "h′"),
    mistake(
      "h: projection\nm = tanh(W·x + U·h)\nh′ = m", 3, 6, "H values",
      "P are expected"),
    mistake(
      "i: blocks\n[z_f, z_i] = W·x + U·h\ni = σ(z_i)\nh′ = σ(z_f) ⊙ h + i",
      3, 5, "H values", "B are expected"),
    mistake(
      "C′ = C + W·x\nk′ = 2\nh′ = tanh(C′) + U·h", 2, 1, "k′",
      "nothing reads it"),
    mistake(
      "f = σ(W·x + U·h)\nh′ = tanh(f ⊙ h + W)", 2, 19, "W",
      "a matrix of H × I", "a vector of H"),
    mistake(
      "f = σ(W·x)\nh′ = tanh(W·h) ⊙ f", 2, 11, "W", "H × I", "H × H"),
    mistake("f = σ(W·x)\nh′ = f·h", 2, 6, "'f'", "matrix"),
    mistake("colour: red\nh′ = tanh(U·h)", 1, 1, "colour", "title"),
    mistake("year: soon\nh′ = tanh(U·h)", 1, 1, "soon", "number"),
    mistake("notation: old\nh′ = tanh(U·h)", 1, 1, "old", "1997"),
    mistake("start: b\nh′ = tanh(U·h + b)", 1, 1, "'='"),
    mistake("start: d = 1\nh′ = tanh(U·h + b)", 1, 1, "d", "U, b"),
    mistake("start: b = one\nh′ = tanh(U·h + b)", 1, 1, "one", "forget bias"),
    mistake("stored: b = a, b\nh′ = tanh(U·h + b)", 1, 1, "2 equal parts"),
    mistake("name: nothing\n# only a remark", 2, 1, "h′ = tanh"),
    mistake("", 1, 1, "no equation"),
    mistake(
      "h′ = " + String(repeating: "(", count: 200) + "h", 1, 106, "bracket"),
  ]

  @Test(arguments: mistakes)
  func itsPlaceAndWhatCouldStandThereAreNamed(_ mistake: Mistake) throws {
    do {
      _ = try CellDefinition(parsing: mistake.text)
      Issue.record("no error")
    } catch {
      #expect(
        error.line == mistake.line && error.column == mistake.column,
        "\(error)")
      for words in mistake.says {
        #expect("\(error)".contains(words), "\(error)")
      }
    }
  }

  /// A combining mark is no column.
  @Test func columnsAreWhatOneSees() {
    #expect(throws: EquationError.self) {
      try CellDefinition(parsing: "C̃ = tanh(W·x) ?")
    }
    do { _ = try CellDefinition(parsing: "C̃ = tanh(W·x) ?") } catch {
      #expect(error.column == 15)
    }
  }
}
