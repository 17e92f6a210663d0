import Inspection
import LSTMCore

extension GateHeatmaps {
  /// The same with its units in another order, which the caption names. One
  /// quantity decides for all panels, so that a row is one unit throughout: the
  /// memory where it is shown, else the hidden state, else the first panel's.
  package func ordered(by order: UnitOrder) -> GateHeatmaps {
    guard order != .index, let deciding else { return self }
    let columns = order.columns(of: deciding.values)
    var result = self
    result.units = columns.map { units[$0] }
    result.orderNote = order.note(of: deciding.quantity)
    for index in panels.indices {
      let old = panels[index].values
      var new = Matrix(rows: old.rows, columns: old.columns)
      for row in 0..<old.rows {
        for (place, column) in columns.enumerated() {
          new[row, place] = old[row, column]
        }
      }
      result.panels[index].values = new
      let absent = panels[index].absentRows
      result.panels[index].absentRows = Set(
        columns.indices.filter { absent.contains(columns[$0]) })
    }
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
