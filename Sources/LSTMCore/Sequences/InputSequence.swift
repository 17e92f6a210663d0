/// One element of a sequence, as a model takes it: what a step reads, or what
/// should come after it.
public enum Datum: Equatable, Sendable {
  /// A symbol, by its index in the vocabulary.
  case symbol(Int)
  /// A row of numbers in their own units; (columns).
  case row(Vector)
}

/// One element of a sequence with its name for people.
public struct Item: Equatable, Sendable {
  /// A character, the label of a row, or nothing for a row without one.
  public var label: String
  /// What the model reads.
  public var datum: Datum

  /// An element of the given parts.
  public init(_ label: String, _ datum: Datum) {
    (self.label, self.datum) = (label, datum)
  }
}

/// What a model read, an element per step: a text, or rows of numbers.
public enum InputSequence: Equatable, Sendable {
  /// Symbols by their indices, each with the text that it was read from. As
  /// many of one as of the other.
  case symbols([Int], labels: [String])
  /// Rows of numbers.
  case rows(Series)

  /// A text as symbols of a vocabulary; what is not known as the unknown one.
  public init(_ text: some Sequence<Unicode.Scalar>, in vocabulary: Vocabulary)
  {
    let tokens = Array(vocabulary.tokens(of: text))
    self = .symbols(
      tokens.map { $0.index ?? vocabulary.unknownIndex ?? 0 },
      labels: tokens.map(\.text))
  }

  /// Elements of one kind, in order.
  ///
  /// - Parameter columns: what each number of a row is.
  public init(_ items: [Item], columns: [String] = []) {
    var (symbols, rows) = ([Int](), [Vector]())
    for item in items {
      switch item.datum {
      case .symbol(let index): symbols.append(index)
      case .row(let row): rows.append(row)
      }
    }
    let labels = items.map(\.label)
    guard rows.isEmpty else {
      self = .rows(
        Series(
          columns: columns, rows: rows,
          labels: labels.allSatisfy(\.isEmpty) ? nil : labels))
      return
    }
    self = .symbols(symbols, labels: labels)
  }

  /// How many elements there are.
  public var count: Int {
    switch self {
    case .symbols(let indices, _): indices.count
    case .rows(let series): series.count
    }
  }

  /// The rows; nil for a text.
  public var series: Series? {
    if case .rows(let series) = self { series } else { nil }
  }

  /// The indices of the symbols; empty for rows.
  public var symbols: [Int] {
    if case .symbols(let indices, _) = self { indices } else { [] }
  }

  /// The names of the elements for people; empty ones for rows without labels.
  public var labels: [String] {
    switch self {
    case .symbols(_, let labels): labels
    case .rows(let series): series.labels ?? series.rows.map { _ in "" }
    }
  }

  /// The elements as a model reads them.
  public var data: [Datum] {
    switch self {
    case .symbols(let indices, _): indices.map(Datum.symbol)
    case .rows(let series): series.rows.map(Datum.row)
    }
  }

  /// The elements with their names.
  public var items: [Item] { zip(labels, data).map { Item($0, $1) } }

  /// Some of the elements.
  public subscript(range: Range<Int>) -> InputSequence {
    switch self {
    case .symbols(let indices, let labels):
      .symbols(Array(indices[range]), labels: Array(labels[range]))
    case .rows(let series): .rows(series.part(range))
    }
  }
}
