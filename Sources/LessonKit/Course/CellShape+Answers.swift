import LSTMCore
import ModelFiles

extension CellShape {
  /// The cell that `node` describes, its numbers as people type them.
  ///
  /// - Throws: `YAMLError`.
  func cell(from node: YAMLNode) throws(YAMLError) -> LSTMCell {
    try cell(from: node) { node, name throws(YAMLError) in
      try node.number(for: name)
    }
  }
}

extension YAMLNode {
  /// A number, or a list of `count` of them, as people type them.
  func numbers(_ count: Int, for name: String) throws(YAMLError) -> [Double] {
    try numbers(count, for: name) { node, name throws(YAMLError) in
      try node.number(for: name)
    }
  }

  fileprivate func number(for name: String) throws(YAMLError) -> Double {
    do {
      return try NumberText.number(text())
    } catch let problem as AnswerError {
      throw error("\(name): \(problem)")
    } catch {
      throw self.error("\(name) needs a number, not \(summary)")
    }
  }
}
