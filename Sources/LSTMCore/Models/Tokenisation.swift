/// What the symbols of a vocabulary are parts of a text as.
public enum Tokenisation: String, CaseIterable, Sendable {
  /// Unicode scalars.
  case characters
  /// Words and marks.
  case words
  /// Words and marks, in lower case.
  case lowercaseWords = "lower-case words"

  /// The parts of a text as they stand in it, white space between words left
  /// out.
  ///
  /// A word is a longest run of letters and digits. An apostrophe or a hyphen
  /// between two of them belongs to the word (`don't`, `twenty-one`), and so
  /// does a full stop or a comma between two digits (`3.5`). Any other
  /// character that is no white space is a mark and stands by itself.
  ///
  ///     Tokenisation.words.split("It's 3.5 km!")   // It's, 3.5, km, !
  public func split(_ text: String) -> [String] {
    guard self != .characters else {
      return text.unicodeScalars.map { String($0) }
    }
    var (parts, start) = ([String](), String.Index?.none)
    var (place, last) = (text.startIndex, Character(" "))
    while place < text.endIndex {
      let (character, next) = (text[place], text.index(after: place))
      let following = next < text.endIndex ? text[next] : " "
      if character.isWordPart {
        start = start ?? place
      } else if start == nil || !character.joins(last, following) {
        if let begun = start { parts.append(String(text[begun..<place])) }
        start = nil
        if !character.isWhitespace { parts.append(String(character)) }
      }
      (place, last) = (next, character)
    }
    if let begun = start { parts.append(String(text[begun...])) }
    return parts
  }

  /// Whether a blank stands between two words or marks where a text is put
  /// together again: not before a mark that closes something, nor after one that
  /// opens something.
  public static func hasBlank(between left: String, _ right: String) -> Bool {
    !(right.count == 1 && ",.;:!?)]}”’…%".contains(right))
      && !(left.count == 1 && "([{“‘".contains(left))
  }

  /// A part of a text as the vocabulary has it.
  public func symbol(of part: String) -> String {
    self == .lowercaseWords ? part.lowercased() : part
  }
}

extension Character {
  fileprivate var isWordPart: Bool { isLetter || isNumber }

  /// Whether it makes one word of what stands on its sides.
  fileprivate func joins(_ left: Character, _ right: Character) -> Bool {
    switch self {
    case "'", "’", "-": left.isWordPart && right.isWordPart
    case ".", ",": left.isNumber && right.isNumber
    default: false
    }
  }
}
