import LSTMCore
import LSTMTraining
import Wording

/// Something long that is looked through, kept whole: as a model reads it and
/// as people do.
package struct SearchedCorpus: Sendable {
  /// What it is called.
  package let name: String
  /// Which part it is of something longer, and how long that is; nil for all.
  package private(set) var place: (range: Range<Int>, of: Int)?
  /// Whether the model has read it in training, as a sentence; nil where
  /// nothing is known of that.
  package var origin: String?
  /// What the model reads.
  package let sequence: LongSequence
  /// The characters of a text; empty for rows.
  package let scalars: [Unicode.Scalar]
  /// The rows of numbers; nil for a text.
  package let series: Series?
  /// What an element is called, for sentences: a character, word, token or row.
  package let element: String
  /// Which characters each word or token is; nil where each element is one.
  private let spans: [Range<Int>]?

  /// A text as the symbols of a vocabulary of at most
  /// `Corpus.largestVocabulary`.
  package init(
    _ scalars: [Unicode.Scalar], in vocabulary: Vocabulary, name: String
  ) {
    (self.scalars, self.name, series) = (scalars, name, nil)
    element = vocabulary.symbolKind.rawValue
    guard !vocabulary.readsCharacters else {
      spans = nil
      sequence = LongSequence(scalars.map { UInt16(vocabulary.index(of: $0)) })
      return
    }
    let tokens = Array(vocabulary.tokens(of: scalars))
    spans = TokenSpans.spans(of: tokens.lazy.map(\.text), in: scalars)
    sequence = LongSequence(
      tokens.map { UInt16($0.index ?? vocabulary.unknownIndex ?? 0) })
  }

  /// Rows of numbers.
  ///
  /// - Parameter targets: what should be predicted after each row, in its own
  ///   units; none unless told.
  package init(_ series: Series, targets: [Vector] = [], name: String) {
    (scalars, self.name, self.series) = ([], name, series)
    (element, spans) = ("row", nil)
    sequence = LongSequence(rows: series.rows, targets: targets)
  }

  /// How many elements there are.
  package var count: Int { sequence.count }

  /// What the elements are called, for sentences.
  package var noun: String { element + "s" }

  /// Whether each element is a character of a text.
  package var isOfCharacters: Bool { series == nil && spans == nil }

  /// The first elements.
  package func prefix(_ count: Int) -> SearchedCorpus {
    let range = 0..<min(count, self.count)
    return SearchedCorpus(
      self, sequence: sequence.prefix(count),
      scalars: Array(scalars[..<characters(range).upperBound]),
      series: series?.part(range), spans: spans.map { Array($0[range]) })
  }

  /// A part of a text; rows stay whole.
  package func part(_ range: Range<Int>) -> SearchedCorpus {
    guard series == nil, range != 0..<count else { return self }
    let first = characters(range).lowerBound
    var part = SearchedCorpus(
      self, sequence: LongSequence(Array(sequence.symbols[range])),
      scalars: characters(of: range), series: nil,
      spans: spans?[range].map {
        $0.lowerBound - first..<$0.upperBound - first
      })
    part.place = (range, count)
    return part
  }

  private init(
    _ whole: SearchedCorpus, sequence: LongSequence,
    scalars: [Unicode.Scalar], series: Series?, spans: [Range<Int>]?
  ) {
    (name, origin, element) = (whole.name, whole.origin, whole.element)
    (self.sequence, self.scalars) = (sequence, scalars)
    (self.series, self.spans) = (series, spans)
  }

  /// Every label that can be made of it alone, each as long as it is.
  package var labels: [TextLabel] {
    if let series { return NumberLabels.labels(of: series) }
    return spans.map { WordLabels.labels(of: scalars, words: $0) }
      ?? TextLabels.labels(of: scalars)
  }

  /// The places of the characters of some elements, with what stands between
  /// them.
  private func characters(_ range: Range<Int>) -> Range<Int> {
    guard let spans else { return range.clamped(to: 0..<scalars.count) }
    let some = spans[range.clamped(to: spans.indices)]
    guard let first = some.first, let last = some.last else { return 0..<0 }
    return first.lowerBound..<last.upperBound
  }

  /// The place of an element's last character: the first of a token may be
  /// the blank before it.
  func end(of element: Int) -> Int {
    characters(element..<element + 1).upperBound - 1
  }

  private func characters(of range: Range<Int>) -> [Unicode.Scalar] {
    Array(scalars[characters(range)])
  }

  /// So many characters of a text before an element, as one line.
  func line(before element: Int, _ room: Int) -> String {
    let end = characters(element..<element + 1).lowerBound
    return visibleLine(scalars[max(0, end - room)..<end])
  }

  /// So many characters of a text after an element, as one line.
  func line(after element: Int, _ room: Int) -> String {
    let start = characters(element..<element + 1).upperBound
    return visibleLine(scalars[start..<min(scalars.count, start + room)])
  }

  /// Checks that it is long enough for a question.
  ///
  /// - Throws: `InspectionError.tooShort`.
  package func require(_ needed: Int, for question: String) throws {
    guard count >= needed else {
      throw InspectionError.tooShort(
        characters: count, needed: needed, question: question)
    }
  }

  /// A stretch as one line: its characters made visible, or the labels of its
  /// first and last row.
  func line(_ range: Range<Int>) -> String {
    let range = range.clamped(to: 0..<count)
    guard let series else {
      return visibleLine(scalars[characters(range)])
    }
    guard let first = range.first, let last = range.last else { return "" }
    let ends =
      [rowName(first, series)] + (first < last ? [rowName(last, series)] : [])
    return ends.joined(separator: " to ")
  }

  /// A row's label, or its number.
  private func rowName(_ row: Int, _ series: Series) -> String {
    let label = series.labels?[row] ?? ""
    return label.isEmpty ? "row \(row)" : label
  }

  /// The numbers of a row by their columns.
  func values(at row: Int) -> String {
    guard let series else { return "" }
    return zip(series.columns, series.rows[row].elements).map {
      "\($0) \(plain($1))"
    }.joined(separator: ", ")
  }
}
