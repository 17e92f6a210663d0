import LSTMCore

/// Where in a text its words or tokens stand.
enum TokenSpans {
  /// The places of the characters of each token.
  ///
  /// Tokens follow each other in the text with at most white space between
  /// them. A sign in a token, such as `▁`, may stand for a blank, or for nothing
  /// at the beginning of the text.
  static func spans(
    of tokens: some Sequence<String>, in scalars: [Unicode.Scalar]
  ) -> [Range<Int>] {
    var place = 0
    return tokens.map { token in
      let characters = token.unicodeScalars
      if let first = characters.first {
        place = start(of: first, from: place, in: scalars)
      }
      let start = place
      for scalar in characters where place < scalars.count {
        if scalars[place] == scalar || scalars[place] == " " { place += 1 }
      }
      return start..<place
    }
  }

  /// The first place that is no white space, or that holds what is looked for.
  private static func start(
    of first: Unicode.Scalar, from place: Int, in scalars: [Unicode.Scalar]
  ) -> Int {
    // A sign for a blank begins at the blank.
    guard !"▁Ġ".unicodeScalars.contains(first) else { return place }
    return scalars[place...].firstIndex {
      $0 == first || !$0.properties.isWhitespace
    } ?? scalars.count
  }
}
