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

  /// A text as the symbols of a vocabulary.
  package init(
    _ scalars: [Unicode.Scalar], in vocabulary: Vocabulary, name: String
  ) {
    (self.scalars, self.name, series) = (scalars, name, nil)
    sequence = LongSequence(scalars.map { UInt16(vocabulary.index(of: $0)) })
  }

  /// Rows of numbers.
  ///
  /// - Parameter targets: what should be predicted after each row, in its own
  ///   units; none unless told.
  package init(_ series: Series, targets: [Vector] = [], name: String) {
    (scalars, self.name, self.series) = ([], name, series)
    sequence = LongSequence(rows: series.rows, targets: targets)
  }

  /// How many elements there are.
  package var count: Int { sequence.count }

  /// What the elements are called, for sentences.
  package var noun: String { series == nil ? "characters" : "rows" }

  /// The first elements.
  package func prefix(_ count: Int) -> SearchedCorpus {
    SearchedCorpus(
      name: name, origin: origin, sequence: sequence.prefix(count),
      scalars: Array(scalars.prefix(count)),
      series: series.map { $0.part(0..<min(count, $0.count)) })
  }

  /// A part of a text; rows stay whole.
  package func part(_ range: Range<Int>) -> SearchedCorpus {
    guard series == nil, range != 0..<count else { return self }
    var part = SearchedCorpus(
      name: name, origin: origin,
      sequence: LongSequence(Array(sequence.symbols[range])),
      scalars: Array(scalars[range]), series: nil)
    part.place = (range, count)
    return part
  }

  private init(
    name: String, origin: String?, sequence: LongSequence,
    scalars: [Unicode.Scalar], series: Series?
  ) {
    (self.name, self.origin, self.sequence) = (name, origin, sequence)
    (self.scalars, self.series) = (scalars, series)
  }

  /// Every label that can be made of it alone, each as long as it is.
  package var labels: [TextLabel] {
    series.map { NumberLabels.labels(of: $0) }
      ?? TextLabels.labels(of: scalars)
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
      return visibleLine(scalars[range])
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
