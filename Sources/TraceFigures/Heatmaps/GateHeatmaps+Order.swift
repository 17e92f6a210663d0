import Inspection
import LSTMCore
import Wording

extension GateHeatmaps {
  /// The same with its units in another order, which the caption names. One
  /// quantity decides for all panels, so that a row is one unit throughout: the
  /// memory where it is shown, else the hidden state, else the first panel's.
  package func ordered(by order: UnitOrder) -> GateHeatmaps {
    guard order != .index, let deciding else { return self }
    var result = showing(order.columns(of: deciding.values))
    result.orderNote = [orderNote, order.note(of: deciding.quantity)]
      .compactMap { $0 }.joined(separator: "; ")
    return result
  }

  /// The columns of the `count` units that vary most, from left to right.
  package func mostVarying(_ count: Int) -> [Int] {
    guard let deciding else { return [] }
    return UnitOrder.variance.columns(of: deciding.values).prefix(count)
      .sorted()
  }

  /// The same with a few of its units alone, which the caption says.
  ///
  /// - Parameter columns: what `mostVarying` gives, of this or of another run.
  package func keeping(_ columns: [Int]) -> GateHeatmaps {
    guard let deciding, columns.count < units.count else { return self }
    var result = showing(columns)
    result.orderNote =
      "the \(columns.count) of \(counted(units.count, "unit")) whose "
      + "\(deciding.quantity.symbol) varies most"
    return result
  }

  /// The same with these of its columns, in this order.
  private func showing(_ columns: [Int]) -> GateHeatmaps {
    var result = self
    result.units = columns.map { units[$0] }
    result.panels = panels.map { $0.showing(columns) }
    return result
  }

  private var deciding: HeatmapPanel? {
    panels.first { $0.quantity == .cell }
      ?? panels.first { $0.quantity == .hidden } ?? panels.first
  }
}

extension UnitOrder {
  /// What a caption says of the order.
  fileprivate func note(of quantity: Quantity) -> String? {
    switch self {
    case .index: nil
    case .variance:
      "units by variance of \(quantity.symbol), the largest at the top"
    case .peak: "units by the step at which |\(quantity.symbol)| is largest"
    case .similarity:
      "units by similarity: neighbours correlate in \(quantity.symbol)"
    }
  }
}
