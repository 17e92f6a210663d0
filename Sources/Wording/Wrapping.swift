extension Array {
  /// The words in lines, as many in each as fit; one that does not fit by
  /// itself has a line of its own.
  ///
  /// - Parameter fits: whether these words stand in one line.
  package func lines(
    fits: (ArraySlice<Element>) -> Bool
  ) -> [ArraySlice<Element>] {
    var (lines, start) = ([ArraySlice<Element>](), 0)
    for end in indices.dropFirst() where !fits(self[start...end]) {
      lines.append(self[start..<end])
      start = end
    }
    return isEmpty ? [] : lines + [self[start...]]
  }
}

extension String {
  /// The words in lines of at most so many terminal columns.
  package func lines(of width: Int) -> [String] {
    split(separator: " ").map(String.init).lines {
      $0.reduce($0.count - 1) { $0 + $1.columns } <= width
    }.map { $0.joined(separator: " ") }
  }

  /// The text with its lines broken where they are longer than so many terminal
  /// columns; one that is indented, as a command is that may be copied, stays.
  package func broken(at width: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.first == " " || String(line).columns <= width
        ? String(line) : String(line).wrapped(to: width)
    }.joined(separator: "\n")
  }

  /// The words in lines of at most so many terminal columns, as one text.
  package func wrapped(to width: Int) -> String {
    lines(of: width).joined(separator: "\n")
  }
}
