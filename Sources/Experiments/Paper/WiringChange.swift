/// What is changed in the wiring of a condition's network, to see what its
/// results hang on.
///
/// A memory cell adds y_in·g(net) at every step, so whatever is constant in its
/// net input, a bias or gates that stand half open, is added as many times as
/// there are steps. These changes take such things out of the cells' net input
/// and leave the gates' alone.
package struct WiringChange: Hashable, Sendable {
  /// What the cells' own net input reads; gates read everything.
  package var cellSources = NetworkShape.CellSources.all
  /// Whether cells have a bias; nil as the condition says.
  package var cellBias: Bool?
  /// Whether outputs have one; nil as the condition says.
  package var outputBias: Bool?

  /// No change, but for what is said otherwise.
  package init(
    cellSources: NetworkShape.CellSources = .all, cellBias: Bool? = nil,
    outputBias: Bool? = nil
  ) {
    self.cellSources = cellSources
    (self.cellBias, self.outputBias) = (cellBias, outputBias)
  }

  /// The rule that the cells' net input holds nothing constant: they read the
  /// inputs alone and have no bias. Gates keep all of theirs, and outputs have
  /// a bias where the paper gives them one.
  package static func nothingConstant(
    for shape: NetworkShape
  ) -> WiringChange {
    WiringChange(
      cellSources: shape.isRecurrent ? .inputs : .all,
      cellBias: shape.hiddenBias == .all ? false : nil)
  }

  /// Whether nothing is changed.
  package var isNone: Bool { self == WiringChange() }

  /// The parts of a method's name, one for each option that is set.
  var nameParts: [String] {
    (cellSources == .all ? [] : ["cell-sources-\(cellSources.rawValue)"])
      + (cellBias.map { ["cell-bias-\($0 ? "yes" : "no")"] } ?? [])
      + (outputBias.map { ["output-bias-\($0 ? "yes" : "no")"] } ?? [])
  }

  /// The change that a method's name tells of.
  init(methodName: String) {
    func value(_ option: String) -> Substring? {
      methodName.index(behind: option + "-").map {
        methodName[$0...].prefix { $0 != "-" }
      }
    }
    self.init(
      cellSources: value("cell-sources").flatMap {
        NetworkShape.CellSources(rawValue: String($0))
      } ?? .all, cellBias: value("cell-bias").map { $0 == "yes" },
      outputBias: value("output-bias").map { $0 == "yes" })
  }

  /// Makes the change.
  func apply(to shape: inout NetworkShape) {
    shape.cellSources = cellSources
    if let cellBias { shape.hiddenBias = cellBias ? .all : .gates }
    if let outputBias { shape.hasOutputBias = outputBias }
  }

  /// Why it means nothing for a network, as the end of a sentence; nil where
  /// it does.
  package func refusal(for shape: NetworkShape) -> String? {
    if cellSources != .all && !shape.isRecurrent {
      return "feeds nothing back, so --cell-sources changes nothing there"
    }
    if cellBias != nil && shape.hiddenBias == .none {
      return "has no biases in its hidden layer, so --cell-bias means nothing "
        + "there"
    }
    if let cellBias, cellBias == (shape.hiddenBias == .all) {
      return "\(cellBias ? "has" : "has no") biases of cells as it is; leave "
        + "--cell-bias \(cellBias ? "yes" : "no") out"
    }
    if let outputBias, outputBias == shape.hasOutputBias {
      return "\(outputBias ? "has" : "has no") biases of outputs as it is; "
        + "leave --output-bias \(outputBias ? "yes" : "no") out"
    }
    return nil
  }
}

extension NetworkShape {
  /// What the net input of a cell reads beside its own bias.
  package enum CellSources: String, CaseIterable, Sendable {
    /// Inputs, cells and gates, as the paper's weight counts require.
    case all
    /// Inputs and cells.
    case cells
    /// Inputs alone.
    case inputs
  }
}

extension String {
  /// Where the text after the first occurrence of `part` begins.
  fileprivate func index(behind part: String) -> Index? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) {
        return index(start, offsetBy: part.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
