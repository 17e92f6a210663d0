import LSTMCore

extension Recording {
  /// A run of which only the numbers matter: the vectors that the lowest layer
  /// read stand for rows.
  init(_ trace: Trace, of stack: Stack, columns: [String]? = nil) {
    let columns = columns ?? (0..<stack.inputSize).map { "x\($0)" }
    self.init(
      of: Model(
        reader: .rows(columns: [], scaling: Scaling(none: stack.inputSize)),
        stack: stack),
      reading: .rows(Series(columns: columns, rows: trace.inputs)),
      trace: trace)
  }
}
