/// Compares what a command printed with what a lesson shows.
package enum ConsoleOutput {
  /// The line that stands for any lines.
  package static let anything = "\u{2026}"

  /// What differs first, in words, or nil when nothing does.
  ///
  /// Words are compared as they are, numbers by tolerance: two per cent, or
  /// one and a half in the last digit shown.
  package static func difference(
    shown: [String], printed: [String]
  ) -> String? {
    let (shown, printed) = (trimmed(shown), trimmed(printed))
    var reach = (line: 0, printed: 0)
    if matches(shown[...], printed[...], &reach) { return nil }
    let expected = reach.line < shown.count ? shown[reach.line] : "the end"
    let found =
      reach.printed < printed.count ? printed[reach.printed] : "the end"
    return "shown: \(expected)\nprinted: \(found)"
  }

  /// What a lesson should show: all of it, or as many lines before and after
  /// `…` as it showed before.
  package static func recorded(shown: [String], printed: [String]) -> [String] {
    let (shown, printed) = (trimmed(shown), trimmed(printed))
    guard let first = shown.firstIndex(of: anything),
      let last = shown.lastIndex(of: anything)
    else {
      guard shown.isEmpty, printed.count > 40 else { return printed }
      return printed.prefix(12) + [anything]
    }
    let (head, tail) = (first, shown.count - 1 - last)
    guard head + tail < printed.count else { return printed }
    return printed.prefix(head) + [anything] + printed.suffix(tail)
  }

  private static func trimmed(_ lines: [String]) -> [String] {
    let last = lines.lastIndex { !$0.trimmed.isEmpty }
    return Array(lines.prefix((last ?? -1) + 1))
  }

  private static func matches(
    _ shown: ArraySlice<String>, _ printed: ArraySlice<String>,
    _ reach: inout (line: Int, printed: Int)
  ) -> Bool {
    guard let expected = shown.first else {
      reach = max(reach, (shown.startIndex, printed.startIndex), by: <)
      return printed.isEmpty
    }
    if expected.trimmed == anything {
      let rest = shown.dropFirst()
      if rest.isEmpty { return true }
      return printed.indices.contains {
        matches(rest, printed[$0...], &reach)
      }
    }
    guard let found = printed.first, sameLine(expected, found) else {
      reach = max(reach, (shown.startIndex, printed.startIndex), by: <)
      return false
    }
    return matches(shown.dropFirst(), printed.dropFirst(), &reach)
  }

  private static func max<T>(_ a: T, _ b: T, by: (T, T) -> Bool) -> T {
    by(a, b) ? b : a
  }

  static func sameLine(_ shown: String, _ printed: String) -> Bool {
    var (expected, found) = (pieces(shown), pieces(printed))
    if expected.last == .word(anything) {
      expected.removeLast()
      found = Array(found.prefix(expected.count))
    }
    return expected.count == found.count
      && zip(expected, found).allSatisfy { $0.isSame(as: $1) }
  }

  /// A run of characters, or a number with the digits it was written with.
  private enum Piece: Equatable {
    case word(String)
    case number(Double, unit: Double)

    func isSame(as other: Piece) -> Bool {
      guard case .number(let a, let unitA) = self,
        case .number(let b, let unitB) = other
      else { return self == other }
      let width = Swift.max(
        0.02 * a.magnitude, 1.5 * Swift.max(unitA, unitB))
      // A whole number is a count or an index and has no last digit to be
      // off by.
      let isCount = unitA == 1 && unitB == 1 && a.magnitude < 50
      return isCount ? a == b : (a - b).magnitude <= width
    }
  }

  private static func pieces(_ line: String) -> [Piece] {
    line.split(whereSeparator: \.isWhitespace).flatMap { word -> [Piece] in
      var pieces: [Piece] = []
      var rest = word
      while let match = rest.firstMatch(
        of: /[-\u{2212}+]?\d+(?:\.(\d+))?(?:[eE]([-+]?\d+))?/)
      {
        if match.range.lowerBound > rest.startIndex {
          pieces.append(.word(String(rest[..<match.range.lowerBound])))
        }
        let text = match.0.replacing("\u{2212}", with: "-")
        let decimals = match.1?.count ?? 0
        let exponent = match.2.flatMap { Int($0) } ?? 0
        // Digits of a hash may read as a number past all that there are.
        if let number = Double(text), number.isFinite, abs(exponent) < 300 {
          let unit = pow(10, Double(exponent - decimals))
          pieces.append(.number(number, unit: unit))
        } else {
          pieces.append(.word(String(match.0)))
        }
        rest = rest[match.range.upperBound...]
      }
      if !rest.isEmpty { pieces.append(.word(String(rest))) }
      return pieces
    }
  }
}
