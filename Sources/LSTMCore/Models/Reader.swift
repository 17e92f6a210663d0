/// What makes a vector of each element of a sequence, for the lowest layer to
/// read.
public enum Reader: Equatable, Sendable {
  /// x = E[symbol]. E has a row per symbol; (symbols × embedding).
  case embedding(Vocabulary, Matrix)
  /// x is 1 at the symbol's place and 0 elsewhere; (symbols).
  case oneHot(Vocabulary)
  /// x = (row − mean) / scale; (columns). `columns` names the numbers of a row
  /// in order and is empty where nothing names them.
  case rows(columns: [String], scaling: Scaling)

  /// The symbols that can be read; nil for rows of numbers.
  public var vocabulary: Vocabulary? {
    switch self {
    case .embedding(let vocabulary, _), .oneHot(let vocabulary): vocabulary
    case .rows: nil
    }
  }

  /// E; of no rows, and not to be set, where there is none.
  public var embedding: Matrix {
    get {
      if case .embedding(_, let matrix) = self { return matrix }
      return Matrix(rows: 0, columns: 0)
    }
    set {
      guard case .embedding(let vocabulary, _) = self else {
        preconditionFailure("an embedding for a reader that has none")
      }
      self = .embedding(vocabulary, newValue)
    }
  }

  /// How many values the lowest layer reads.
  public var width: Int {
    switch self {
    case .embedding(_, let matrix): matrix.columns
    case .oneHot(let vocabulary): vocabulary.count
    case .rows(_, let scaling): scaling.mean.count
    }
  }

  /// The names of what the lowest layer reads; empty where it reads symbols or
  /// where nothing names the numbers of a row.
  public var columns: [String] {
    if case .rows(let columns, _) = self { columns } else { [] }
  }

  /// x for one element, which must be of the kind that is read; (width).
  public func callAsFunction(_ datum: Datum) -> Vector {
    switch (self, datum) {
    case (.embedding(_, let matrix), .symbol(let index)):
      return matrix[row: index]
    case (.oneHot(let vocabulary), .symbol(let index)):
      var x = Vector(zeros: vocabulary.count)
      x[index] = 1
      return x
    case (.rows(_, let scaling), .row(let row)): return scaling.scaled(row)
    default: preconditionFailure("\(datum) for a model that reads otherwise")
    }
  }
}
